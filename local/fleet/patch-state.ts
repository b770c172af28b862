import type { Cloud } from '../cloud.ts';
import type { LiveNode } from './live-node.ts';
import { operatingSystems, type PatchBaselines, patchGroupOf } from './patch-baselines.ts';
import { tellCompliance } from './patch-compliance.ts';

/** What Patch Manager knows of one node: only its latest operation, as `DescribeInstancePatchStates` answers it. */
export interface PatchState {
  readonly operation: 'Scan' | 'Install';
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly snapshotId: string | undefined;
  /** The command that wrote it; none for what was known before the run began. */
  readonly commandId: string | undefined;
  readonly patchGroup: string;
  /** The baseline that was really used. */
  readonly baselineId: string;
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

export const noCounts: PatchCounts = { installed: 0, installedOther: 0, pendingReboot: 0, missing: 0, failed: 0 };

export type RebootOption = 'RebootIfNeeded' | 'NoReboot';

/** What one operation on the node came to; the baseline is that of the node's patch group at this moment. */
export type Operated = Pick<PatchState, 'operation' | 'startedAt' | 'counts'> &
  Partial<Pick<PatchState, 'rebootOption' | 'lastNoRebootInstallAt' | 'snapshotId' | 'commandId'>>;

/** What it takes to keep what an operation found. */
export interface Keeper {
  readonly cloud: Cloud;
  readonly fleet: { readonly tellPatchState: (node: LiveNode) => void };
  readonly baselines: PatchBaselines;
}

export function keepPatchState({ cloud, fleet, baselines }: Keeper, node: LiveNode, latest: Operated): void {
  const before = node.patchState;
  const after: PatchState = {
    rebootOption: undefined,
    lastNoRebootInstallAt: before?.lastNoRebootInstallAt,
    snapshotId: undefined,
    commandId: undefined,
    ...latest,
    ...groupOf(baselines, node),
    endedAt: cloud.clock.now(),
  };
  node.patchState = after;
  tellCompliance(cloud, node, after);
  fleet.tellPatchState(node);
}

export function groupOf(baselines: PatchBaselines, node: LiveNode): Pick<PatchState, 'patchGroup' | 'baselineId'> {
  const tagged = patchGroupOf(node);
  const patchGroup = node.spec.oddity === 'wrong-patch-group' ? `not-${tagged}` : tagged;
  const { id } = baselines.of(node, patchGroup, operatingSystems[node.spec.platform]);
  return { patchGroup, baselineId: id };
}

/** An install without a reboot: what it put in place waits for the reboot. */
export function installedWithoutReboot(before: PatchCounts, failing: number): PatchCounts {
  const failed = Math.min(failing, before.missing);
  return { ...before, missing: 0, failed, pendingReboot: before.pendingReboot + before.missing - failed };
}

export function rebooted(before: PatchCounts): PatchCounts {
  return { ...before, pendingReboot: 0, installed: before.installed + before.pendingReboot };
}
