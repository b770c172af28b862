import { describe, expect, it } from '@jest/globals';
import { aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aHold, anEmergency } from '../../testing/opening-builders.ts';
import { decideCellStop, decideStop, type Stop, type Stopped } from './decide-stop.ts';
import type { Hold, HoldScope } from './hold.ts';

const window = aWindow();
const at = new Date('2026-03-06T22:00:00Z');

const HELD = ['no', 'held', 'cancelled'] as const;

type Held = (typeof HELD)[number];

const STOPPED: readonly (Stopped | undefined)[] = [
  undefined,
  ...everyCombination({ reason: ['cutoff', 'held', 'frozen'], cancelRunning: [false, true], at: [at] }),
];

describe('decideStop() in small worlds', () => {
  // Goal: S1 to S3 under every set of holds. Method: on each scope no hold, one, or one that cancels, with each stop that
  // may have been made before, a closed calendar, the last start, as an emergency and not.
  it('stops what has to stop, once, for a cause that is there (P1)', () => {
    const worlds = everyCombination({
      all: HELD,
      schedule: HELD,
      window: HELD,
      account: HELD,
      otherSchedule: HELD,
      otherWindow: HELD,
      stopped: STOPPED,
      emergency: [undefined, anEmergency()],
      frozen: [false, true],
      tooLate: [false, true],
    });

    expect(survey(worlds, lawsOfStop)).toEqual({ worlds: 3 ** 6 * 7 * 2 * 2 * 2, broken: [] });
  });
});

describe('decideCellStop() in small worlds', () => {
  // Goal: the hold of an account stops its cells and no others. Method: as above, with every two stops that there are.
  it('stops the cells of a held account, once, and no others (P6)', () => {
    const worlds = everyCombination({
      account: HELD,
      otherAccount: HELD,
      all: HELD,
      ofCell: STOPPED,
      ofWindow: STOPPED,
      now: STOPPED,
    });

    expect(survey(worlds, lawsOfCellStop)).toEqual({ worlds: 3 ** 3 * 7 ** 3, broken: [] });
  });
});

interface StopWorld {
  readonly all: Held;
  readonly schedule: Held;
  readonly window: Held;
  readonly account: Held;
  readonly otherSchedule: Held;
  readonly otherWindow: Held;
  readonly stopped: Stopped | undefined;
  readonly emergency: ReturnType<typeof anEmergency> | undefined;
  readonly frozen: boolean;
  readonly tooLate: boolean;
}

function lawsOfStop(world: StopWorld): Record<string, boolean> {
  const { stopped, emergency, frozen, tooLate } = world;
  const holds = [
    ...holdOf(world.account, { kind: 'account', account: CELL.account }),
    ...holdOf(world.otherWindow, { kind: 'window', window: `${window.id}+1a2b3c4d` }),
    ...holdOf(world.window, { kind: 'window', window: window.id }),
    ...holdOf(world.otherSchedule, { kind: 'schedule', schedule: '22TUE' }),
    ...holdOf(world.schedule, { kind: 'schedule', schedule: window.schedule }),
    ...holdOf(world.all, { kind: 'all' }),
  ];
  const decide = (before: Stopped | undefined) =>
    decideStop({ window, emergency, stopped: before }, { intents: { holds, releases: [] }, frozen, tooLate });
  const stop = decide(stopped);
  const reaching = [world.all, world.schedule, world.window];
  const held = reaching.some((one) => one !== 'no');
  const cancels = reaching.includes('cancelled');
  const freezes = frozen && emergency === undefined;

  return {
    'what has to stop is stopped, and nothing else':
      stopped !== undefined || (stop !== undefined) === (held || freezes || tooLate),
    'the first cause is named': stopped !== undefined || stop?.reason === firstCause({ held, freezes, tooLate }),
    'it is stopped again only to cancel what runs':
      stopped === undefined || stop === undefined || (cancels && !stopped.cancelRunning),
    'a hold that cancels is obeyed': !cancels || stopped?.cancelRunning === true || stop?.cancelRunning === true,
    'nothing else cancels': stop?.cancelRunning !== true || (cancels && stop.reason === 'held'),
    'the next sweep has nothing to add': stop === undefined || decide({ ...stop, at }) === undefined,
  };
}

function firstCause({ held, freezes, tooLate }: { held: boolean; freezes: boolean; tooLate: boolean }) {
  if (held) return 'held';
  if (freezes) return 'frozen';
  return tooLate ? 'cutoff' : undefined;
}

interface CellWorld {
  readonly account: Held;
  readonly otherAccount: Held;
  readonly all: Held;
  readonly ofCell: Stop | undefined;
  readonly ofWindow: Stop | undefined;
  readonly now: Stop | undefined;
}

function lawsOfCellStop({ account, otherAccount, all, ofCell, ofWindow, now }: CellWorld): Record<string, boolean> {
  const holds = [
    ...holdOf(all, { kind: 'all' }),
    ...holdOf(otherAccount, { kind: 'account', account: OTHER_CELL.account }),
    ...holdOf(account, { kind: 'account', account: CELL.account }),
  ];
  const stops = [ofCell, ofWindow, now];
  const stop = decideCellStop(CELL, stops, { holds });
  const isStopped = stops.some((one) => one !== undefined);
  const isCancelled = stops.some((one) => one?.cancelRunning === true);

  return {
    'a cell of a held account begins nothing': account === 'no' || isStopped || stop?.reason === 'held',
    'what runs there is cancelled if the hold says so':
      account !== 'cancelled' || isCancelled || stop?.cancelRunning === true,
    'a cell of another account is left': account !== 'no' || stop === undefined,
    'it is stopped again only to cancel what runs':
      stop === undefined || !isStopped || (account === 'cancelled' && !isCancelled),
    'nothing else cancels': stop?.cancelRunning !== true || account === 'cancelled',
    'the next sweep has nothing to add': decideCellStop(CELL, [...stops, stop], { holds }) === undefined,
  };
}

function holdOf(held: Held, scope: HoldScope): Hold[] {
  return held === 'no' ? [] : [aHold({ scope, cancelRunning: held === 'cancelled' })];
}
