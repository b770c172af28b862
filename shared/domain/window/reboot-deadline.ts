import type { Window } from '../schedule/window.ts';
import type { PatchState } from './evidence.ts';
import type { Verdict } from './verdict.ts';

const HOUR_MS = 3_600_000;

/**
 * By when the nodes of a window that wait for a reboot must have been rebooted and scanned. It is counted from the end of
 * the window, so that it is one for all of them and they are told of together.
 */
export function rebootDeadline({ closesAt }: Pick<Window, 'closesAt'>, hours: number): Date {
  return new Date(closesAt.getTime() + hours * HOUR_MS);
}

export function rebootDueAt({ kind }: Verdict, deadline: Date): Date | undefined {
  return kind === 'pending-reboot' ? deadline : undefined;
}

/**
 * A node that waited for a reboot is back once an operation that began after its install has ended with nothing pending
 * and nothing failed: what reboots a node leaves no other trace.
 */
export function isRebooted(patchState: PatchState | undefined, installEndedAt: Date | undefined): boolean {
  if (patchState === undefined || installEndedAt === undefined) return false;
  return patchState.startedAt >= installEndedAt && patchState.pendingRebootCount === 0 && patchState.failedCount === 0;
}

/** So many windows in a row a node may need a further reboot after its reboot; one more, and it is in a loop. */
export const REBOOTS_IN_VAIN_MAX = 2;

/**
 * The breaker of reboot loops: a node that was rebooted and needs a reboot all the same, as it did in each of the last
 * windows, is not helped by one more. `earlier` has its verdicts of other windows, the latest first.
 */
export function breakRebootLoop(verdict: Verdict, earlier: readonly Verdict[]): Verdict {
  const last = earlier.slice(0, REBOOTS_IN_VAIN_MAX);
  const inVain = last.length === REBOOTS_IN_VAIN_MAX && last.every(isRebootedInVain);
  return isRebootedInVain(verdict) && inVain ? { kind: 'failed', reason: 'reboot-loop' } : verdict;
}

export function isRebootedInVain({ reason }: Verdict): boolean {
  return reason === 'reboot-needed' || reason === 'reboot-loop';
}
