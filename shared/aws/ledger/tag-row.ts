import * as z from 'zod/mini';
import type { TagVerdict } from '../../domain/tagging/judge-tag.ts';
import { getRow, type LedgerTable, putRow } from './ledger-table.ts';
import { parseRow } from './stored.ts';

/** What was last said of a node's schedule tag, so that a standing fact is told once and a returning one again. */
export interface TagMemory {
  /** The value last judged; absent where the node carried none. */
  readonly value?: string | undefined;
  /** What it was worth then: the catalogue may change where the tag does not. Absent before the first judgement. */
  readonly verdict?: TagVerdict['kind'] | undefined;
  /** Counts the changes seen, and makes each refusal a fact of its own. */
  readonly change: number;
}

export interface TagRows {
  readonly read: (nodeId: string) => Promise<TagMemory>;
  readonly write: (nodeId: string, memory: TagMemory) => Promise<void>;
}

const schema = z.object({
  value: z.optional(z.string()),
  verdict: z.optional(z.enum(['approved', 'reserved', 'missing', 'not-approved', 'malformed'])),
  change: z.number(),
});

export function tagRows(table: LedgerTable): TagRows {
  const rowKey = (nodeId: string) => ({ pk: `TAG#${nodeId}`, sk: 'JUDGED' });
  return {
    read: async (nodeId) => {
      const row = await getRow(table, rowKey(nodeId));
      return row === undefined ? { change: 0 } : parseRow(schema, row);
    },
    write: (nodeId, memory) => putRow(table, { ...rowKey(nodeId), ...memory }),
  };
}
