import * as z from 'zod/mini';
import type { NoticeRecord } from '../../domain/explain/ledger-records.ts';
import { getRows } from './get-rows.ts';
import type { LedgerTable } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

const schema = z.object({
  notice: z.object({
    key: z.string(),
    kind: z.string(),
    subject: z.string(),
    happened: z.string(),
    details: z.array(z.string()),
    incident: z._default(z.boolean(), false),
  }),
  notedAt: storedInstant,
  toldAt: z.optional(storedInstant),
  spokeAt: z.optional(storedInstant),
  repeats: z._default(z.number(), 0),
  acknowledged: z.optional(z.object({ by: z.string(), reason: z.string(), at: storedInstant })),
});

/** Those of some notices that were noted, in order of time. */
export async function noticeRecords(table: LedgerTable, keys: readonly string[]): Promise<NoticeRecord[]> {
  const rows = await getRows(
    table,
    keys.map((key) => ({ pk: `NOTICE#${key}`, sk: 'TOLD' })),
  );
  return rows
    .map((row) => {
      const { notice, ...times } = parseRow(schema, row);
      return { ...notice, ...times };
    })
    .toSorted((a, b) => a.notedAt.getTime() - b.notedAt.getTime() || (a.key < b.key ? -1 : 1));
}
