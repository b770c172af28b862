import { describe, expect, it } from '@jest/globals';
import { aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { aHold, anEmergency, NO_INTENTS } from '../../testing/opening-builders.ts';
import { decideCellStop, decideStop, type Stop, type Stoppable } from './decide-stop.ts';
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

function decide(
  known: Partial<Stoppable>,
  { holds = [], frozen = false, tooLate = false }: { holds?: readonly Hold[]; frozen?: boolean; tooLate?: boolean },
): Stop | undefined {
  return decideStop({ window, ...known }, { intents: { holds, releases: [] }, frozen, tooLate });
}
