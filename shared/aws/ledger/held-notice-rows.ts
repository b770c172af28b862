import * as z from 'zod/mini';
import type { Notice } from '../../domain/reporting/notice.ts';
import { getRow, type LedgerTable, putRowIfAbsent, putRows, queryDueRows } from './ledger-table.ts';
import { noticeRowKey, noticeSchema } from './notice-rows.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseOrNot, storedInstant, type UnreadableRow } from './stored.ts';

/** A notice that waits for the end of its owner's hour. */
export interface HeldNotice {
  readonly notice: Notice;
  readonly owner: string;
  readonly notedAt: Date;
  /** The digest that was to tell it; absent before somebody has begun one. */
  readonly digest?: string | undefined;
}

/** What those need who hold notices; apart, so that their bundles and roles hold no more. */
export interface NoticeHolder {
  /** Leaves alone what was told, noted or held before. */
  readonly hold: (notice: Notice, held: { readonly owner: string; readonly at: Date }) => Promise<void>;
  /** Whether there is a notice of this key, told, noted or held. */
  readonly isNoted: (key: string) => Promise<boolean>;
}

/**
 * Notices that are held: each is the row of its key in the outbox, so that one fact is told once, by itself or by a digest
 * (P4). Which digest tells a notice is written down before the digest is, so that a crash neither loses nor repeats it.
 */
export interface HeldNoticeRows extends NoticeHolder {
  /** A row that cannot be read is an error among them (P6). */
  readonly read: () => Promise<readonly (HeldNotice | UnreadableRow)[]>;
  readonly assign: (held: readonly HeldNotice[], digest: string) => Promise<void>;
  /** They are told by a digest, or need not be any more. */
  readonly settle: (
    held: readonly HeldNotice[],
    by: { readonly coveredBy: string; readonly at: Date },
  ) => Promise<void>;
}

const schema = z.object({
  notice: noticeSchema,
  owner: z.string(),
  notedAt: storedInstant,
  digest: z.optional(z.string()),
});

export function noticeHolder(table: LedgerTable): NoticeHolder {
  return {
    hold: async (notice, { owner, at }) => {
      await putRowIfAbsent(table, { ...rowOf({ notice, owner, notedAt: at }), due: 'held-notice' });
    },
    isNoted: async (key) => (await getRow(table, noticeRowKey(key))) !== undefined,
  };
}

export function heldNoticeRows(table: LedgerTable): HeldNoticeRows {
  return {
    ...noticeHolder(table),
    read: async () => (await queryDueRows(table, 'held-notice')).map((row) => parseOrNot(schema, row)),
    assign: (held, digest) =>
      putRows(
        table,
        held.map((one) => ({ ...rowOf(one), due: 'held-notice', digest })),
      ),
    settle: (held, { coveredBy, at }) =>
      putRows(
        table,
        held.map((one) => ({ ...rowOf(one), toldAt: at.toISOString(), coveredBy })),
      ),
  };
}

function rowOf({ notice, owner, notedAt }: HeldNotice) {
  const times = { notedAt: notedAt.toISOString(), expiresAt: expiryAfter(notedAt) };
  return { ...noticeRowKey(notice.key), notice, owner, ...times };
}
