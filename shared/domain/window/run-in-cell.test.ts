import { describe, expect, it } from '@jest/globals';
import {
  aKnownCell,
  aKnownWindow,
  anEntry,
  aWindow,
  OTHER_CELL,
  RESCAN_SNAPSHOT_ID,
  SNAPSHOT_ID,
} from '../../testing/domain-builders.ts';
import type { Stopped } from './decide-stop.ts';
import type { KnownCell, KnownWindow } from './decide-windows.ts';
import { type CellCommand, isCancelled, mayNotBegin, runInCell, unsettledCell } from './run-in-cell.ts';

const window = aWindow(); // 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z, grace until 02:30Z
const ended = { id: 'one', ended: true };
const running = { id: 'two', ended: false };
const ids = { snapshotId: SNAPSHOT_ID, rescanSnapshotId: RESCAN_SNAPSHOT_ID };
const runAt = (
  now: Date,
  commands: readonly CellCommand[] = [],
  { known = {}, cell = {} }: { known?: Partial<KnownWindow>; cell?: Partial<KnownCell> } = {},
) => runInCell(aKnownWindow(known), aKnownCell(cell), commands, { now, graceMinutes: 90, ...ids });
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);
const stopped = (reason: Stopped['reason'], cancelRunning = false): Stopped => ({
  at: window.opensAt,
  reason,
  cancelRunning,
});

describe('runInCell()', () => {
  it('says what the judge has to know', () => {
    const baselines = { patchGroup: 'prod', operatingSystems: new Map() };
    const details = { now: window.opensAt, graceMinutes: 90, ...ids, baselines };

    expect(runInCell(aKnownWindow(), aKnownCell(), [], details)).toEqual({
      ...ids,
      baselines,
      opensAt: window.opensAt,
      operation: 'Install',
      scannedBecause: 'scanned',
      reboot: 'RebootIfNeeded',
      waves: [1, 2],
      wavesBegun: 0,
      brokenWaves: new Map(),
      stoppedBy: 'cut-off',
      notStartedBecause: 'run-not-started',
      ended: false,
      overdue: false,
      lastCall: false,
    });
  });

  it('has ended once the command of every wave has, and not between two waves', () => {
    expect(runAt(window.opensAt)).toMatchObject({ ended: false, wavesBegun: 0 });
    expect(runAt(window.opensAt, [ended])).toMatchObject({ ended: false, wavesBegun: 1 });
    expect(runAt(window.opensAt, [ended, running])).toMatchObject({ ended: false, wavesBegun: 2 });
    expect(runAt(window.opensAt, [ended, { ...running, ended: true }])).toMatchObject({ ended: true, wavesBegun: 2 });
  });

  it('has ended between two waves only if the child that would take the next one is over (P1)', () => {
    const overAt = (commands: readonly CellCommand[]) =>
      runInCell(aKnownWindow(), aKnownCell(), commands, {
        now: window.cutoffAt,
        graceMinutes: 90,
        childOver: true,
        ...ids,
      });
    for (const where of [{}, { known: { stopped: stopped('held') } }, { cell: { stopped: stopped('held') } }]) {
      expect(runAt(window.cutoffAt, [ended], where).ended).toBe(false);
    }
    expect(overAt([ended])).toMatchObject({ ended: true, childOver: true });
    expect(overAt([running]).ended).toBe(false);
    expect(overAt([]).ended).toBe(false);
  });

  it("has ended at the window's end, and makes its last call when the grace is over", () => {
    const graceEndsAt = new Date('2026-03-07T02:30:00Z');
    expect(runAt(justBefore(window.closesAt))).toMatchObject({ ended: false, overdue: false });
    expect(runAt(window.closesAt)).toMatchObject({ ended: true, overdue: true });
    expect(runAt(justBefore(graceEndsAt)).lastCall).toBe(false);
    expect(runAt(graceEndsAt).lastCall).toBe(true);
  });

  it('counts no more waves than there are, though something may have been sent twice', () => {
    const sent = ['1', '2', '3'].map((wave) => ({ id: `command-${wave}`, ended: true, wave }));
    expect(runAt(window.opensAt, sent).wavesBegun).toBe(2);
  });

  it('takes two commands to one wave for one wave', () => {
    const twice = ['one', 'again'].map((id) => ({ id, ended: true, wave: '1' }));
    expect(runAt(window.opensAt, twice)).toMatchObject({ wavesBegun: 1, ended: false });
    expect(runAt(window.opensAt, [...twice, { id: 'two', ended: true, wave: '2' }])).toMatchObject({ ended: true });
  });

  it.each([
    ['the entry scans', { known: { entry: anEntry({ operation: 'Scan' }) } }, 'Scan', 'scanned', 'run-not-started'],
    ['the cell scans', { cell: { operation: 'Scan', reason: 'mode-scan' } }, 'Scan', 'mode-scan', 'run-not-started'],
    ['it scans for no reason', { cell: { operation: 'Scan' } }, 'Scan', 'scanned', 'run-not-started'],
    ['the cell was queued', { cell: { reason: 'queue-full' } }, 'Install', 'scanned', 'queue-full'],
  ] as const)(
    'knows what it does in the cell, and why: %s',
    (_, where, operation, scannedBecause, notStartedBecause) => {
      expect(runAt(window.opensAt, [], where)).toMatchObject({ operation, scannedBecause, notStartedBecause });
    },
  );

  it.each([
    [{}, 'cut-off'],
    [{ known: { stopped: stopped('cutoff') } }, 'cut-off'],
    [{ known: { stopped: stopped('held') } }, 'held'],
    [{ known: { stopped: stopped('frozen') } }, 'frozen'],
    [{ cell: { stopped: stopped('held') } }, 'held'],
    [{ known: { stopped: stopped('frozen') }, cell: { stopped: stopped('held') } }, 'frozen'],
  ] as const)('knows what stopped it: %j', (where, stoppedBy) => {
    expect(runAt(window.opensAt, [], where).stoppedBy).toBe(stoppedBy);
  });

  it('was stopped for the first of two causes', () => {
    const cutoff = { ...stopped('cutoff'), at: window.cutoffAt };
    const held = (at: Date) =>
      runAt(window.closesAt, [], { known: { stopped: cutoff }, cell: { stopped: { ...stopped('held'), at } } });

    expect(held(justBefore(window.cutoffAt)).stoppedBy).toBe('held');
    expect(held(window.cutoffAt).stoppedBy).toBe('cut-off');
  });

  it.each([
    ['Failed', 'errors-exceeded'],
    ['Terminated', 'errors-exceeded'],
    ['RateExceeded', 'undeliverable'],
    ['Undeliverable', 'undeliverable'],
    ['AccessDenied', 'access-denied'],
    ['InvalidPlatform', 'invalid-platform'],
    ['Success', undefined],
    ['Incomplete', undefined],
    ['NoInstancesInTag', undefined],
    ['Cancelled', undefined],
    ['DeliveryTimedOut', undefined],
    ['ExecutionTimedOut', undefined],
    ['TimedOut', undefined],
    ['Pending', undefined],
    ['Delayed', undefined],
    ['InProgress', undefined],
    ['Cancelling', undefined],
    ['Hibernated', undefined],
    [undefined, undefined],
  ] as const)('knows what the command of a wave was broken off for: %s', (status, reason) => {
    const { brokenWaves } = runAt(window.opensAt, [{ ...ended, wave: '2', status }]);

    expect([...brokenWaves]).toEqual(reason === undefined ? [] : [['2', reason]]);
    expect(runAt(window.opensAt, [{ ...ended, status }]).brokenWaves.size).toBe(0);
  });
});

describe('mayNotBegin()', () => {
  it('holds from the last start on, and after any stop', () => {
    const lastStart = new Date('2026-03-06T23:55:00Z');
    expect(mayNotBegin(aKnownWindow(), aKnownCell(), justBefore(lastStart))).toBe(false);
    expect(mayNotBegin(aKnownWindow(), aKnownCell(), lastStart)).toBe(true);
    expect(mayNotBegin(aKnownWindow({ stopped: stopped('held') }), aKnownCell(), window.opensAt)).toBe(true);
    expect(mayNotBegin(aKnownWindow(), aKnownCell({ stopped: stopped('held') }), window.opensAt)).toBe(true);
  });
});

describe('isCancelled()', () => {
  it('holds where a stop of the window or of the cell says so', () => {
    expect(isCancelled(aKnownWindow(), aKnownCell())).toBe(false);
    expect(isCancelled(aKnownWindow({ stopped: stopped('held') }), aKnownCell())).toBe(false);
    expect(isCancelled(aKnownWindow({ stopped: stopped('held', true) }), aKnownCell())).toBe(true);
    expect(isCancelled(aKnownWindow(), aKnownCell({ stopped: stopped('held') }))).toBe(false);
    expect(isCancelled(aKnownWindow(), aKnownCell({ stopped: stopped('held', true) }))).toBe(true);
  });
});

describe('unsettledCell()', () => {
  it('finds the cell by account and Region, if it is not settled', () => {
    const { account, region } = aKnownCell();
    const cells = [aKnownCell(), aKnownCell({ ...OTHER_CELL, settled: true })];

    expect(unsettledCell({ cells }, { account, region })).toEqual(aKnownCell());
    expect(unsettledCell({ cells }, OTHER_CELL)).toBeUndefined();
    expect(unsettledCell({ cells }, { account, region: OTHER_CELL.region })).toBeUndefined();
    expect(unsettledCell({ cells }, { account: OTHER_CELL.account, region })).toBeUndefined();
  });
});
