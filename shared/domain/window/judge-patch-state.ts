import type { Reason } from '../reporting/reasons.ts';
import type { Invocation, NodeEvidence, PatchState, RunInCell } from './evidence.ts';
import type { Verdict } from './verdict.ts';

/**
 * What a patch state of our run says of its node; nothing where it is not of our run.
 *
 *   B1. It is ours only with our snapshot id, or that of our rescan, and if it began after the window opened.
 *   B2. The counts of another patch group's baseline prove nothing, however good they look.
 */
export function byPatchState({ patchState }: Pick<NodeEvidence, 'patchState'>, run: RunInCell): Verdict | undefined {
  if (patchState === undefined || !isOurs(patchState, run)) return undefined;
  if (run.operation === 'Scan') return { kind: 'skipped', reason: run.scannedBecause };
  if (isOfWrongBaseline(patchState, run)) return { kind: 'failed', reason: 'wrong-baseline' }; // B2
  if (patchState.failedCount > 0) return { kind: 'failed', reason: 'patches-failed' };
  if (patchState.pendingRebootCount > 0) {
    return { kind: 'pending-reboot', reason: run.reboot === 'NoReboot' ? 'reboot-suppressed' : 'reboot-needed' };
  }
  if (patchState.missingCount > 0) return { kind: 'failed', reason: missing(patchState, run) };
  return { kind: 'patched', reason: 'installed' };
}

/** A rescan is of a node whose command failed. */
function missing(patchState: PatchState, run: RunInCell): Reason {
  return isRescan(patchState, run) ? 'command-failed' : 'patches-missing';
}

function isOurs(patchState: PatchState, run: RunInCell): boolean {
  const carriesOurs = patchState.snapshotId === run.snapshotId || isRescan(patchState, run);
  return carriesOurs && patchState.startedAt >= run.opensAt; // B1
}

export function isRescan({ snapshotId }: PatchState, { rescanSnapshotId }: RunInCell): boolean {
  return snapshotId === rescanSnapshotId;
}

/** Where the schedule names no patch group, any baseline will do. */
function isOfWrongBaseline({ patchGroup, baselineId = '' }: PatchState, { baselines }: RunInCell): boolean {
  if (baselines === undefined) return false;
  return patchGroup !== baselines.patchGroup || !baselines.operatingSystems.has(baselineId);
}

/**
 * Whether a foreign run wrote the node's patch state after ours had begun, and whether it began so late that ours must
 * have written its own before: then no waiting brings it back.
 */
export function overwriting(
  { invocation, patchState }: { invocation: Invocation; patchState?: PatchState | undefined },
  run: RunInCell,
): 'no' | 'perhaps' | 'surely' {
  if (patchState === undefined || isOurs(patchState, run) || patchState.startedAt < invocation.requestedAt) return 'no';
  const endedAt = lastEndOf(invocation);
  return endedAt !== undefined && patchState.startedAt >= endedAt ? 'surely' : 'perhaps';
}

/** Whether an install in the window has come to its end on the node, be it by another command than the one that is judged. */
export function provesInstall(
  { patchState }: Pick<NodeEvidence, 'patchState'>,
  proven: Verdict,
  { operation, opensAt }: RunInCell,
): boolean {
  if (operation === 'Scan' || proven.kind === 'failed') return false;
  return patchState?.operation === 'Install' || (patchState?.lastNoRebootInstallAt ?? NEVER) >= opensAt;
}

const NEVER = new Date(0);

function lastEndOf({ steps = [] }: Invocation): Date | undefined {
  return steps
    .flatMap(({ endedAt }) => endedAt ?? [])
    .sort((a, b) => a.getTime() - b.getTime())
    .at(-1);
}

/**
 * Whether an install of ours got so far that it wrote a patch state: what a reboot from outside broke off after that may
 * be patched all the same. The time of the last install stays when a scan writes over the rest.
 */
export function showsOurInstall(
  { invocation, patchState }: { invocation: Invocation; patchState?: PatchState | undefined },
  run: RunInCell,
): boolean {
  if (patchState === undefined) return false;
  const { operation, lastNoRebootInstallAt } = patchState;
  if (operation === 'Install' && isOurs(patchState, run)) return true;
  return lastNoRebootInstallAt !== undefined && lastNoRebootInstallAt >= invocation.requestedAt;
}
