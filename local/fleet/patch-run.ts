/**
 * What `AWS-RunPatchBaseline` and its sibling with hooks do on a node, in virtual time.
 *
 *   N1. An install is recorded at the moment that it begins on the node, whatever becomes of it. One that the pre-install
 *       hook refused has not begun: the hook's step fails with 65 or 66, and so does the command.
 *   N2. The document with hooks scans first; with nothing missing and no reboot pending it goes straight to its exit
 *       hook, and Patch Manager keeps a Scan, not an Install. Scan and hook take no time of their own here.
 *   N3. It installs without a reboot, then reboots: between the two the patches wait for the reboot.
 *   N4. A second patch command at the same time finds the package manager locked and fails with 155.
 *   N5. The execution timeout counts for each step of the document by itself.
 *   N6. What runs on the node runs to its own end, whatever becomes of the invocation.
 */
import type { Cloud } from '../cloud.ts';
import type { PatchRun } from '../record.ts';
import type { HookCommand } from '../services/ssm-hook-command.ts';
import type { Fleet } from './fleet.ts';
import { isWindows, type LiveNode } from './live-node.ts';
import type { PatchBaselines } from './patch-baselines.ts';
import {
  installedWithoutReboot,
  keepPatchState,
  noCounts,
  type Operated,
  type PatchCounts,
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
  readonly preInstall: HookCommand | undefined;
  /** Whether the on-exit hook keeps count of the reboots that were in vain. */
  readonly countsReboots: boolean;
}

export type PatchEnd =
  | { readonly kind: 'success'; readonly output: string }
  | { readonly kind: 'failed'; readonly responseCode: number; readonly output: string; readonly step: PatchStep }
  | { readonly kind: 'timed-out'; readonly step: PatchStep }
  /** It ended with a status detail that no guide lists. */
  | { readonly kind: 'unlisted'; readonly output: string; readonly step: PatchStep };

export type PatchStep =
  | 'Scan'
  | 'PreInstallHook'
  | 'InstallNoReboot'
  | 'PostInstallHook'
  | 'InstallReboot'
  | 'OnExitHook'
  /** Of a document of our own, which somebody sent by itself. */
  | 'Script';

interface Scene {
  readonly cloud: Cloud;
  readonly fleet: Fleet;
  readonly baselines: PatchBaselines;
  readonly node: LiveNode;
  readonly order: PatchOrder;
  readonly end: (end: PatchEnd) => void;
}

export function beginPatchRun(scene: Scene): void {
  const { cloud, node, order } = scene;
  const came = comesTo(scene);
  node.patchRuns += 1;
  const run = recordRun(scene, came);
  const settled: Scene = {
    ...scene,
    end: (end) => {
      node.patchRuns -= 1;
      const { missing, failed, pendingReboot } = countsOf(node);
      run.end = { at: cloud.clock.now(), missing, failed, pendingReboot };
      scene.end(node.spec.oddity === 'unknown-status' ? unlisted(end) : end);
    },
  };
  if (order.operation === 'Install' && came !== 'hook-refused') recordInstall(scene); // N1
  switch (came) {
    case 'locked':
      cloud.clock.after(minuteMs, () => settled.end(packageManagerLocked())); // N4
      break;
    case 'hook-refused':
      cloud.clock.after(minuteMs, () => settled.end(refusedByHook(scene))); // N1
      break;
    case 'scanning':
    case 'nothing-missing':
      scan(settled); // N2
      break;
    case 'installing':
      if (order.preInstall?.minimumGapMs !== undefined) node.installMarkerAt = cloud.clock.now();
      install(settled);
  }
}

function comesTo(scene: Scene): PatchRun['came'] {
  if (scene.node.patchRuns > 0) return 'locked';
  findPatches(scene);
  if (scene.order.operation === 'Scan') return 'scanning';
  if (nothingToDo(scene.node)) return 'nothing-missing';
  return isInLoop(scene) || isTooSoon(scene) ? 'hook-refused' : 'installing';
}

function recordRun({ cloud, node, order }: Scene, came: PatchRun['came']): PatchRun {
  const { account, region, id: nodeId } = node;
  const { commandId, comment, operation } = order;
  const run: PatchRun = { nodeId, account, region, commandId, comment, operation, begunAt: cloud.clock.now(), came };
  cloud.record.patchRuns.push(run);
  return run;
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

/** Patches that were approved after the last operation are missing from this one on; a reboot since then is seen. */
function findPatches({ cloud, node }: Scene): void {
  if (node.rebootUnseen && node.patchState !== undefined)
    node.patchState = { ...node.patchState, counts: rebooted(node.patchState.counts) };
  node.rebootUnseen = false;
  const { missingFrom } = node.spec;
  const { patchState: state, unfoundPatches } = node;
  if (missingFrom === undefined || missingFrom > cloud.clock.now() || state === undefined) return;
  node.unfoundPatches = 0;
  node.patchState = { ...state, counts: { ...state.counts, missing: state.counts.missing + unfoundPatches } };
}

function isInLoop({ node, order: { preInstall } }: Scene): boolean {
  return node.rebootsInVain >= (preInstall?.rebootsInVainMax ?? Number.POSITIVE_INFINITY);
}

function isTooSoon({ cloud, node, order: { preInstall } }: Scene): boolean {
  if (preInstall?.minimumGapMs === undefined || node.installMarkerAt === undefined) return false;
  return cloud.clock.now().getTime() - node.installMarkerAt.getTime() < preInstall.minimumGapMs;
}

function scan(scene: Scene): void {
  const startedAt = scene.cloud.clock.now();
  scene.cloud.clock.after(drawMs(scene, 'scan', [1, 3]), () => {
    const counts = countsOf(scene.node);
    keep(scene, { operation: 'Scan', startedAt, counts });
    scene.end({ kind: 'success', output: `Scan found ${counts.missing} missing patches.` });
  });
}

function install(scene: Scene): void {
  const { cloud, node } = scene;
  const startedAt = cloud.clock.now();
  cloud.clock.after(drawMs(scene, 'install', isWindows(node) ? [10, 30] : [4, 12]), () => {
    const failing = node.spec.condition === 'install-fails' ? 1 : 0;
    const counts = installedWithoutReboot(countsOf(node), failing);
    const installedAt = cloud.clock.now();
    keep(scene, {
      operation: 'Install',
      startedAt,
      counts,
      rebootOption: 'NoReboot',
      lastNoRebootInstallAt: installedAt,
    }); // N3
    if (counts.failed > 0) scene.end(onePackageFailed(node));
    else if (node.spec.oddity === 'reboots-unexpectedly') rebootInBetween(scene);
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
    const counts = afterReboot(scene);
    keep(scene, { operation: 'Install', startedAt, counts, rebootOption: order.rebootOption });
    fleet.connect(node);
    countReboot(scene);
    if (lastsMs <= order.executionTimeoutMs) scene.end({ kind: 'success', output: summary(counts) });
  });
}

/** A package reboots the node behind the document's back, whatever its RebootOption: it is back, and the step failed. */
function rebootInBetween(scene: Scene): void {
  const { cloud, fleet, node } = scene;
  const startedAt = cloud.clock.now();
  fleet.disconnect(node);
  cloud.clock.after(drawMs(scene, 'reboot', [2, 6]), () => {
    keep(scene, { operation: 'Install', startedAt, counts: afterReboot(scene), rebootOption: 'NoReboot' });
    fleet.connect(node);
    countReboot(scene);
    const output = 'The agent was stopped while the step ran. failed to run commands: exit status -1';
    scene.end({ kind: 'failed', responseCode: -1, step: 'InstallNoReboot', output });
  });
}

function countReboot({ node, order: { countsReboots } }: Scene): void {
  if (countsReboots) node.rebootsInVain = countsOf(node).pendingReboot > 0 ? node.rebootsInVain + 1 : 0;
}

function afterReboot({ cloud, node }: Scene): PatchCounts {
  const { rebootPendingUntil } = node.spec;
  const counts = countsOf(node);
  return rebootPendingUntil !== undefined && cloud.clock.now() < rebootPendingUntil ? counts : rebooted(counts);
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

function keep(scene: Scene, latest: Operated): void {
  const { snapshotId, commandId } = scene.order;
  keepPatchState(scene, scene.node, { ...latest, commandId, ...(snapshotId !== undefined && { snapshotId }) });
}

function countsOf({ patchState }: LiveNode): PatchCounts {
  return patchState?.counts ?? noCounts;
}

function nothingToDo(node: LiveNode): boolean {
  const counts = countsOf(node);
  return counts.missing === 0 && counts.pendingReboot === 0;
}

function drawMs({ cloud, node, order }: Scene, what: string, [least, most]: readonly [number, number]): number {
  const share = cloud.random(`${what} ${node.id} ${order.snapshotId ?? order.commandId}`);
  return Math.round((least + (most - least) * share) * minuteMs);
}

function unlisted(end: PatchEnd): PatchEnd {
  return { kind: 'unlisted', step: 'OnExitHook', output: end.kind === 'timed-out' ? '' : end.output };
}

function refusedByHook(scene: Scene): PatchEnd {
  const [responseCode, why] = isInLoop(scene) ? [66, inVain(scene)] : [65, tooSoon(scene)];
  const output = `Patchplane refuses this install: ${why}. failed to run commands: exit status ${responseCode}`;
  return { kind: 'failed', responseCode, step: 'PreInstallHook', output };
}

function inVain({ node }: Scene): string {
  return `${node.rebootsInVain} reboots in a row were in vain`;
}

function tooSoon({ node, order }: Scene): string {
  const minutes = Math.round((order.preInstall?.minimumGapMs ?? 0) / minuteMs);
  return `the last one began at ${node.installMarkerAt?.toISOString()}, less than ${minutes} minutes ago`;
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
