/**
 * What `AWS-RunPatchBaseline` and its sibling with hooks do on a node, in virtual time.
 *
 *   N1. An install is recorded at the moment that it begins on the node, whatever becomes of it.
 *   N2. The document with hooks scans first; with nothing missing and no reboot pending it goes straight to its exit
 *       hook, and Patch Manager keeps a Scan, not an Install.
 *   N3. It installs without a reboot, then reboots: between the two the patches wait for the reboot.
 *   N4. A second patch command at the same time finds the package manager locked and fails with 155.
 *   N5. The execution timeout counts for each step of the document by itself.
 */
import type { Cloud } from '../cloud.ts';
import type { Fleet } from './fleet.ts';
import { isWindows, type LiveNode } from './live-node.ts';
import {
  installedWithoutReboot,
  type PatchCounts,
  type PatchState,
  type RebootOption,
  rebooted,
} from './patch-state.ts';

const minuteMs = 60_000;

export interface PatchOrder {
  readonly operation: 'Scan' | 'Install';
  readonly rebootOption: RebootOption;
  readonly snapshotId: string | undefined;
  readonly comment: string;
  readonly commandId: string;
  readonly executionTimeoutMs: number;
}

export type PatchEnd =
  | { readonly kind: 'success'; readonly output: string }
  | { readonly kind: 'failed'; readonly responseCode: number; readonly output: string; readonly step: PatchStep }
  | { readonly kind: 'timed-out'; readonly step: PatchStep };

export type PatchStep =
  | 'Scan'
  | 'PreInstallHook'
  | 'InstallNoReboot'
  | 'PostInstallHook'
  | 'InstallReboot'
  | 'OnExitHook';

interface Scene {
  readonly cloud: Cloud;
  readonly fleet: Fleet;
  readonly node: LiveNode;
  readonly order: PatchOrder;
  readonly end: (end: PatchEnd) => void;
}

export function beginPatchRun(scene: Scene): void {
  const { cloud, node, order } = scene;
  const locked = node.patchRuns > 0;
  node.patchRuns += 1;
  const settled: Scene = {
    ...scene,
    end: (end) => {
      node.patchRuns -= 1;
      scene.end(end);
    },
  };
  if (order.operation === 'Install') recordInstall(scene); // N1
  if (locked)
    cloud.clock.after(minuteMs, () => settled.end(packageManagerLocked())); // N4
  else if (order.operation === 'Scan' || nothingToDo(node))
    scan(settled); // N2
  else install(settled);
}

function recordInstall({ cloud, node, order }: Scene): void {
  cloud.record.installs.push({
    nodeId: node.id,
    account: node.account,
    region: node.region,
    comment: order.comment,
    commandId: order.commandId,
    snapshotId: order.snapshotId ?? '',
    at: cloud.clock.now(),
  });
}

function scan(scene: Scene): void {
  const startedAt = scene.cloud.clock.now();
  scene.cloud.clock.after(drawMs(scene, 'scan', [1, 3]), () => {
    const counts = scene.node.patchState?.counts ?? noCounts;
    keep(scene, { operation: 'Scan', startedAt, counts });
    scene.end({ kind: 'success', output: `Scan found ${counts.missing} missing patches.` });
  });
}

function install(scene: Scene): void {
  const { cloud, node } = scene;
  const startedAt = cloud.clock.now();
  cloud.clock.after(drawMs(scene, 'install', isWindows(node) ? [10, 30] : [4, 12]), () => {
    const failing = node.spec.condition === 'install-fails' ? 1 : 0;
    const counts = installedWithoutReboot(node.patchState?.counts ?? noCounts, failing);
    const installedAt = cloud.clock.now();
    keep(scene, {
      operation: 'Install',
      startedAt,
      counts,
      rebootOption: 'NoReboot',
      lastNoRebootInstallAt: installedAt,
    }); // N3
    if (counts.failed > 0) scene.end(onePackageFailed(node));
    else if (scene.order.rebootOption === 'NoReboot') scene.end({ kind: 'success', output: summary(counts) });
    else reboot(scene);
  });
}

function reboot(scene: Scene): void {
  const { cloud, fleet, node, order } = scene;
  const startedAt = cloud.clock.now();
  fleet.disconnect(node);
  const lastsMs = rebootMs(scene);
  if (lastsMs > order.executionTimeoutMs)
    cloud.clock.after(order.executionTimeoutMs, () => scene.end({ kind: 'timed-out', step: 'InstallReboot' })); // N5
  if (lastsMs === Number.POSITIVE_INFINITY) return;
  cloud.clock.after(lastsMs, () => {
    const counts = rebooted(node.patchState?.counts ?? noCounts);
    keep(scene, { operation: 'Install', startedAt, counts, rebootOption: order.rebootOption });
    fleet.connect(node);
    if (lastsMs <= order.executionTimeoutMs) scene.end({ kind: 'success', output: summary(counts) });
  });
}

function rebootMs(scene: Scene): number {
  switch (scene.node.spec.condition) {
    case 'never-returns':
      return Number.POSITIVE_INFINITY;
    case 'reboots-slowly':
      return drawMs(scene, 'reboot', [45, 55]);
    case 'healthy':
    case 'stopped':
    case 'offline':
    case 'unmanaged':
    case 'install-fails':
    case 'reboot-pending':
      return drawMs(scene, 'reboot', [2, 6]);
  }
}

function keep(
  scene: Scene,
  latest: Pick<PatchState, 'operation' | 'startedAt' | 'counts'> & Partial<PatchState>,
): void {
  const before = scene.node.patchState;
  scene.node.patchState = {
    rebootOption: undefined,
    lastNoRebootInstallAt: before?.lastNoRebootInstallAt,
    ...latest,
    endedAt: scene.cloud.clock.now(),
    snapshotId: scene.order.snapshotId,
  };
}

function nothingToDo({ patchState }: LiveNode): boolean {
  const counts = patchState?.counts ?? noCounts;
  return counts.missing === 0 && counts.pendingReboot === 0;
}

const noCounts: PatchCounts = { installed: 0, installedOther: 0, pendingReboot: 0, missing: 0, failed: 0 };

function drawMs({ cloud, node, order }: Scene, what: string, [least, most]: readonly [number, number]): number {
  const share = cloud.random(`${what} ${node.id} ${order.snapshotId ?? order.commandId}`);
  return Math.round((least + (most - least) * share) * minuteMs);
}

function packageManagerLocked(): PatchEnd {
  return {
    kind: 'failed',
    responseCode: 155,
    step: 'InstallNoReboot',
    output:
      'Unable to extract tar file: another patch command is at work on this node. failed to run commands: exit status 155',
  };
}

function onePackageFailed(node: LiveNode): PatchEnd {
  const [packageName, code] = isWindows(node) ? ['KB5034122', '0xffffffff'] : ['openssl', '1'];
  return {
    kind: 'failed',
    responseCode: 1,
    step: 'InstallNoReboot',
    output: `Patch ${packageName} failed to install. failed to run commands: exit status ${code}`,
  };
}

function summary({ installed, pendingReboot }: PatchCounts): string {
  return `Install finished: ${installed} patches installed, ${pendingReboot} wait for a reboot.`;
}
