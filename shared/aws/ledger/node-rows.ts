import * as z from 'zod/mini';
import { isReason } from '../../domain/reporting/reasons.ts';
import type { JudgedNode } from '../../domain/window/judge-cell.ts';
import type { Cell } from '../../domain/window/node.ts';
import { VERDICTS } from '../../domain/window/verdict.ts';
import { type LedgerTable, putRows, queryRows } from './ledger-table.ts';
import { expiryOf } from './row-expiry.ts';
import { parseRow } from './stored.ts';

/**
 * The rows of a window's nodes, spread by cell: a partition takes 1,000 writes a second, and a cell is settled by itself.
 */
export interface NodeRows {
  readonly put: (windowId: string, nodes: readonly JudgedNode[]) => Promise<void>;
  readonly inCell: (windowId: string, cell: Cell) => Promise<JudgedNode[]>;
}

const nodeSchema = z.object({
  nodeId: z.string(),
  account: z.string(),
  region: z.string(),
  name: z.optional(z.string()),
  platform: z.optional(z.string()),
  owner: z.optional(z.string()),
  wave: z.optional(z.string()),
  power: z.optional(z.enum(['running', 'stopped'])),
  verdict: z.optional(z.enum(VERDICTS)),
  reason: z.optional(z.string()),
  commandId: z.optional(z.string()),
});

export function nodeRows(table: LedgerTable): NodeRows {
  return {
    put: (windowId, nodes) =>
      putRows(
        table,
        nodes.map(({ id, verdict, ...node }) => ({
          pk: partition(windowId, node),
          sk: `NODE#${id}`,
          window: windowId,
          nodeId: id,
          ...node,
          verdict: verdict?.kind,
          reason: verdict?.reason,
          expiresAt: expiryOf(windowId),
        })),
      ),
    inCell: async (windowId, cell) =>
      (await queryRows(table, partition(windowId, cell), 'NODE#')).map((row) => {
        const { nodeId, verdict, reason, ...node } = parseRow(nodeSchema, row);
        const settled = verdict !== undefined && reason !== undefined && isReason(reason);
        return { ...node, id: nodeId, ...(settled && { verdict: { kind: verdict, reason } }) };
      }),
  };
}

function partition(windowId: string, { account, region }: Cell): string {
  return `WINDOW#${windowId}#${account}#${region}`;
}
