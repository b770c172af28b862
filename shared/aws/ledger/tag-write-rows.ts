import * as z from 'zod/mini';
import type { Notice } from '../../domain/reporting/notice.ts';
import { type NodeReference, nodeReference } from '../../inbound/node-reference.ts';
import { type LedgerTable, putRows, queryDueRows, setInRow } from './ledger-table.ts';
import { noticeSchema } from './notice-rows.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/** Tags that a node is to get, and what is told once it has them. */
export interface NotedWrite {
  readonly node: NodeReference;
  readonly tags: Readonly<Record<string, string>>;
  readonly notice: Notice;
}

/**
 * Writes of tags, noted before AWS is asked: a node that is right by then would never be looked at again, and a crash
 * between the write and the telling would lose the notice (P4).
 */
export interface TagWriteRows {
  readonly begin: (writes: readonly NotedWrite[], at: Date) => Promise<void>;
  readonly end: (nodeId: string) => Promise<void>;
}

const schema = z.object({
  node: z.object({ id: z.string(), account: z.string(), region: z.string() }),
  tags: z.record(z.string(), z.string()),
  notice: noticeSchema,
  at: storedInstant,
});

export function tagWriteRows(table: LedgerTable): TagWriteRows {
  return {
    begin: (writes, at) =>
      putRows(
        table,
        writes.map(({ node: { id, account, region }, tags, notice }) => ({
          ...rowKey(id),
          node: { id, account, region },
          tags,
          notice,
          at: at.toISOString(),
          due: 'tag-write',
          expiresAt: expiryAfter(at),
        })),
      ),
    end: (nodeId) => setInRow(table, rowKey(nodeId), { due: undefined }),
  };
}

/** Those that were begun before an instant, and of which nobody knows whether they were told. */
export async function unfinishedWrites(table: LedgerTable, before: Date): Promise<readonly NotedWrite[]> {
  const rows = (await queryDueRows(table, 'tag-write')).map((row) => parseRow(schema, row));
  return rows.filter(({ at }) => at < before).map(({ node, ...noted }) => ({ ...noted, node: nodeReference(node) }));
}

function rowKey(nodeId: string) {
  return { pk: `TAG#${nodeId}`, sk: 'WRITE' };
}
