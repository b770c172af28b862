import type { JudgedNode } from '../../domain/window/judge-cell.ts';
import type { Cell } from '../../domain/window/node.ts';
import type { NodeRows } from './node-rows.ts';

/**
 * Gives the nodes of a cell a verdict of which neither an event nor any look has brought word, and answers the nodes as the
 * ledger has them then, because a look at the cell may write at the same time (P3).
 */
export async function judgeUnread(
  windowId: string,
  { cell, nodes }: { readonly cell: Cell; readonly nodes: readonly JudgedNode[] },
  rows: Pick<NodeRows, 'inCell' | 'judge'>,
): Promise<readonly JudgedNode[]> {
  const unread = nodes
    .filter(({ verdict }) => verdict === undefined)
    .map((node): JudgedNode => ({ ...node, verdict: { kind: 'missed', reason: 'cell-unread' } }));
  if (unread.length === 0) return nodes;
  await rows.judge(windowId, unread);
  return rows.inCell(windowId, cell);
}
