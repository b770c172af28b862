import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow, CELL, someSettings } from '../../testing/domain-builders.ts';
import { aNoncompliance, aNoncompliantNode, aSurroundingWindow, NOON } from '../../testing/request-builders.ts';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import {
  type AlertCause,
  judgeNoncompliance,
  type LastVerdict,
  type NoncomplianceInput,
} from './judge-noncompliance.ts';

const NEXT = new Date('2026-03-06T21:00:00Z');
const hours = (count: number, milliseconds = 0) => new Date(NOON.getTime() + count * 3_600_000 + milliseconds);
const minutes = (count: number, milliseconds = 0) => hours(count / 60, milliseconds);
const test = (overrides: Partial<CatalogueEntry> = {}) =>
  ({ kind: 'read', entries: [anEntry({ environment: 'test', ...overrides })], problems: [] }) as const;
const judge = (overrides: Partial<NoncomplianceInput>) => judgeNoncompliance(aNoncompliance(overrides));
const lacking = (overrides: Parameters<typeof aNoncompliantNode>[0]) => ({ node: aNoncompliantNode(overrides) });
/** From NOON on, for four hours. */
const window = aWindow({ opensAt: NOON, cutoffAt: hours(3), closesAt: hours(4) });

describe('judgeNoncompliance()', () => {
  it('has patched what is urgent outside production, and nothing else', () => {
    expect(judge({})).toEqual({ kind: 'urgent', entry: anEntry({ environment: 'test' }) });
    expect(judge(lacking({ severity: 'HIGH' }))).toEqual({ kind: 'next-window', opensAt: NEXT });
    expect(judge({ ...lacking({ severity: 'HIGH' }), policy: someSettings({ urgentSeverities: ['HIGH'] }) }).kind).toBe(
      'urgent',
    );
    expect(judge(lacking({ severity: undefined }))).toEqual({ kind: 'next-window', opensAt: NEXT });
    expect(judge({ policy: someSettings({ urgentSeverities: [] }) }).kind).toBe('next-window');
  });

  it.each<[AlertCause, Partial<NoncomplianceInput>, Partial<NoncomplianceInput>]>([
    ['no-schedule', lacking({ value: undefined }), {}],
    ['refused-schedule', lacking({ value: '22FIR' }), {}],
    ['refused-schedule', lacking({ value: '3SUN' }), {}],
    ['exempt', lacking({ value: 'EXEMPT' }), lacking({ value: 'EXEMPT', severity: 'LOW' })],
    ['immutable', lacking({ value: 'REPLACE' }), lacking({ value: 'REPLACE', severity: undefined })],
    [
      'entry-refused',
      { catalogue: { kind: 'read', entries: [], problems: [{ value: '22FRI', version: 1, reason: '?' }] } },
      {},
    ],
    [
      'production',
      { catalogue: test({ environment: 'prod' }) },
      { catalogue: test({ environment: 'prod' }), ...lacking({ severity: 'LOW' }) },
    ],
    [
      'scan-only',
      { catalogue: test({ operation: 'Scan' }) },
      { catalogue: test({ operation: 'Scan' }), ...lacking({ severity: 'LOW' }) },
    ],
    [
      'not-in-install-mode',
      {
        policy: someSettings({ modes: { default: 'install', accounts: { [CELL.account]: 'scan' }, environments: {} } }),
      },
      {
        policy: someSettings({ modes: { default: 'install', accounts: { '777788889999': 'scan' }, environments: {} } }),
      },
    ],
    [
      'not-in-install-mode',
      { policy: someSettings({ modes: { default: 'install', accounts: {}, environments: { test: 'observe' } } }) },
      { policy: someSettings({ modes: { default: 'install', accounts: {}, environments: { prod: 'observe' } } }) },
    ],
    [
      'still-lacking',
      {
        windows: [
          aSurroundingWindow({ window: { ...window, opensAt: hours(-6), closesAt: hours(-2) }, state: 'final' }),
        ],
      },
      {
        windows: [
          aSurroundingWindow({ window: { ...window, opensAt: hours(-10), closesAt: hours(-6) }, state: 'final' }),
        ],
      },
    ],
    [
      'busy-elsewhere',
      { windows: [aSurroundingWindow({ window, state: 'open', emergency: { accounts: ['777788889999'] } })] },
      { windows: [aSurroundingWindow({ window, state: 'missed', emergency: { accounts: ['777788889999'] } })] },
    ],
    [
      'busy-elsewhere',
      {
        windows: [
          aSurroundingWindow({
            window: { ...window, closesAt: NOON },
            state: 'final',
            emergency: { regions: ['eu-north-1'] },
          }),
        ],
      },
      {
        windows: [
          aSurroundingWindow({
            window: { ...window, closesAt: hours(-6) },
            state: 'final',
            emergency: { regions: ['eu-north-1'] },
          }),
        ],
      },
    ],
  ])('alerts people: %s', (cause, fires, not) => {
    expect(judge(fires)).toMatchObject({ kind: 'alert', cause });
    expect(judge(not).kind).not.toBe('alert');
  });

  it('says when the next window opens, where one does', () => {
    expect(judge({ catalogue: test({ environment: 'prod' }) })).toEqual({
      kind: 'alert',
      cause: 'production',
      nextOpensAt: NEXT,
    });
    expect(judge(lacking({ value: undefined }))).toEqual({ kind: 'alert', cause: 'no-schedule' });
    expect(judge(lacking({ value: 'EXEMPT', severity: 'LOW' }))).toEqual({ kind: 'next-window', opensAt: undefined });
  });

  it('waits for a window that opens before another one may', () => {
    expect(judge({ now: new Date(NEXT.getTime() - 10 * 3_600_000 + 1), windows: [aSurroundingWindow()] })).toEqual({
      kind: 'next-window',
      opensAt: NEXT,
    });
    expect(judge({ now: new Date(NEXT.getTime() - 10 * 3_600_000), windows: [aSurroundingWindow()] }).kind).toBe(
      'urgent',
    );
  });

  describe('while a window is at it', () => {
    const covered = { kind: 'covered', because: 'in-window', window: window.id };

    it.each(['opening', 'open', 'closing'] as const)('tells nobody: one that is %s', (state) => {
      expect(judge({ windows: [aSurroundingWindow({ window, state })] })).toEqual(covered);
      expect(judge({ windows: [aSurroundingWindow({ window, state })], now: hours(4.5) })).toEqual(covered);
    });

    it.each<[AlertCause, Partial<NoncomplianceInput>]>([
      ['scan-only', { catalogue: test({ operation: 'Scan' }) }],
      ['not-in-install-mode', { policy: someSettings({ modes: { default: 'scan', accounts: {}, environments: {} } }) }],
    ])('does not take a window that only scans for one that cures: %s', (cause, scans) => {
      for (const state of ['open', 'final'] as const) {
        const windows = [aSurroundingWindow({ window, state, endedAt: NOON })];
        expect(judge({ ...scans, windows })).toMatchObject({ kind: 'alert', cause });
      }
    });

    it('counts one that is due and not claimed yet, until it is too late to begin', () => {
      const windows = [aSurroundingWindow({ window })];
      expect(judge({ windows })).toEqual(covered);
      expect(judge({ windows, now: new Date(NOON.getTime() - 1) }).kind).toBe('next-window');
      expect(judge({ windows, now: minutes(175) }).kind).toBe('urgent'); // the last start
      expect(judge({ windows, now: minutes(175, -1) })).toEqual(covered);
    });

    it.each([
      [{ accounts: [CELL.account] }, 'covered'],
      [{ regions: [CELL.region] }, 'covered'],
      [{ accounts: ['777788889999'] }, 'alert'],
      [{ accounts: [CELL.account], regions: ['eu-north-1'] }, 'alert'],
    ])('counts one out of turn where it runs: %j', (emergency, kind) => {
      expect(judge({ windows: [aSurroundingWindow({ window, state: 'open', emergency })] }).kind).toBe(kind);
    });
  });

  // An install without a reboot leaves the node non-compliant until it is rebooted and scanned.
  describe('after an install', () => {
    const final = aSurroundingWindow({ window, state: 'final' });

    it('tells nobody for as long as its nodes may still report', () => {
      expect(judge({ windows: [final], now: minutes(240 + 90, -1) })).toEqual({
        kind: 'covered',
        because: 'just-closed',
        window: window.id,
      });
      expect(judge({ windows: [final], now: minutes(240 + 90) })).toMatchObject({
        kind: 'alert',
        cause: 'still-lacking',
      });
    });

    it('counts the grace from when all had reported', () => {
      const windows = [{ ...final, endedAt: hours(1) }];
      expect(judge({ windows, now: minutes(60 + 90, -1) }).kind).toBe('covered');
      expect(judge({ windows, now: minutes(60 + 90) }).kind).toBe('alert');
    });

    it('tells nobody of a node that awaits its reboot, until the deadline of that', () => {
      const last: LastVerdict = { window, kind: 'pending-reboot', reason: 'reboot-suppressed' };
      const covered = { kind: 'covered', because: 'awaits-reboot', window: window.id };
      expect(judge({ last, now: hours(4 + 72, -1) })).toEqual(covered);
      expect(judge({ last, now: hours(4 + 72) }).kind).not.toBe('covered');
      expect(judge({ last: { ...last, rebootDueAt: hours(10) }, now: hours(10, -1) })).toEqual(covered);
      expect(judge({ last: { ...last, rebootDueAt: hours(10) }, now: hours(10) }).kind).toBe('urgent');
      expect(judge({ last: { ...last, kind: 'patched', reason: 'installed' }, now: hours(10) }).kind).toBe('urgent');
    });
  });

  // Another patcher scans with a baseline of its own, and overwrites what ours has found.
  describe('measured by another baseline', () => {
    const last: LastVerdict = { window, kind: 'patched', reason: 'installed', baselineId: 'pb-ours' };

    it('has nothing patched: another run of ours would cure nothing', () => {
      expect(judge({ last, ...lacking({ baselineId: 'pb-theirs' }) })).toMatchObject({
        kind: 'alert',
        cause: 'other-baseline',
      });
    });

    it.each([
      [last, 'pb-ours'],
      [last, undefined],
      [{ ...last, baselineId: undefined }, 'pb-theirs'],
      [undefined, 'pb-theirs'],
    ])('patches as ever where both are one, or either is not known', (of, baselineId) => {
      expect(judge({ last: of, ...lacking({ baselineId }) }).kind).toBe('urgent');
    });

    it('alerts nobody where it is not urgent', () => {
      expect(judge({ last, ...lacking({ baselineId: 'pb-theirs', severity: 'LOW' }) }).kind).toBe('next-window');
    });
  });
});
