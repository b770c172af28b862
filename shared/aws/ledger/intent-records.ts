import * as z from 'zod/mini';
import type { HoldRecord, ReleaseRecord } from '../../domain/explain/ledger-records.ts';
import { HOLDS_PARTITION, parseHoldsKey } from './hold-key.ts';
import { type LedgerTable, queryPartition } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** Holds, those that were released included, and releases of windows. */
export interface IntentRecords {
  readonly holds: readonly HoldRecord[];
  readonly releases: readonly ReleaseRecord[];
}

const word = { reason: z.string(), by: z.string(), at: storedInstant };

const holdSchema = z.object({
  ...word,
  cancelRunning: z._default(z.boolean(), false),
  releasedAt: z.optional(storedInstant),
  releasedBy: z.optional(z.string()),
});

const releaseSchema = z.object(word);

const keySchema = z.object({ sk: z.string() });

export async function intentRecords(table: LedgerTable): Promise<IntentRecords> {
  const rows = await queryPartition(table, HOLDS_PARTITION);
  const keyed = rows.map((row) => ({ row, key: parseHoldsKey(parseRow(keySchema, row).sk) }));
  return {
    holds: keyed.flatMap(({ row, key }) =>
      key.kind === 'hold' ? [{ scope: key.scope, ...parseRow(holdSchema, row) }] : [],
    ),
    releases: keyed.flatMap(({ row, key }) =>
      key.kind === 'release' ? [{ window: key.window, ...parseRow(releaseSchema, row) }] : [],
    ),
  };
}
