import type { PatchCommand } from './foreign-run.ts';
import type { JudgedNode } from './judge-cell.ts';

/** Run Command lists a command that was sent so long ago; one that it does not list then was never sent. */
export const LISTED_AFTER_MINUTES = 10;

const MINUTE_MS = 60_000;

/**
 * The nodes to send a rescan to: each once. That one was asked for is written down before it is sent, so one that a
 * crash kept from being sent is asked for again (P7); a scan is no install, so P2 is not at stake.
 */
export function nodesToRescan(
  waiting: readonly JudgedNode[],
  { sent, rescanSnapshotId, now }: { sent: readonly PatchCommand[]; rescanSnapshotId: string; now: Date },
): JudgedNode[] {
  const rescanned = new Set(
    sent.filter(({ snapshotId }) => snapshotId === rescanSnapshotId).flatMap(({ nodeIds }) => nodeIds),
  );
  return waiting.filter(({ id, rescanAskedAt }) => {
    if (rescanned.has(id)) return false;
    return rescanAskedAt === undefined || now.getTime() - rescanAskedAt.getTime() >= LISTED_AFTER_MINUTES * MINUTE_MS;
  });
}
