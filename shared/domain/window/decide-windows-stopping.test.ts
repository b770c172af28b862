import { describe, expect, it } from '@jest/globals';
import { aKnownCell, aKnownWindow, anEntry, aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { aHold, anEmergency, NO_INTENTS } from '../../testing/opening-builders.ts';
import type { Stop, Stopped } from './decide-stop.ts';
import { decideWindows, type KnownWindow, type SweepInput, type WindowDecision } from './decide-windows.ts';
import type { Hold, Intents } from './hold.ts';

const window = aWindow(); // opens 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z
const LAST_START = new Date('2026-03-06T23:55:00Z');
const HELD_AT = new Date('2026-03-06T22:02:00Z');
const held: Stop = { reason: 'held', cancelRunning: false };
const cutoff: Stop = { reason: 'cutoff', cancelRunning: false };
const justLooked = { lookedAt: new Date('2026-03-07T02:00:00Z') };
const cells = [aKnownCell(justLooked), aKnownCell({ ...OTHER_CELL, ...justLooked })];

describe('decideWindows()', () => {
  it('stops a window that is held, and has all its cells looked at, however lately they were', () => {
    const known = aKnownWindow({ cells: [...cells, aKnownCell({ ...CELL, region: 'us-east-1', settled: true })] });

    expect(decide(known, { now: HELD_AT, intents: holding(aHold()) })).toEqual({
      kind: 'watch',
      known,
      dueCells: cells,
      stop: held,
      stopCells: [],
      closing: false,
      lastCall: false,
    });
  });

  it('stops a window over which a calendar has closed, unless it is an emergency', () => {
    const closedCalendars = new Set([window.id]);

    expect(decide(aKnownWindow({ cells }), { closedCalendars })).toMatchObject({
      stop: { reason: 'frozen', cancelRunning: false },
      dueCells: cells,
    });
    expect(decide(aKnownWindow({ cells, emergency: anEmergency() }), { closedCalendars })).toMatchObject({
      stop: undefined,
      dueCells: [],
    });
    expect(decide(aKnownWindow({ cells }), { closedCalendars: new Set(['22FRI@2026-03-13']) })).toMatchObject({
      stop: undefined,
    });
  });

  it('tells a window that waits to open, or has begun to, of its hold and of its last start', () => {
    const known = aKnownWindow({ state: 'opening', cells: [] });

    expect(decide(known, { intents: holding(aHold()) })).toEqual({ kind: 'resume', known, mayStart: true, stop: held });
    expect(decide(known, { now: new Date(LAST_START.getTime() - 1) })).toEqual({
      kind: 'resume',
      known,
      mayStart: true,
      stop: undefined,
    });
    expect(decide(known, { now: LAST_START })).toEqual({ kind: 'resume', known, mayStart: false, stop: cutoff });
    const stopped = { ...held, at: HELD_AT };
    expect(decide({ ...known, stopped }, {})).toMatchObject({ kind: 'resume', mayStart: true, stop: stopped });
  });

  it('claims a window under a hold all the same, so that it is told, and missed in time', () => {
    const entry = anEntry();
    const memory = { sweptAt: undefined, readAt: new Map([[entry.value, new Date('2026-03-06T20:55:00Z')]]) };
    const catalogue = { kind: 'read', entries: [entry], problems: [] } as const;

    expect(decideWindows(input([], { memory, catalogue, intents: holding(aHold()) }))).toEqual([
      { kind: 'open', window, entry },
    ]);
  });

  it('opens an emergency as it would any window that is claimed', () => {
    const emergency = aKnownWindow({
      window: aWindow({ id: `${window.id}+1a2b3c4d` }),
      emergency: anEmergency(),
      state: 'opening',
      cells: [],
    });

    expect(decide(emergency, {})).toEqual({ kind: 'resume', known: emergency, mayStart: true, stop: undefined });
  });

  it('stops the cells of a held account alone, once, and has them looked at', () => {
    const account = aHold({ scope: { kind: 'account', account: CELL.account }, cancelRunning: true });

    expect(decide(aKnownWindow({ cells }), { intents: holding(account) })).toMatchObject({
      stop: undefined,
      stopCells: [{ ...CELL, reason: 'held', cancelRunning: true }],
      dueCells: [cells[0]],
    });
    const stopped = [aKnownCell({ ...justLooked, stopped: { ...held, cancelRunning: true, at: HELD_AT } })];
    expect(decide(aKnownWindow({ cells: stopped }), { now: HELD_AT, intents: holding(account) })).toMatchObject({
      stopCells: [],
      dueCells: [],
    });
  });

  it('says of a cell to stop nothing but which one it is, and why', () => {
    const intents = holding(aHold({ scope: { kind: 'account', account: CELL.account } }));

    expect(decide(aKnownWindow({ cells }), { intents })).toMatchObject({ stopCells: [{ ...CELL, ...held }] });
    const decision = decide(aKnownWindow({ cells }), { intents });
    expect(decision?.kind === 'watch' && decision.stopCells).toEqual([{ ...CELL, ...held }]);
  });

  it('leaves a cell of a held account to the stop of its window, unless that lets run what runs', () => {
    const account = (cancelRunning: boolean) =>
      aHold({ scope: { kind: 'account', account: CELL.account }, cancelRunning });

    expect(decide(aKnownWindow({ cells }), { intents: holding(aHold(), account(false)) })).toMatchObject({
      stop: held,
      stopCells: [],
    });
    expect(decide(aKnownWindow({ cells }), { intents: holding(aHold(), account(true)) })).toMatchObject({
      stop: held,
      stopCells: [{ ...CELL, reason: 'held', cancelRunning: true }],
    });
    const stopped = { ...cutoff, at: LAST_START };
    expect(decide(aKnownWindow({ cells, stopped }), { intents: holding(account(false)) })).toMatchObject({
      stopCells: [],
    });
  });

  it.each([
    ['a minute after the stop', '2026-03-06T22:03:00Z', '2026-03-06T22:02:00Z', false],
    ['at the second sweep, looked at after the first', '2026-03-06T22:07:00Z', '2026-03-06T22:06:59.999Z', true],
    ['at the second sweep, looked at in it', '2026-03-06T22:07:00Z', '2026-03-06T22:07:00Z', false],
    ['at the last start, looked at in the sweep before', '2026-03-06T23:55:00Z', '2026-03-06T23:51:59.999Z', true],
    ['at the last start, looked at since the sweep before', '2026-03-06T23:55:00Z', '2026-03-06T23:52:00Z', false],
    ['just before the close', '2026-03-07T00:59:59.999Z', '2026-03-07T00:56:59.999Z', true],
    ['at the close', '2026-03-07T01:00:00Z', '2026-03-07T00:59:59.999Z', true],
    ['after the close', '2026-03-07T01:14:59.999Z', '2026-03-07T01:00:00Z', false],
    ['a quarter of an hour after the close', '2026-03-07T01:15:00Z', '2026-03-07T01:14:59.999Z', true],
  ])('looks at stopped cells in every sweep from the stop on: %s', (_, now, lookedAt, due) => {
    const stopped: Stopped = { ...held, at: HELD_AT };
    const looked = { lookedAt: new Date(lookedAt) };

    for (const known of [
      aKnownWindow({ stopped, cells: [aKnownCell(looked)] }),
      aKnownWindow({ cells: [aKnownCell({ ...looked, stopped })], stopped: { ...cutoff, at: LAST_START } }),
    ]) {
      const decision = decide(known, { now: new Date(now) });
      expect(decision?.kind === 'watch' && decision.dueCells.length === 1).toBe(due);
    }
  });

  it('is not misled by the stop of one cell about the others', () => {
    const stopped: Stopped = { ...held, at: HELD_AT };
    const known = aKnownWindow({
      cells: [aKnownCell({ stopped }), aKnownCell(OTHER_CELL)],
    });

    expect(decide(known, { now: new Date('2026-03-06T22:07:00Z') })).toMatchObject({
      dueCells: [aKnownCell({ stopped })],
    });
  });
});

function decide(known: KnownWindow, overrides: Partial<SweepInput>): WindowDecision | undefined {
  return decideWindows(input([known], overrides))[0];
}

function holding(...holds: readonly Hold[]): Intents {
  return { holds, releases: [] };
}

function input(known: readonly KnownWindow[], overrides: Partial<SweepInput>): SweepInput {
  return {
    now: window.opensAt,
    memory: { sweptAt: undefined, readAt: new Map() },
    catalogue: { kind: 'read', entries: [], problems: [] },
    known,
    intents: NO_INTENTS,
    graceMinutes: 90,
    ...overrides,
  };
}
