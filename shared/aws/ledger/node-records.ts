import * as z from 'zod/mini';
import type { NodeRecord } from '../../domain/explain/ledger-records.ts';
import type { Cell } from '../../domain/window/node.ts';
import { type LedgerTable, queryNodeRows, queryRows } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** The verdicts of nodes, as they are told to people. */
export interface NodeRecords {
  /** All that the ledger has of a node, window by window; the index is a second behind at most. */
  readonly ofNode: (nodeId: string) => Promise<NodeRecord[]>;
  readonly inCell: (windowId: string, cell: Cell) => Promise<NodeRecord[]>;
}

const count = z.optional(z.number());

const schema = z.object({
  window: z.string(),
  nodeId: z.string(),
  account: z.string(),
  region: z.string(),
  name: z.optional(z.string()),
  platform: z.optional(z.string()),
  owner: z.optional(z.string()),
  wave: z.optional(z.string()),
  power: z.optional(z.enum(['running', 'stopped'])),
  verdict: z.optional(z.string()),
  reason: z.optional(z.string()),
  commandId: z.optional(z.string()),
  evidence: z.optional(
    z.object({
      commandId: z.optional(z.string()),
      status: z.optional(z.string()),
      responseCode: count,
      snapshotId: z.optional(z.string()),
      operation: z.optional(z.string()),
      patchGroup: z.optional(z.string()),
      baselineId: z.optional(z.string()),
      missing: count,
      failed: count,
      pendingReboot: count,
      startedAt: z.optional(storedInstant),
      endedAt: z.optional(storedInstant),
      output: z.optional(z.string()),
    }),
  ),
  amendedFrom: z.optional(z.object({ verdict: z.string(), reason: z.string() })),
  amendedAt: z.optional(storedInstant),
  rescanAskedAt: z.optional(storedInstant),
  rebootDueAt: z.optional(storedInstant),
});

export function nodeRecords(table: LedgerTable): NodeRecords {
  return {
    ofNode: async (nodeId) => (await queryNodeRows(table, nodeId)).map(recordOf),
    inCell: async (windowId, { account, region }) =>
      (await queryRows(table, `WINDOW#${windowId}#${account}#${region}`, 'NODE#')).map(recordOf),
  };
}

function recordOf(row: unknown): NodeRecord {
  const { window: windowId, nodeId: id, ...node } = parseRow(schema, row);
  return { windowId, id, ...node };
}
