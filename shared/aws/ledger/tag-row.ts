import * as z from 'zod/mini';
import type { Corrected } from '../../domain/tagging/decide-correction.ts';
import type { TagVerdict } from '../../domain/tagging/judge-tag.ts';
import { getRow, type LedgerTable, putRow } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** What was last said of a node's schedule tag, so that a standing fact is told once and a returning one again. */
export interface TagMemory {
  /** The value last judged; absent where the node carried none. */
  readonly value?: string | undefined;
  /** What it was worth then: the catalogue may change where the tag does not. Absent before the first judgement. */
  readonly verdict?: TagVerdict['kind'] | undefined;
  /** Counts the changes seen, and makes each refusal a fact of its own. */
  readonly change: number;
  /** The last value of it that was approved, while the node carries no reserved one. */
  readonly lastApproved?: string | undefined;
  /** When a value was last put right, and which. */
  readonly corrected?: Corrected | undefined;
}

/** Whether it was last spoken of as carrying this approved schedule; of most nodes nothing was ever said. */
export function remembersApproved({ value, verdict, lastApproved }: Partial<TagMemory>, approved: string): boolean {
  return verdict === undefined ? lastApproved === approved : verdict === 'approved' && value === approved;
}

export interface TagRows {
  readonly read: (nodeId: string) => Promise<TagMemory>;
  readonly write: (nodeId: string, memory: TagMemory) => Promise<void>;
}

export const tagMemorySchema = z.object({
  value: z.optional(z.string()),
  verdict: z.optional(z.enum(['approved', 'reserved', 'missing', 'not-approved', 'malformed', 'unexcused'])),
  change: z.number(),
  lastApproved: z.optional(z.string()),
  corrected: z.optional(z.object({ from: z.optional(z.string()), at: storedInstant })),
});

export function tagRows(table: LedgerTable): TagRows {
  return {
    read: async (nodeId) => {
      const row = await getRow(table, tagRowKey(nodeId));
      return row === undefined ? { change: 0 } : parseRow(tagMemorySchema, row);
    },
    write: (nodeId, { corrected, ...memory }) =>
      putRow(table, {
        ...tagRowKey(nodeId),
        ...memory,
        ...(corrected && { corrected: { ...corrected, at: corrected.at.toISOString() } }),
      }),
  };
}

export function tagRowKey(nodeId: string) {
  return { pk: `TAG#${nodeId}`, sk: 'JUDGED' };
}
