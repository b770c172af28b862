import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { aKnownCell, anEntry, aWindow, CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aHold, anEmergency } from '../../testing/opening-builders.ts';
import { BESIDE, besides, isHere, unsettled } from '../../testing/two-cells.ts';
import { decideWindows, type KnownWindow, type WindowDecision } from './decide-windows.ts';

/** 21:00Z to 01:00Z. */
const window = aWindow();
const LAST_START = new Date('2026-03-06T23:55:00Z');
const GRACE_ENDS = new Date('2026-03-07T02:30:00Z');
const HELD_AT = new Date('2026-03-06T22:00:00Z');

describe('decideWindows() in small worlds, when something has to stop', () => {
  // Goal: what is under way begins nothing that it must not, and leaves nothing running that it must not. Method: each
  // hold, freeze, stop before and state, over two cells of which each may be settled or stopped, around the last start.
  it('stops what is under way when it has to, once, and no more than that (P1, P6)', () => {
    const worlds = everyCombination({
      state: ['opening', 'open', 'closing'],
      now: [...around(LAST_START), new Date(window.closesAt.getTime() - 1), window.closesAt],
      holds: HOLDS,
      frozen: [false, true],
      emergency: [undefined, anEmergency()],
      stopped: STOPS,
      lastCallAt: [undefined, GRACE_ENDS],
      settled: [false, true],
      cellStopped: STOPS,
      beside: BESIDE,
    });

    expect(survey(worlds, lawsOfStopping)).toEqual({ worlds: 3 * 5 * 6 * 2 * 2 * 4 * 2 * 2 * 4 * 3, broken: [] });
  });
});

const ACCOUNT = { kind: 'account', account: CELL.account } as const;

const HOLDS = [
  [],
  [aHold()],
  [aHold({ cancelRunning: true })],
  [aHold({ scope: ACCOUNT })],
  [aHold({ scope: ACCOUNT, cancelRunning: true })],
  [aHold(), aHold({ scope: ACCOUNT, cancelRunning: true })],
] as const;

const STOPS = [
  undefined,
  { reason: 'cutoff', cancelRunning: false, at: LAST_START },
  { reason: 'held', cancelRunning: false, at: HELD_AT },
  { reason: 'held', cancelRunning: true, at: HELD_AT },
] as const;

interface StopWorld {
  readonly state: KnownWindow['state'];
  readonly now: Date;
  readonly holds: (typeof HOLDS)[number];
  readonly frozen: boolean;
  readonly emergency: KnownWindow['emergency'];
  readonly stopped: (typeof STOPS)[number];
  readonly lastCallAt: Date | undefined;
  readonly settled: boolean;
  readonly cellStopped: (typeof STOPS)[number];
  readonly beside: 'none' | 'settled' | 'running';
}

function lawsOfStopping(world: StopWorld): Record<string, boolean> {
  const { state, now, holds, frozen, emergency, stopped, lastCallAt, settled, cellStopped } = world;
  const here = aKnownCell({ settled, stopped: cellStopped });
  const known: KnownWindow = {
    window,
    entry: anEntry(),
    state,
    emergency,
    stopped,
    lastCallAt,
    cells: [here, ...besides(world)],
  };
  const decision = decide(known, world);
  const stop = decision?.kind === 'watch' || decision?.kind === 'resume' ? decision.stop : undefined;
  const watch = decision?.kind === 'watch' ? decision : undefined;
  const onAll = holds.filter(({ scope }) => scope.kind === 'all');
  const onAccount = holds.filter(({ scope }) => scope.kind === 'account');
  const cancels = (some: readonly { cancelRunning: boolean }[]) => some.some(({ cancelRunning }) => cancelRunning);
  const hasToStop = onAll.length > 0 || (frozen && emergency === undefined) || now >= LAST_START;
  const stopsHere = [cellStopped, stopped, stop, ...(watch?.stopCells.filter(isHere) ?? [])].filter(
    (one) => one !== undefined,
  );
  const decided = decision?.kind !== 'close'; // What closes has nothing left to stop.

  return {
    'what has to stop is stopped (P1)': !decided || !hasToStop || stopped !== undefined || stop !== undefined,
    'what has not to is left': stop === undefined || hasToStop || (state === 'opening' && stopped !== undefined),
    'a running window is told once':
      stop === undefined || stopped === undefined || state === 'opening' || (cancels(onAll) && !stopped.cancelRunning),
    'a hold that cancels is obeyed':
      !decided || !cancels(onAll) || cancels([stopped, stop].filter((one) => one !== undefined)),
    'nothing else cancels': !stop?.cancelRunning || cancels(onAll) || stopped?.cancelRunning === true,
    'what is opening goes on, what is open is watched': (decision?.kind === 'resume') === (state === 'opening'),
    'a cell is told once':
      watch === undefined ||
      watch.stopCells.length === 0 ||
      [cellStopped, stopped, stop].every((one) => one === undefined || (cancels(onAccount) && !one.cancelRunning)),
    'no new run begins from the last start on (P1)':
      decision?.kind !== 'resume' || decision.mayStart === now < LAST_START,
    'a cell of a held account is stopped (P1)':
      watch === undefined || settled || onAccount.length === 0 || stopsHere.length > 0,
    'a hold of an account that cancels is obeyed':
      watch === undefined || settled || !cancels(onAccount) || cancels(stopsHere),
    'a cell is stopped alone for the hold of its account only (P6)':
      watch === undefined || watch.stopCells.every((cell) => isHere(cell) && onAccount.length > 0),
    'what is settled is left in peace': ![...(watch?.stopCells ?? []), ...(watch?.dueCells ?? [])].some((cell) =>
      isHere(cell) ? settled : world.beside !== 'running',
    ),
    'cells hear of a stop at once':
      watch === undefined ||
      ((stop === undefined || stop.reason === 'cutoff' || watch.dueCells.length === unsettled(known).length) &&
        watch.stopCells.every((cell) => watch.dueCells.some((due) => due.account === cell.account))),
  };
}

function decide(
  known: KnownWindow,
  { now, holds, frozen }: Pick<StopWorld, 'now' | 'holds' | 'frozen'>,
): WindowDecision | undefined {
  const [decision, ...more] = decideWindows({
    now,
    memory: { readAt: new Map() },
    catalogue: { kind: 'read', entries: [], problems: [] },
    known: [known],
    intents: { holds, releases: [] },
    closedCalendars: new Set(frozen ? [window.id] : []),
    graceMinutes: 90,
  });
  return more.length === 0 ? decision : undefined;
}
