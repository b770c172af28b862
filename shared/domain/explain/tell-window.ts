import { lastStartAt } from '../window/decide-windows.ts';
import { sayScope } from '../window/hold.ts';
import type { Cell } from '../window/node.ts';
import { concerns } from './concerns.ts';
import type { HoldRecord, WindowRecord } from './ledger-records.ts';
import type { NodeFacts } from './node-facts.ts';
import { sayReason } from './say-reason.ts';
import { sayTally } from './say-tally.ts';
import { sayLapse, sayWhen } from './say-when.ts';
import { type Chapter, chapter, type Step, unknown } from './story.ts';

type WindowFacts = Pick<NodeFacts, 'now' | 'part' | 'holds' | 'releases' | 'notices'>;

/** Sweeps come every five minutes, so this much is on time. */
const ON_TIME_MS = 5 * 60_000;

/** How the window came about: when it opened and how late, what it waited for, who held or released it, how it ended. */
export function tellWindow({ part, ...facts }: WindowFacts): Chapter | undefined {
  if (part === undefined) return undefined;
  const { windowId } = part.node;
  const source = `ledger, WINDOW#${windowId} STATE`;
  const title = `The window ${windowId}`;
  if (part.record.kind === 'unknown') {
    return chapter(title, [unknown(source, `What became of the window is not known: ${part.record.why}`)]);
  }
  const record = part.record.value;
  const steps = [
    ...tellBeginning(record, source),
    ...tellHolds(record, part.node, facts),
    ...tellWaits(record, facts),
    ...tellReleases(record, facts),
    ...tellOpening(record, source),
    ...tellEnd(record, facts.now, source),
  ];
  return chapter(title, steps);
}

function tellBeginning({ window, entry, emergency, claimedAt }: WindowRecord, source: string): Step[] {
  const cutoff = `Nothing was to begin after ${sayWhen(window.cutoffAt, entry.zone)}, and it was to end at ${sayWhen(window.closesAt, entry.zone)}.`;
  if (emergency !== undefined) {
    const { by, reason, severity, requestedAt, accounts, regions } = emergency;
    const scope = [...(accounts ?? []), ...(regions ?? [])];
    const where = scope.length === 0 ? 'everywhere' : `in ${scope.join(', ')}`;
    const asked = `${by} asked to patch ${where} at once, severity ${severity}: ${reason}`;
    return [
      { at: requestedAt, said: asked, source },
      { at: claimedAt, said: `The request was admitted, out of turn. ${cutoff}`, source },
    ];
  }
  const late = claimedAt.getTime() - window.opensAt.getTime();
  return [
    { at: window.opensAt, said: `The window was to open. ${cutoff}`, source },
    { at: claimedAt, said: `A sweep took it up${late > ON_TIME_MS ? `, ${sayLapse(late)} late` : ''}.`, source },
  ];
}

/** Holds that kept the node from its window at some time of it. */
function tellHolds(
  { window, emergency, endedAt }: WindowRecord,
  { account }: Cell,
  { holds }: Pick<NodeFacts, 'holds'>,
): Step[] {
  const from = emergency?.requestedAt ?? window.opensAt;
  const to = endedAt ?? window.closesAt;
  return holds
    .filter(({ scope }) => concerns(scope, { schedule: window.schedule, window: window.id, account }))
    .filter(({ at, releasedAt }) => at < to && (releasedAt === undefined || releasedAt > from))
    .flatMap((hold) => [
      { at: hold.at, said: sayHold(hold), source: 'ledger, HOLDS' },
      ...(hold.releasedAt === undefined || hold.releasedAt > to ? [] : [tellHoldReleased(hold, hold.releasedAt)]),
    ]);
}

function sayHold({ scope, by, reason, cancelRunning }: HoldRecord): string {
  const running = cancelRunning ? ' What ran was to be cancelled too.' : '';
  return `${by} put a hold on ${sayScope(scope)}: ${reason}${running}`;
}

function tellHoldReleased({ scope, releasedBy = 'Somebody' }: HoldRecord, at: Date): Step {
  return { at, said: `${releasedBy} released the hold on ${sayScope(scope)}.`, source: 'ledger, HOLDS' };
}

/** The window's row keeps the last reason only; each was told once, so that the notices have them all. */
function tellWaits({ window }: WindowRecord, { notices }: Pick<NodeFacts, 'notices'>): Step[] {
  return notices
    .filter(({ key }) => key.startsWith(`window-waiting#${window.id}#`))
    .map(({ key, notedAt, details }) => {
      const reason = key.slice(key.lastIndexOf('#') + 1);
      const said = [`It could not open (${reason}). ${sayReason(reason)}`, ...details].join(' ');
      return { at: notedAt, said, source: `ledger, NOTICE#${key}` };
    });
}

function tellReleases({ window }: WindowRecord, { releases }: Pick<NodeFacts, 'releases'>): Step[] {
  return releases
    .filter((release) => release.window === window.id)
    .map(({ at, by, reason }) => ({ at, said: `${by} released the window: ${reason}`, source: 'ledger, HOLDS' }));
}

function tellOpening({ window, openedAt, stopped }: WindowRecord, source: string): Step[] {
  const steps: Step[] = [];
  if (openedAt !== undefined) {
    const late = openedAt.getTime() - window.opensAt.getTime();
    steps.push({
      at: openedAt,
      said: `It opened, ${late > ON_TIME_MS ? `${sayLapse(late)} late` : 'on time'}.`,
      source,
    });
  }
  if (stopped !== undefined) {
    steps.push({ at: stopped.at, said: `It was kept from beginning anything more (${stopped.reason}).`, source });
  }
  return steps;
}

function tellEnd(record: WindowRecord, now: Date, source: string): Step[] {
  const { state, endedAt, reason, entry, window, waitingFor, makeUpOpensAt } = record;
  switch (state) {
    case 'opening': {
      const until = `It waits until ${sayWhen(lastStartAt(window), entry.zone)} at most; then it is missed.`;
      return waitingFor === undefined
        ? [{ at: now, said: 'It has not opened yet.', source }]
        : [{ at: now, said: `It waits (${waitingFor}). ${sayReason(waitingFor)} ${until}`, source }];
    }
    case 'open':
      return [{ at: now, said: 'It is open.', source }];
    case 'closing':
      return [{ at: now, said: 'It is over, and waits for the last nodes to report.', source }];
    case 'final':
      return [{ at: endedAt, said: `Its verdicts became final: ${sayTally(record)}.`, source }];
    case 'missed':
      return [{ at: endedAt, said: `It was missed (${reason}). ${sayReason(reason)}`, source }];
    case 'skipped': {
      const makeUp =
        makeUpOpensAt === undefined ? '' : ` Its make-up slot opens ${sayWhen(makeUpOpensAt, entry.zone)}.`;
      const calendars = entry.calendars.length === 0 ? '' : ` Its calendars: ${entry.calendars.join(', ')}.`;
      return [{ at: endedAt, said: `It was skipped (${reason}). ${sayReason(reason)}${calendars}${makeUp}`, source }];
    }
  }
}
