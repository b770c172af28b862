import type { Reason } from '../reporting/reasons.ts';
import type { RosterNode } from './node.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

/** What a cell shows of one node after a run, or in the middle of it. */
export interface NodeEvidence {
  readonly node: RosterNode;
  /** The node's latest invocation of a command that carries the window's snapshot id. */
  readonly invocation?: Invocation | undefined;
  /** The node's patch state, whoever brought it about. */
  readonly patchState?: PatchState | undefined;
  /** Whether Systems Manager hears the node; absent where it does not know it. */
  readonly ping?: 'online' | 'lost' | undefined;
}

export interface Invocation {
  readonly nodeId: string;
  readonly commandId: string;
  readonly requestedAt: Date;
  /** Run Command's `StatusDetails`, spaces removed: `Success`, `DeliveryTimedOut` ... */
  readonly status: string;
}

export interface PatchState {
  readonly nodeId: string;
  readonly snapshotId?: string | undefined;
  readonly startedAt: Date;
  readonly missingCount: number;
  readonly failedCount: number;
  readonly pendingRebootCount: number;
}

/** What the judge knows of the run that the evidence is about. */
export interface RunInCell {
  readonly snapshotId: string;
  readonly opensAt: Date;
  readonly reboot: 'RebootIfNeeded' | 'NoReboot';
  readonly waves: readonly number[];
  /** How many waves' commands have been sent in this cell. */
  readonly wavesBegun: number;
  /** Every wave's command has ended in this cell, or the window will wait no longer. */
  readonly ended: boolean;
  /** The window will wait no longer: every node gets its verdict now (P3). */
  readonly lastCall: boolean;
}

export type Finding =
  | { readonly kind: 'settled'; readonly verdict: Verdict }
  | { readonly kind: 'waiting'; readonly why: 'not-reached' | 'not-delivered' | 'running' | 'no-evidence' | 'unknown' };

/**
 * Judges one node by evidence.
 *
 *   J1. A node is patched only if its patch state carries our snapshot id and began after the window opened: a
 *       command's `Success` alone proves nothing, and a delivery timeout alone does not prove it unpatched.
 *   J2. A status that is not known is never success, and is never the end of waiting before the last call.
 *   J3. At the last call every node has a verdict.
 */
export function judgeNode(evidence: NodeEvidence, run: RunInCell): Finding {
  const { invocation } = evidence;
  if (invocation === undefined) return judgeUnreached(evidence, run);

  switch (invocation.status) {
    case 'Success':
      return byPatchState(evidence, run) ?? hold(run, 'no-evidence', verdict('failed', 'no-evidence'));
    case 'Pending':
    case 'Delayed':
      return hold(run, 'not-delivered', verdict('missed', unheard(evidence) ?? 'not-delivered'));
    case 'InProgress':
    case 'Cancelling':
      return hold(run, 'running', verdict('failed', 'did-not-return'));
    case 'Failed':
      return settle(verdict('failed', failure(evidence, run)));
    case 'DeliveryTimedOut':
      return byPatchState(evidence, run) ?? settle(verdict('missed', unheard(evidence) ?? 'not-delivered'));
    case 'ExecutionTimedOut':
    case 'TimedOut':
      return settle(verdict('failed', evidence.ping === 'online' ? 'timed-out' : 'did-not-return'));
    case 'Undeliverable':
      return settle(verdict('missed', unheard(evidence) ?? 'undeliverable'));
    case 'Cancelled':
    case 'Canceled':
      return byPatchState(evidence, run) ?? settle(verdict('missed', 'cut-off'));
    case 'Terminated':
    case 'RateExceeded':
    case 'Incomplete':
      return settle(verdict('missed', 'errors-exceeded'));
    case 'AccessDenied':
      return settle(verdict('failed', 'access-denied'));
    case 'InvalidPlatform':
      return settle(verdict('failed', 'invalid-platform'));
    default:
      return hold(run, 'unknown', verdict('failed', 'unknown-status')); // J2
  }
}

function judgeUnreached(evidence: NodeEvidence, run: RunInCell): Finding {
  if (!run.ended) return { kind: 'waiting', why: 'not-reached' };
  if (run.wavesBegun === 0) return settle(verdict('missed', 'run-not-started'));
  const { node } = evidence;
  if (node.power === 'stopped' && evidence.ping !== 'online') return settle(verdict('missed', 'node-stopped'));
  if (evidence.ping === undefined) return settle(verdict('missed', 'node-unmanaged'));
  if (node.wave !== undefined && !run.waves.map(String).includes(node.wave))
    return settle(verdict('missed', 'no-wave'));
  return settle(verdict('missed', unheard(evidence) ?? (waveBegan(node, run) ? 'not-targeted' : 'cut-off')));
}

/** Waves are taken in order; of a node whose wave is not known, all of them must have begun. */
function waveBegan({ wave }: RosterNode, { waves, wavesBegun }: RunInCell): boolean {
  const place = wave === undefined ? waves.length - 1 : waves.map(String).indexOf(wave);
  return place < wavesBegun;
}

/** J1. Nothing is said where the patch state is not of our run. */
function byPatchState({ patchState }: NodeEvidence, run: RunInCell): Finding | undefined {
  if (patchState === undefined || !isOurs(patchState, run)) return undefined;
  if (patchState.failedCount > 0) return settle(verdict('failed', 'patches-failed'));
  if (patchState.pendingRebootCount > 0) {
    return settle(verdict('pending-reboot', run.reboot === 'NoReboot' ? 'reboot-suppressed' : 'reboot-needed'));
  }
  if (patchState.missingCount > 0) return settle(verdict('failed', 'patches-missing'));
  return settle(verdict('patched', 'installed'));
}

function failure({ patchState }: NodeEvidence, run: RunInCell): Reason {
  return patchState !== undefined && isOurs(patchState, run) && patchState.failedCount > 0
    ? 'patches-failed'
    : 'command-failed';
}

function isOurs(patchState: PatchState, { snapshotId, opensAt }: RunInCell): boolean {
  return patchState.snapshotId === snapshotId && patchState.startedAt >= opensAt;
}

function unheard({ node, ping }: NodeEvidence): Reason | undefined {
  if (ping === 'online') return undefined;
  return node.power === 'stopped' ? 'node-stopped' : 'node-offline';
}

/** Waits as long as the window does, then says what it came to: J3. */
function hold(run: RunInCell, why: Extract<Finding, { kind: 'waiting' }>['why'], atLastCall: Verdict): Finding {
  return run.lastCall ? settle(atLastCall) : { kind: 'waiting', why };
}

function settle(verdict: Verdict): Finding {
  return { kind: 'settled', verdict };
}

function verdict(kind: VerdictKind, reason: Reason): Verdict {
  return { kind, reason };
}
