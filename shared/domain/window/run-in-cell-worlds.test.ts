import { describe, expect, it } from '@jest/globals';
import {
  aKnownCell,
  aKnownWindow,
  anEntry,
  aWindow,
  RESCAN_SNAPSHOT_ID,
  SNAPSHOT_ID,
} from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import type { Stopped } from './decide-stop.ts';
import { isCancelled, lateFrom, mayNotBegin, runInCell } from './run-in-cell.ts';

const MINUTE_MS = 60_000;
const window = aWindow(); // 21:00Z, cutoff 00:00Z, closes 01:00Z
const ids = { snapshotId: SNAPSHOT_ID, rescanSnapshotId: RESCAN_SNAPSHOT_ID };
const at = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);
const around = (instant: Date) => [at(instant, -1), instant, at(instant, 1)];

/** No command, one that runs or has ended: of the first or the second wave, or of one that it does not tell. */
const anyCommand = [
  undefined,
  { ended: true },
  ...['1', '2'].flatMap((wave) => [true, false].map((ended) => ({ wave, ended }))),
] as const;

describe('runInCell() in small worlds', () => {
  // Method: every three commands, one wave and two, every time around the end, with a child that is known to be over or not.
  it('knows in every small world what has begun and when all is over', () => {
    const worlds = everyCombination({
      ...{ one: anyCommand, other: anyCommand, third: anyCommand },
      waves: [[1], [1, 2]],
      childOver: [undefined, false, true],
      graceMinutes: [0, 3],
      now: [window.opensAt, ...around(window.closesAt), ...around(at(window.closesAt, 3 * MINUTE_MS))],
    });
    const found = survey(worlds, ({ one, other, third, waves, childOver, graceMinutes, now }) => {
      const commands = [one, other, third].flatMap((each, index) => (each ? [{ id: `c${index}`, ...each }] : []));
      const child = childOver === undefined ? {} : { childOver };
      const known = aKnownWindow({ entry: anEntry({ waves }) });
      const run = runInCell(known, aKnownCell(), commands, { now, graceMinutes, ...ids, ...child });
      const told = new Set([one, other, third].flatMap((each) => (each && 'wave' in each ? [each.wave] : [])));
      const untold = commands.length - commands.filter((each) => 'wave' in each).length;
      const running = commands.some(({ ended }) => !ended);
      const closed = now >= window.closesAt;
      return {
        'a wave to which something was sent has begun, once':
          run.wavesBegun === Math.min(told.size + untold, waves.length),
        'P1: between two waves nothing has ended while the runbook may go on':
          closed || !run.ended || childOver === true || told.size + untold >= waves.length,
        'nothing has ended that runs, or never began': closed || !run.ended || (commands.length > 0 && !running),
        'all has ended when every wave has':
          run.ended || running || commands.length === 0 || (told.size + untold < waves.length && childOver !== true),
        'P3: at the end of the window all counts as ended': !closed || run.ended,
        'the window is over from its close on': run.overdue === closed,
        'the last call comes with the end of the grace':
          run.lastCall === now >= at(window.closesAt, graceMinutes * MINUTE_MS),
        'the last call is of what has ended': !run.lastCall || (run.ended && run.overdue),
      };
    });
    expect(found).toEqual({ worlds: 6 ** 3 * 2 * 3 * 2 * 7, broken: [] });
  });

  // Method: every stop of the window and of the cell, in either order, with every operation and reason of the cell.
  it('knows in every small world what stopped it, and what it was to do', () => {
    const times = [at(window.cutoffAt, -2), at(window.cutoffAt, -1), window.cutoffAt] as const;
    const everyStop = [
      undefined,
      ...(['cutoff', 'held', 'frozen'] as const).flatMap((reason) => stopsAt(reason, times)),
    ] as const;
    const worlds = everyCombination({
      ofWindow: everyStop,
      ofCell: [undefined, ...stopsAt('held', times)],
      entryScans: [false, true],
      operation: ['Install', 'Scan', 'none'],
      reason: [undefined, 'mode-scan', 'queue-full'],
      now: around(at(window.cutoffAt, -5 * MINUTE_MS)),
    });
    const found = survey(worlds, ({ ofWindow, ofCell, entryScans, operation, reason, now }) => {
      const known = aKnownWindow({ stopped: ofWindow, entry: anEntry({ operation: entryScans ? 'Scan' : 'Install' }) });
      const cell = aKnownCell({ operation, reason, stopped: ofCell });
      const run = runInCell(known, cell, [], { now, graceMinutes: 90, ...ids });
      const stops = [ofWindow, ofCell].filter((stop) => stop !== undefined);
      const first = stops.toSorted((one, other) => one.at.getTime() - other.at.getTime())[0];
      const scans = entryScans || operation === 'Scan';
      const late = lateFrom(known, cell);
      const asked = stops.filter((stop) => stop.reason !== 'cutoff').map((stop) => stop.at.getTime());
      return {
        'S1: it was stopped for the first of its stops':
          run.stoppedBy === (first?.reason ?? 'cutoff').replace('cutoff', 'cut-off'),
        'nothing is installed by what scans': (run.operation === 'Scan') === scans,
        'a scan says why it is no install': run.scannedBecause === (scans ? (reason ?? 'scanned') : 'scanned'),
        'an install that never started says why':
          run.notStartedBecause === (scans ? 'run-not-started' : (reason ?? 'run-not-started')),
        'P1: nothing begins after a stop, or within a sweep of the cutoff':
          mayNotBegin(known, cell, now) === (stops.length > 0 || now >= at(window.cutoffAt, -5 * MINUTE_MS)),
        'P1: what begins from the cutoff on is late': late <= window.cutoffAt,
        'P1: and from the stop on, be it of the window or of the cell':
          late.getTime() === Math.min(window.cutoffAt.getTime(), ...asked),
        'what runs is cancelled where a person says so':
          isCancelled(known, cell) === stops.some((stop) => stop.cancelRunning),
      };
    });
    expect(found).toEqual({ worlds: 19 * 7 * 2 * 3 * 3 * 3, broken: [] });
  });
});

function stopsAt(reason: Stopped['reason'], times: readonly Date[]): Stopped[] {
  return times.flatMap((time) => [false, true].map((cancelRunning) => ({ reason, cancelRunning, at: time })));
}
