import type { Window } from '../schedule/window.ts';

/** A command with one of AWS's patch documents that no window of ours has sent. */
export interface ForeignRun {
  readonly commandId: string;
  readonly document: string;
  readonly operation: string;
  readonly requestedAt: Date;
  readonly comment: string;
}

/** A command with a patch document, as a cell shows it, whoever sent it. */
export interface PatchCommand extends ForeignRun {
  readonly snapshotId?: string | undefined;
  /** The nodes that it was sent to by their ids; none where tags say it. */
  readonly nodeIds: readonly string[];
}

/**
 * The patch commands in a cell that came in between, from the opening to the end of a window. One of ours names its
 * window in its comment and carries that window's snapshot id: whoever copies the comment alone is foreign.
 */
export function foreignRuns(
  commands: readonly PatchCommand[],
  { opensAt, closesAt }: Pick<Window, 'opensAt' | 'closesAt'>,
  snapshotIdsOf: (windowId: string) => readonly string[],
): ForeignRun[] {
  return commands
    .filter(({ requestedAt }) => requestedAt >= opensAt && requestedAt < closesAt)
    .filter(({ comment, snapshotId = '' }) => !snapshotIdsOf(comment.split(' ')[0] ?? '').includes(snapshotId))
    .map(({ commandId, document, operation, requestedAt, comment }) => ({
      commandId,
      document,
      operation,
      requestedAt,
      comment,
    }));
}
