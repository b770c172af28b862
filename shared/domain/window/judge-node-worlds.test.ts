import { describe, expect, it } from '@jest/globals';
import {
  anInvocation,
  aPatchState,
  aRosterNode,
  aRun,
  aWindow,
  RESCAN_SNAPSHOT_ID,
} from '../../testing/domain-builders.ts';
import { BEGUN, HOOK_REFUSED, STATUSES } from '../../testing/judged-stories.ts';
import { isReason } from '../reporting/reasons.ts';
import type { Invocation, NodeEvidence, PatchState, RunInCell } from './evidence.ts';
import { judgeNode } from './judge-node.ts';

describe('judgeNode() in small worlds', () => {
  // Goal: J1 to J6 whatever the evidence. Method: every status, patch state, step, ping, power and phase of the run.
  it('keeps J1 to J6 in every small world', () => {
    let count = 0;
    for (const [evidence, run] of everySmallWorld()) {
      count += 1;
      const broken = brokenInvariants(evidence, run);
      if (broken.length > 0) expect({ evidence, run, broken }).toEqual({ evidence, run, broken: [] });
    }
    expect(count).toBe((STATUSES.length + 1) * 17 * 3 * 3 * 3 * 24);
  });
});

function brokenInvariants(evidence: NodeEvidence, run: RunInCell): string[] {
  const finding = judgeNode(evidence, run);
  const verdict = finding.kind === 'settled' ? finding.verdict.kind : undefined;
  const reason = finding.kind === 'settled' ? finding.verdict.reason : undefined;
  const status = evidence.invocation?.status;
  const state = evidence.patchState;
  const ours =
    state !== undefined &&
    (state.snapshotId === run.snapshotId || state.snapshotId === run.rescanSnapshotId) &&
    state.startedAt.getTime() >= run.opensAt.getTime();
  const inGroup = run.baselines === undefined || (state?.patchGroup === 'prod-14-days' && state.baselineId === 'pb-1');
  const proof = ours && state.failedCount + state.missingCount + state.pendingRebootCount === 0 && inGroup;
  const refused = evidence.invocation?.steps === HOOK_REFUSED;
  const installs = run.operation === 'Install';
  const installed =
    state?.operation === 'Install' &&
    state.failedCount === 0 &&
    (state.pendingRebootCount > 0 || state.missingCount === 0);
  const ended = status === 'Success' || status === 'Failed';

  const holds = {
    J1: verdict !== 'patched' || (proof && installs),
    J1timeout: status !== 'DeliveryTimedOut' || !proof || !installs || verdict === 'patched',
    J1success: status !== 'Success' || !proof || !installs || refused || verdict === 'patched',
    baseline: !ours || inGroup || (verdict !== 'patched' && verdict !== 'pending-reboot'),
    J2: status !== 'Hibernated' || (run.lastCall ? reason === 'unknown-status' : verdict === undefined),
    J3: !run.lastCall || verdict !== undefined,
    J4:
      status !== 'Failed' ||
      !installs ||
      verdict !== 'patched' ||
      state?.snapshotId === run.rescanSnapshotId ||
      refused,
    J4waits: finding.kind === 'settled' || finding.why !== 'rescan' || (status === 'Failed' && installs && !refused),
    J5: installs
      ? verdict !== 'skipped'
      : verdict !== 'failed' && verdict !== 'patched' && verdict !== 'pending-reboot',
    J5proof: verdict !== 'skipped' || ours,
    J6: !refused || !ended || !installs || (reason === 'hook-refused') !== (ours && inGroup && installed),
    reached: status !== undefined || verdict === undefined || verdict === 'missed',
    reason: finding.kind === 'waiting' || isReason(finding.verdict.reason),
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}

function* everySmallWorld(): Generator<[NodeEvidence, RunInCell]> {
  const runs = [...everyRun()];
  const patchStates = [...everyPatchState()];
  for (const status of [undefined, ...STATUSES])
    for (const patchState of patchStates)
      for (const ping of [undefined, 'online', 'lost'] as const)
        for (const node of [aRosterNode({ wave: '3' }), aRosterNode({ power: 'stopped' }), aRosterNode()])
          for (const steps of [undefined, HOOK_REFUSED, BEGUN])
            for (const run of runs) {
              const invocation: Invocation | undefined =
                status === undefined ? undefined : anInvocation({ status, steps });
              yield [{ node, invocation, patchState, ping }, run];
            }
}

function* everyPatchState(): Generator<PatchState | undefined> {
  yield undefined;
  const group = { patchGroup: 'prod-14-days', baselineId: 'pb-1' };
  const edge = aWindow().opensAt.getTime();
  for (const startedAt of [new Date(edge - 1), new Date(edge)])
    for (const counts of [{}, { missingCount: 1 }, { failedCount: 1 }, { pendingRebootCount: 1 }])
      yield aPatchState({ startedAt, ...counts, ...group });
  yield aPatchState({ snapshotId: undefined, ...group });
  yield aPatchState({ snapshotId: 'b2d5b4f0-0000-4000-8000-000000000000', ...group });
  yield aPatchState({ operation: 'Scan', ...group });
  yield aPatchState({ operation: 'Scan', snapshotId: RESCAN_SNAPSHOT_ID, ...group });
  yield aPatchState({ operation: 'Scan', snapshotId: RESCAN_SNAPSHOT_ID, missingCount: 1, ...group });
  yield aPatchState({ operation: 'Scan', snapshotId: RESCAN_SNAPSHOT_ID, startedAt: new Date(edge - 1), ...group });
  yield aPatchState({ ...group, patchGroup: 'test' });
  yield aPatchState({ ...group, baselineId: 'pb-2', pendingRebootCount: 1 });
}

/** A last call comes only after the window's end, when the run counts as ended. */
function* everyRun(): Generator<RunInCell> {
  const baselines = { patchGroup: 'prod-14-days', operatingSystems: new Map([['pb-1', 'AMAZON_LINUX_2023']]) };
  for (const reboot of ['RebootIfNeeded', 'NoReboot'] as const)
    for (const operation of ['Install', 'Scan'] as const)
      for (const group of [undefined, baselines]) {
        const run = { reboot, operation, baselines: group };
        yield aRun({ ...run, wavesBegun: 1, ended: false });
        yield aRun({ ...run, wavesBegun: 0, overdue: true, lastCall: true });
        yield aRun({ ...run, overdue: true, lastCall: true });
      }
}
