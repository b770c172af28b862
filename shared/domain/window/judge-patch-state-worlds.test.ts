import { describe, expect, it } from '@jest/globals';
import { anInvocation, aPatchState, aRun, RESCAN_SNAPSHOT_ID, SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { byPatchState, isRescan, overwriting, provesInstall, showsOurInstall } from './judge-patch-state.ts';
import { VERDICTS } from './verdict.ts';

const OTHER = 'b2d5b4f0-0000-4000-8000-000000000000';
const opensAt = new Date('2026-03-06T21:00:00Z');
const requestedAt = new Date('2026-03-06T21:05:00Z');
const endedAt = new Date('2026-03-06T21:20:00Z');
const around = (instant: Date) => [-1, 0, 1].map((by) => new Date(instant.getTime() + by));
const snapshots = [SNAPSHOT_ID, RESCAN_SNAPSHOT_ID, OTHER, undefined] as const;
const counts = [0, 1, 3] as const;
const baselines = { patchGroup: 'prod-14-days', operatingSystems: new Map([['pb-1', 'AMAZON_LINUX_2023']]) };

describe('byPatchState() in small worlds', () => {
  // Method: every snapshot, count, baseline, operation and reboot mode, a millisecond around the opening.
  it('takes for proof what is of our run and of our baseline, and nothing else', () => {
    const worlds = everyCombination({
      snapshotId: snapshots,
      startedAt: around(opensAt),
      ...{ missingCount: counts, failedCount: counts, pendingRebootCount: counts },
      patchGroup: [undefined, 'prod-14-days', 'test'],
      baselineId: [undefined, 'pb-1', 'pb-2'],
      wanted: [undefined, baselines],
      operation: ['Install', 'Scan'],
      reboot: ['RebootIfNeeded', 'NoReboot'],
    });
    const found = survey(worlds, ({ wanted, operation, reboot, ...state }) => {
      const run = aRun({ opensAt, operation, reboot, baselines: wanted, scannedBecause: 'mode-scan' });
      const verdict = byPatchState({ patchState: aPatchState({ ...state, operation }) }, run);
      const { missingCount, failedCount, pendingRebootCount } = state;
      const carriesOurs = state.snapshotId === SNAPSHOT_ID || state.snapshotId === RESCAN_SNAPSHOT_ID;
      const ours = carriesOurs && state.startedAt >= opensAt;
      const inGroup = wanted === undefined || (state.patchGroup === 'prod-14-days' && state.baselineId === 'pb-1');
      const said = `${verdict?.kind} ${verdict?.reason}`;
      return {
        'B1: it speaks if it is ours, and began no sooner than the window': (verdict !== undefined) === ours,
        'patched is an install of ours with nothing left to do (P5)':
          (verdict?.kind === 'patched') ===
          (ours && operation === 'Install' && inGroup && missingCount + failedCount + pendingRebootCount === 0),
        'B2: another baseline proves a fault and nothing more':
          (said === 'failed wrong-baseline') === (ours && operation === 'Install' && !inGroup),
        'what failed is not hidden by what is pending':
          !ours || operation === 'Scan' || failedCount === 0 || verdict?.kind === 'failed',
        'what waits for a reboot says who is to reboot':
          verdict?.kind !== 'pending-reboot' ||
          (pendingRebootCount > 0 &&
            verdict.reason === (reboot === 'NoReboot' ? 'reboot-suppressed' : 'reboot-needed')),
        'patches are missing after success, and after a command that failed':
          !said.startsWith('failed') ||
          !inGroup ||
          failedCount > 0 ||
          said === (state.snapshotId === RESCAN_SNAPSHOT_ID ? 'failed command-failed' : 'failed patches-missing'),
        'a scan skips, for the reason for which it only scans':
          operation === 'Install' || said === (ours ? 'skipped mode-scan' : 'undefined undefined'),
      };
    });
    expect(found).toEqual({ worlds: 4 * 3 * 3 ** 3 * 3 * 3 * 2 * 2 * 2, broken: [] });
  });

  it('says nothing of a node without a patch state', () => {
    expect(byPatchState({ patchState: undefined }, aRun())).toBeUndefined();
  });
});

describe('what else a patch state shows, in small worlds', () => {
  const ends = [
    undefined,
    [],
    [{ name: 'Install', status: 'InProgress', responseCode: -1 }],
    [
      { name: 'Install', status: 'Success', responseCode: 0, endedAt },
      { name: 'Scan', status: 'Success', responseCode: 0, endedAt: requestedAt },
    ],
  ] as const;

  it('knows who wrote over it, and when no waiting brings it back', () => {
    const worlds = everyCombination({
      snapshotId: snapshots,
      startedAt: [...around(opensAt), ...around(requestedAt), ...around(endedAt)],
      steps: ends,
    });
    const found = survey(worlds, ({ snapshotId, startedAt, steps }) => {
      const answer = overwriting(
        { invocation: anInvocation({ requestedAt, steps }), patchState: aPatchState({ snapshotId, startedAt }) },
        aRun({ opensAt }),
      );
      const ours = (snapshotId === SNAPSHOT_ID || snapshotId === RESCAN_SNAPSHOT_ID) && startedAt >= opensAt;
      const foreign = !ours && startedAt >= requestedAt;
      const over = steps !== undefined && steps.length === 2 && startedAt >= endedAt;
      return {
        'nothing is overwritten by ours, or by what came before': foreign || answer === 'no',
        'what began after our end has overwritten it': (answer === 'surely') === (foreign && over),
        'what began before it may have': (answer === 'perhaps') === (foreign && !over),
        'a rescan is known by its snapshot':
          isRescan(aPatchState({ snapshotId }), aRun()) === (snapshotId === RESCAN_SNAPSHOT_ID),
      };
    });
    expect(found).toEqual({ worlds: 4 * 9 * 4, broken: [] });
  });

  it('shows an install of ours by its snapshot, or by the time that a scan leaves alone', () => {
    const worlds = everyCombination({
      snapshotId: snapshots,
      operation: ['Install', 'Scan'],
      startedAt: around(opensAt),
      lastNoRebootInstallAt: [undefined, ...around(opensAt), ...around(requestedAt)],
      wanted: ['Install', 'Scan'],
      kind: VERDICTS,
    });
    const found = survey(worlds, ({ wanted, kind, ...state }) => {
      const patchState = aPatchState(state);
      const run = aRun({ opensAt, operation: wanted });
      const ours =
        (state.snapshotId === SNAPSHOT_ID || state.snapshotId === RESCAN_SNAPSHOT_ID) && state.startedAt >= opensAt;
      const installedAt = state.lastNoRebootInstallAt?.getTime() ?? 0;
      const proves = provesInstall({ patchState }, { kind, reason: 'installed' }, run);
      return {
        'it got as far as an install of ours':
          showsOurInstall({ invocation: anInvocation({ requestedAt }), patchState }, run) ===
          ((ours && state.operation === 'Install') || installedAt >= requestedAt.getTime()),
        'a scan, or what has failed, proves no install': !proves || (wanted === 'Install' && kind !== 'failed'),
        'an install in the window is proven whichever command it was by':
          proves ===
          (wanted === 'Install' &&
            kind !== 'failed' &&
            (state.operation === 'Install' || installedAt >= opensAt.getTime())),
      };
    });
    expect(found).toEqual({ worlds: 4 * 2 * 3 * 7 * 2 * 6, broken: [] });
  });
});
