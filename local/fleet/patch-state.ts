/** What Patch Manager knows of one node: only its latest operation, as `DescribeInstancePatchStates` answers it. */
export interface PatchState {
  readonly operation: 'Scan' | 'Install';
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly snapshotId: string | undefined;
  readonly rebootOption: RebootOption | undefined;
  readonly lastNoRebootInstallAt: Date | undefined;
  readonly counts: PatchCounts;
}

export interface PatchCounts {
  readonly installed: number;
  readonly installedOther: number;
  readonly pendingReboot: number;
  readonly missing: number;
  readonly failed: number;
}

export type RebootOption = 'RebootIfNeeded' | 'NoReboot';

/** An install without a reboot: what it put in place waits for the reboot. */
export function installedWithoutReboot(before: PatchCounts, failing: number): PatchCounts {
  const failed = Math.min(failing, before.missing);
  return { ...before, missing: 0, failed, pendingReboot: before.pendingReboot + before.missing - failed };
}

export function rebooted(before: PatchCounts): PatchCounts {
  return { ...before, pendingReboot: 0, installed: before.installed + before.pendingReboot };
}
