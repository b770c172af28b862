import * as z from 'zod/mini';
import { getRows } from './get-rows.ts';
import type { LedgerTable } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** When those of some notices were noted that ever were, by key. */
export type NoticeTimes = (keys: readonly string[]) => Promise<ReadonlyMap<string, Date>>;

const schema = z.object({ pk: z.string(), notedAt: storedInstant });
const PREFIX = 'NOTICE#';

export function noticeTimes(table: LedgerTable): NoticeTimes {
  return async (keys) => {
    const rows = await getRows(
      table,
      keys.map((key) => ({ pk: `${PREFIX}${key}`, sk: 'TOLD' })),
    );
    return new Map(
      rows.map((row) => {
        const { pk, notedAt } = parseRow(schema, row);
        return [pk.slice(PREFIX.length), notedAt];
      }),
    );
  };
}
