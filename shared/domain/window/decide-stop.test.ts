import { describe, expect, it } from '@jest/globals';
import { aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { aHold, anEmergency, NO_INTENTS } from '../../testing/opening-builders.ts';
import { decideCellStop, decideStop, type Stop, type Stoppable, type Stopped } from './decide-stop.ts';
import type { Hold, HoldScope } from './hold.ts';

const window = aWindow();
const at = new Date('2026-03-06T22:00:00Z');
const held: Stop = { reason: 'held', cancelRunning: false };
const cancelled: Stop = { reason: 'held', cancelRunning: true };

describe('decideStop()', () => {
  it('leaves alone what nothing speaks against', () => {
    expect(decide({}, {})).toBeUndefined();
  });

  it('stops for a hold before a calendar, and for a calendar before the last start', () => {
    expect(decide({}, { holds: [aHold()], frozen: true, tooLate: true })).toEqual(held);
    expect(decide({}, { frozen: true, tooLate: true })).toEqual({ reason: 'frozen', cancelRunning: false });
    expect(decide({}, { tooLate: true })).toEqual({ reason: 'cutoff', cancelRunning: false });
  });

  it('cancels what runs if any hold on the window says so', () => {
    const holds = [aHold(), aHold({ scope: { kind: 'window', window: window.id }, cancelRunning: true })];

    expect(decide({}, { holds })).toEqual(cancelled);
  });

  it('stops once, and once more for a hold that cancels what runs', () => {
    const stopped = { ...held, at };

    expect(decide({ stopped }, { holds: [aHold()], frozen: true, tooLate: true })).toBeUndefined();
    expect(decide({ stopped }, { holds: [aHold({ cancelRunning: true })] })).toEqual(cancelled);
    expect(decide({ stopped: { ...cancelled, at } }, { holds: [aHold({ cancelRunning: true })] })).toBeUndefined();
  });

  it('lets an emergency run through a freeze, and through nothing else', () => {
    const emergency = anEmergency();

    expect(decide({ emergency }, { frozen: true })).toBeUndefined();
    expect(decide({ emergency }, { frozen: true, tooLate: true })).toEqual({ reason: 'cutoff', cancelRunning: false });
    expect(decide({ emergency }, { holds: [aHold()] })).toEqual(held);
  });

  // Goal: S1 to S3 in every combination. Method: up to two holds of every scope, each stop that may have been made before.
  it('keeps S1 to S3 in every small world', () => {
    let count = 0;
    for (const holds of everyHolds())
      for (const stopped of everyStopped())
        for (const emergency of [undefined, anEmergency()])
          for (const frozen of [false, true])
            for (const tooLate of [false, true]) {
              count += 1;
              const world = { holds, stopped, emergency, frozen, tooLate };
              const broken = brokenInvariants(world);
              if (broken.length > 0) expect({ world, broken }).toEqual({ world, broken: [] });
            }
    expect(count).toBe((1 + 10 + 100) * 7 * 2 * 2 * 2);
  });
});

describe('decideCellStop()', () => {
  const scope: HoldScope = { kind: 'account', account: CELL.account };

  it('stops the cells of a held account, and no others', () => {
    expect(decideCellStop(CELL, [], { holds: [aHold({ scope })] })).toEqual(held);
    expect(decideCellStop(CELL, [undefined, undefined], { holds: [aHold({ scope })] })).toEqual(held);
    expect(decideCellStop(OTHER_CELL, [], { holds: [aHold({ scope })] })).toBeUndefined();
    expect(decideCellStop(CELL, [], NO_INTENTS)).toBeUndefined();
  });

  it('leaves the holds of windows to the window', () => {
    const holds = [aHold(), aHold({ scope: { kind: 'window', window: window.id } })];

    expect(decideCellStop(CELL, [], { holds })).toBeUndefined();
  });

  it('adds to a stop of cell or window only that what runs is cancelled', () => {
    const holds = [aHold({ scope })];
    const cancels = [aHold({ scope }), aHold({ scope, cancelRunning: true })];

    expect(decideCellStop(CELL, [undefined, held], { holds })).toBeUndefined();
    expect(decideCellStop(CELL, [undefined, held], { holds: cancels })).toEqual(cancelled);
    expect(decideCellStop(CELL, [cancelled, held], { holds: cancels })).toBeUndefined();
  });
});

interface SmallWorld {
  readonly holds: readonly Hold[];
  readonly stopped: Stopped | undefined;
  readonly emergency: Stoppable['emergency'];
  readonly frozen: boolean;
  readonly tooLate: boolean;
}

function brokenInvariants({ holds, stopped, emergency, frozen, tooLate }: SmallWorld): string[] {
  const stop = decide({ stopped, emergency }, { holds, frozen, tooLate });
  const onWindow = holds.filter(({ scope: { kind, ...named } }) =>
    [{}, { schedule: '22FRI' }, { window: window.id }].some(
      (ours) => kind !== 'account' && JSON.stringify(ours) === JSON.stringify(named),
    ),
  );
  const cancels = onWindow.some(({ cancelRunning }) => cancelRunning);
  const freezes = frozen && emergency === undefined;

  const kept = {
    S1first: stopped !== undefined || (stop !== undefined) === (onWindow.length > 0 || freezes || tooLate),
    S1once: stopped === undefined || stop === undefined || (cancels && !stopped.cancelRunning),
    S1held: stop?.reason !== 'held' || onWindow.length > 0,
    S1order: stopped !== undefined || onWindow.length === 0 || stop?.reason === 'held',
    S1cutoff: stop?.reason !== 'cutoff' || (tooLate && !freezes),
    S2: !cancels || stopped?.cancelRunning === true || stop?.cancelRunning === true,
    S2only: stop?.cancelRunning !== true || cancels,
    S3: stop?.reason !== 'frozen' || freezes,
  };
  return Object.entries(kept).flatMap(([name, isKept]) => (isKept ? [] : [name]));
}

function* everyHolds(): Generator<Hold[]> {
  const scopes: readonly HoldScope[] = [
    { kind: 'all' },
    { kind: 'schedule', schedule: '22FRI' },
    { kind: 'schedule', schedule: '22TUE' },
    { kind: 'window', window: window.id },
    { kind: 'account', account: CELL.account },
  ];
  const holds = scopes.flatMap((scope) => [false, true].map((cancelRunning) => aHold({ scope, cancelRunning })));
  yield [];
  for (const one of holds) {
    yield [one];
    for (const other of holds) yield [one, other];
  }
}

function* everyStopped(): Generator<Stopped | undefined> {
  yield undefined;
  for (const reason of ['cutoff', 'held', 'frozen'] as const)
    for (const cancelRunning of [false, true]) yield { reason, cancelRunning, at };
}

function decide(
  known: Partial<Stoppable>,
  { holds = [], frozen = false, tooLate = false }: { holds?: readonly Hold[]; frozen?: boolean; tooLate?: boolean },
): Stop | undefined {
  return decideStop({ window, ...known }, { intents: { holds, releases: [] }, frozen, tooLate });
}
