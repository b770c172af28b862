import * as z from 'zod/mini';
import { NOTICE_KINDS, type Notice, SEVERITIES } from '../../domain/reporting/notice.ts';
import { type LedgerTable, putRowIfAbsent, queryDueRows, setInRow } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

const notice = z.object({
  key: z.string(),
  kind: z.enum(NOTICE_KINDS),
  severity: z.enum(SEVERITIES),
  subject: z.string(),
  happened: z.string(),
  details: z.array(z.string()),
  next: z.array(z.string()),
  about: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

const schema = z.object({ notice, notedAt: storedInstant });

export interface PendingNotice {
  readonly notice: Notice;
  readonly notedAt: Date;
}

/** The outbox: a notice is noted before it is published and marked when it is told, so that no crash loses one (P4). */
export interface NoticeRows {
  /** False if a notice of the same key was noted before. */
  readonly note: (notice: Notice, now: Date) => Promise<boolean>;
  readonly markTold: (key: string, now: Date) => Promise<void>;
}

export function noticeRows(table: LedgerTable): NoticeRows {
  const rowKey = (key: string) => ({ pk: `NOTICE#${key}`, sk: 'TOLD' });
  return {
    note: (told, now) =>
      putRowIfAbsent(table, {
        ...rowKey(told.key),
        notice: told,
        notedAt: now.toISOString(),
        due: 'notice',
        expiresAt: expiryAfter(now),
      }),
    markTold: (key, now) => setInRow(table, rowKey(key), { toldAt: now.toISOString(), due: undefined }),
  };
}

/** What was noted and is not marked as told. */
export async function pendingNotices(table: LedgerTable): Promise<PendingNotice[]> {
  return (await queryDueRows(table, 'notice')).map((row) => parseRow(schema, row));
}
