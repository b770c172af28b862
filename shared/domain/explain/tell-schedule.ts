import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { EntryRecord } from './ledger-records.ts';
import type { NodeFacts, ParameterVersion } from './node-facts.ts';
import { type Chapter, chapter, type Step, unknown } from './story.ts';

type ScheduleFacts = Pick<NodeFacts, 'now' | 'schedule' | 'catalogue' | 'history' | 'approvals' | 'part'>;

/** The label of the version that is in force. */
const IN_FORCE = 'in-force';

/** Who wrote and approved the catalogue entry, by which version the window lived, and what is in force now. */
export function tellSchedule(facts: ScheduleFacts): Chapter | undefined {
  const { schedule, part } = facts;
  if (schedule === undefined) return undefined;
  const lived = part?.record.kind === 'known' ? part.record.value.entry : undefined;
  const steps = [
    ...tellHistory(facts, schedule, lived),
    ...tellApprovals(facts, schedule),
    tellInForce(facts, schedule),
  ];
  return chapter(`The schedule ${schedule}`, steps);
}

function tellHistory({ history }: ScheduleFacts, schedule: string, lived: EntryRecord | undefined): Step[] {
  const source = `Parameter Store, history of /patchplane/schedules/${schedule}`;
  if (history.kind === 'unknown') return [unknown(source, `Who wrote the entry is not known: ${history.why}`)];
  return history.value
    .filter((version, index, all) => version.version === lived?.version || index === all.length - 1)
    .map((version) => ({ at: version.at, said: sayWritten(version, lived), source }));
}

function sayWritten({ version, by, labels }: ParameterVersion, lived: EntryRecord | undefined): string {
  const written = `${by} wrote version ${version} of the entry.`;
  if (version === lived?.version) return `${written} By this version the window lived: ${sayEntry(lived)}.`;
  const force = labels.includes(IN_FORCE) ? 'It is in force' : 'It is not in force';
  return `${written} ${force}${lived === undefined ? '' : ', and the window did not live by it'}.`;
}

/** Such as `Europe/Berlin, prod, Install, RebootIfNeeded, waves 1, 2`. */
function sayEntry({ zone, environment, operation, reboot, waves, patchGroup, calendars, after }: EntryRecord): string {
  return [
    zone,
    environment,
    operation,
    reboot,
    `waves ${waves.join(' and ')}`,
    ...(patchGroup === undefined ? [] : [`patch group ${patchGroup}`]),
    ...(calendars.length === 0 ? [] : [`calendars ${calendars.join(' and ')}`]),
    ...(after === undefined ? [] : [`after ${after.schedule}`]),
  ].join(', ');
}

function tellApprovals({ approvals }: ScheduleFacts, schedule: string): Step[] {
  const source = `Parameter Store, history of /patchplane/approvals/${schedule}`;
  if (approvals.kind === 'unknown') return [unknown(source, `Who approved the entry is not known: ${approvals.why}`)];
  const last = approvals.value.at(-1);
  return last === undefined ? [] : [{ at: last.at, said: `${last.by} wrote the last approval of it.`, source }];
}

function tellInForce({ now, catalogue }: ScheduleFacts, schedule: string): Step {
  const source = `Parameter Store, the versions labelled ${IN_FORCE}`;
  if (catalogue.kind === 'unread') return unknown(source, `What is in force now is not known: ${catalogue.reason}`);
  const entry = catalogue.entries.find(({ value }) => value === schedule);
  if (entry !== undefined)
    return { at: now, said: `Version ${entry.version} is in force: ${sayHours(entry)}.`, source };
  const problem = catalogue.problems.find(({ value }) => value === schedule);
  const said = problem === undefined ? 'No entry of it is in force.' : `Its entry cannot be read: ${problem.reason}`;
  return { at: now, said, source };
}

function sayHours({ zone, durationHours, cutoffHours, environment, owner }: CatalogueEntry): string {
  return `${zone}, ${durationHours} hours, cutoff ${cutoffHours} before the end, ${environment}, ${owner}`;
}
