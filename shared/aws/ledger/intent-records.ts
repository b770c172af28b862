import * as z from 'zod/mini';
import type { HoldRecord, ReleaseRecord } from '../../domain/explain/ledger-records.ts';
import type { HoldScope } from '../../domain/window/hold.ts';
import { type LedgerTable, queryPartition } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** Holds, those that were released included, and releases of windows. */
export interface IntentRecords {
  readonly holds: readonly HoldRecord[];
  readonly releases: readonly ReleaseRecord[];
}

const word = { reason: z.string(), by: z.string(), at: storedInstant };

const holdSchema = z.object({
  sk: z.string(),
  ...word,
  cancelRunning: z._default(z.boolean(), false),
  releasedAt: z.optional(storedInstant),
  releasedBy: z.optional(z.string()),
});

const releaseSchema = z.object({ sk: z.string(), ...word });

const keySchema = z.object({ sk: z.string() });

export async function intentRecords(table: LedgerTable): Promise<IntentRecords> {
  const rows = (await queryPartition(table, 'HOLDS')).map((row) => ({ row, ...parseRow(keySchema, row) }));
  return {
    holds: rows.flatMap(({ row, sk }) => {
      const scope = scopeOf(sk);
      if (scope === undefined) return [];
      const { sk: _, ...hold } = parseRow(holdSchema, row);
      return [{ scope, ...hold }];
    }),
    releases: rows.flatMap(({ row, sk }) => {
      if (!sk.startsWith('RELEASE#')) return [];
      const { sk: _, ...release } = parseRow(releaseSchema, row);
      return [{ window: sk.slice('RELEASE#'.length), ...release }];
    }),
  };
}

/** `ALL`, `SCHEDULE#2SAT`, `WINDOW#2SAT@2026-03-07`, `ACCOUNT#111122223333`. */
function scopeOf(sk: string): HoldScope | undefined {
  const [kind = '', ...rest] = sk.split('#');
  const name = rest.join('#');
  switch (kind) {
    case 'ALL':
      return { kind: 'all' };
    case 'SCHEDULE':
      return { kind: 'schedule', schedule: name };
    case 'WINDOW':
      return { kind: 'window', window: name };
    case 'ACCOUNT':
      return { kind: 'account', account: name };
    default:
      return undefined;
  }
}
