import type { Reason } from '../reporting/reasons.ts';
import type { Finding, Invocation, NodeEvidence, RunInCell, Step, Wait } from './evidence.ts';
import { statusOf } from './invocation-status.ts';
import { byPatchState, isRescan, overwriting, provesInstall, showsOurInstall } from './judge-patch-state.ts';
import { judgeUnreached, unheard } from './judge-unreached.ts';
import type { Verdict } from './verdict.ts';

/** A node that a command of the run has reached. */
type Reached = NodeEvidence & { readonly invocation: Invocation };

/**
 * Judges one node by evidence.
 *
 *   J1. A node is patched only if its patch state carries our snapshot id and began after the window opened: a
 *       command's `Success` alone proves nothing, and a delivery timeout alone does not prove it unpatched.
 *   J2. A status that is not known is never success, and is never the end of waiting before the last call.
 *   J3. At the last call every node has a verdict.
 *   J4. A command that failed after its install is not believed before a scan has said so.
 *   J5. Of a run that only scans a node is skipped if our scan shows, and missed if not: nothing there can have failed.
 *   J6. A command that the check before the install has refused undoes nothing that one before it has proven to have done.
 */
export function judgeNode(evidence: NodeEvidence, run: RunInCell): Finding {
  const { invocation } = evidence;
  if (invocation === undefined) return judgeUnreached(evidence, run);
  return judgeReached({ ...evidence, invocation }, run);
}

function judgeReached(evidence: Reached, run: RunInCell): Finding {
  const proven = byPatchState(evidence, run);
  switch (statusOf(evidence.invocation.status)) {
    case 'Success':
      return judgeSuccess(evidence, run, proven);
    case 'Failed':
      return judgeFailed(evidence, run, proven);
    case 'Pending':
    case 'Delayed':
      return hold(run, 'not-delivered', missed(unheard(evidence) ?? 'not-delivered'));
    case 'InProgress':
    case 'Cancelling':
      return hold(run, 'running', failed(run, 'did-not-return'));
    case 'DeliveryTimedOut':
      return settle(proven ?? missed(unheard(evidence) ?? 'not-delivered'));
    case 'ExecutionTimedOut':
    case 'TimedOut':
      return judgeTimedOut(evidence, run, proven);
    case 'Cancelled':
      return settle(proven ?? (hasBegun(evidence.invocation) ? failed(run, run.stoppedBy) : missed(run.stoppedBy)));
    case 'Undeliverable':
      return settle(missed(unheard(evidence) ?? 'undeliverable'));
    case 'RateExceeded':
      return settle(missed('undeliverable'));
    case 'Terminated':
    case 'Incomplete':
      return settle(missed('errors-exceeded'));
    case 'NoInstancesInTag':
      return settle(missed('not-targeted'));
    case 'AccessDenied':
      return settle(failed(run, 'access-denied'));
    case 'InvalidPlatform':
      return settle(failed(run, 'invalid-platform'));
    case 'Unknown':
      return hold(run, 'unknown', failed(run, 'unknown-status')); // J2
  }
}

function judgeSuccess(evidence: Reached, run: RunInCell, proven: Verdict | undefined): Finding {
  if (isRefusedByHook(evidence.invocation)) return settle(judgeRefused(evidence, run, proven));
  if (proven !== undefined) return settle(proven); // J1
  switch (overwriting(evidence, run)) {
    case 'surely':
      return settle(failed(run, 'overwritten'));
    case 'perhaps':
      return hold(run, 'no-evidence', failed(run, 'overwritten'));
    case 'no':
      return hold(run, 'no-evidence', failed(run, 'no-evidence'));
  }
}

function judgeFailed(evidence: Reached, run: RunInCell, proven: Verdict | undefined): Finding {
  const { invocation, patchState } = evidence;
  if (isRefusedByHook(invocation)) return settle(judgeRefused(evidence, run, proven));
  if (run.operation === 'Scan') return settle(proven ?? missed('command-failed')); // J5
  const rescanned = patchState !== undefined && isRescan(patchState, run);
  if (proven !== undefined && (rescanned || proven.kind === 'failed') && proven.reason !== 'patches-missing') {
    return settle(proven);
  }
  return showsOurInstall(evidence, run)
    ? hold(run, 'rescan', failed(run, 'command-failed')) // J4
    : settle(failed(run, 'command-failed'));
}

/** J6. */
function judgeRefused(evidence: Reached, run: RunInCell, proven: Verdict | undefined): Verdict {
  if (proven !== undefined && provesInstall(evidence, proven, run)) return proven;
  return failed(run, refusalOf(evidence.invocation)?.responseCode === REBOOT_LOOP ? 'reboot-loop' : 'hook-refused');
}

/** A node that cannot be heard may be in the middle of its reboot: unless all is proven, it has until the last call. */
function judgeTimedOut({ ping }: Reached, run: RunInCell, proven: Verdict | undefined): Finding {
  if (ping === 'online') return settle(proven ?? failed(run, 'timed-out'));
  if (proven !== undefined && proven.kind !== 'pending-reboot') return settle(proven);
  return hold(run, 'running', failed(run, 'did-not-return'));
}

/** The check before the install has stopped it. The steps after that one are reported as successful. */
export function isRefusedByHook(invocation: Invocation): boolean {
  return refusalOf(invocation) !== undefined;
}

function refusalOf({ steps = [] }: Invocation): Step | undefined {
  return steps.find(({ name, responseCode }) => PRE_INSTALL_HOOK.test(name) && responseCode > 0);
}

/** What the check ends with, in `stacks/member.yml`, on a node whose reboots were in vain. */
const REBOOT_LOOP = 66;

/** The name of the step is AWS's, which has spelt its parts with and without blanks. */
const PRE_INSTALL_HOOK = /^pre.*hook/i;

function hasBegun({ steps = [] }: Invocation): boolean {
  return steps.some(({ startedAt }) => startedAt !== undefined);
}

/** Waits as long as the window does, then says what it came to: J3. */
function hold(run: RunInCell, why: Wait, atLastCall: Verdict): Finding {
  return run.lastCall ? settle(atLastCall) : { kind: 'waiting', why };
}

function settle(verdict: Verdict): Finding {
  return { kind: 'settled', verdict };
}

/** J5. */
function failed({ operation }: RunInCell, reason: Reason): Verdict {
  return operation === 'Scan' ? missed(reason) : { kind: 'failed', reason };
}

function missed(reason: Reason): Verdict {
  return { kind: 'missed', reason };
}
