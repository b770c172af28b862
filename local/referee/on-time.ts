/**
 * P1. A node's install begins only inside a window of its own schedule, before the cutoff, outside freezes and holds; an
 * emergency that somebody asked for passes freezes.
 */
import { parseChangeCalendar, stateAt } from '../calendar/change-calendar.ts';
import type { Breach } from './breach.ts';
import { type Evidence, instants, type OurRun, ourRuns, tagAt } from './evidence.ts';
import { holdsOf, reaches } from './intents.ts';
import { emergencyOf, type OwedWindow, windowsOf } from './windows.ts';

/** What an operator asks for, and a calendar that closes over an open window, act with the next sweep and its calls. */
const REACTION_MS = 11 * 60_000;

export function onTime(evidence: Evidence): Breach[] {
  const windows = windowsOf(evidence);
  const holds = holdsOf(evidence);
  return ourRuns(evidence)
    .filter(({ operation }) => operation === 'Install')
    .flatMap((run) => {
      const window = windows.get(run.comment) ?? emergencyOf(evidence, run.comment);
      if (window === undefined)
        return [
          breach(run, `for "${run.comment}", which is no window of the catalogue and none that somebody asked for`),
        ];
      return [...outOfTime(run, window), ...notItsOwn(evidence, run, window), ...frozen(evidence, run, window)].concat(
        holds.filter((hold) => isHeld(run, window, hold)).map((hold) => heldBreach(run, window, hold)),
      );
    });
}

function outOfTime(run: OurRun, { id, opensAt, cutoffAt }: OwedWindow): Breach[] {
  if (run.begunAt >= opensAt && run.begunAt < cutoffAt) return [];
  return [breach(run, `outside ${id}, which takes installs from ${instants(opensAt)} to before ${instants(cutoffAt)}`)];
}

/** Its schedule when the command was sent, which is when the tags were looked at. */
function notItsOwn(evidence: Evidence, run: OurRun, { id, schedule }: OwedWindow): Breach[] {
  const value = tagAt(evidence, run.nodeId, 'maintenance:patching', run.command.at);
  if (value === schedule) return [];
  return [breach(run, `in ${id}, while its schedule was ${value ?? 'none'} at ${instants(run.command.at)}`)];
}

function frozen(evidence: Evidence, run: OurRun, { id, entry, opensAt, emergency }: OwedWindow): Breach[] {
  if (emergency) return [];
  const before = new Date(Math.max(opensAt.getTime(), run.begunAt.getTime() - REACTION_MS));
  const closed = entry.calendars.filter(
    (name) => isClosed(evidence, name, run.begunAt) && isClosed(evidence, name, before),
  );
  return closed.map((name) =>
    breach(run, `in ${id}, while calendar ${name} was closed, as it was at ${instants(before)}`),
  );
}

/** As the calendar's text stood then. One that was not there is for P5. */
function isClosed({ organization: { hub }, record }: Evidence, nameOrArn: string, at: Date): boolean {
  const version = record.calendars.findLast(
    ({ account, region, name, at: from }) =>
      from <= at &&
      (nameOrArn === `arn:aws:ssm:${region}:${account}:document/${name}` ||
        (nameOrArn === name && account === hub.account && region === hub.region)),
  );
  return version !== undefined && stateAt(parseChangeCalendar(version.content), at).state === 'CLOSED';
}

type Held = ReturnType<typeof holdsOf>[number];

function isHeld(run: OurRun, { id, schedule }: OwedWindow, { scope, from, to }: Held): boolean {
  const since = run.begunAt.getTime() - from.getTime();
  const over = to !== undefined && to <= run.begunAt;
  return since >= REACTION_MS && !over && reaches(scope, { window: id, schedule, account: run.account });
}

function heldBreach(run: OurRun, { id }: OwedWindow, { scope, from }: Held): Breach {
  return breach(run, `in ${id}, under the hold of ${Object.values(scope).join(' ')} asked for at ${instants(from)}`);
}

function breach({ nodeId, begunAt }: OurRun, where: string): Breach {
  return { law: 'P1', says: `${nodeId} began to install at ${instants(begunAt)} ${where}` };
}
