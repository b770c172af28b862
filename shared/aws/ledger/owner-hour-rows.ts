import * as z from 'zod/mini';
import { type Condition, getRow, type LedgerTable, putRowIf, setInRowIf } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

export const OWNER_HOUR_MS = 3_600_000;
/** What waits is told by then; a mark that is older is a left-over, and makes nobody wait. */
const MARK_KEPT_MS = OWNER_HOUR_MS + 15 * 60_000;

/** A notice about tags that an owner is to get, and when. */
export interface OwnerWord {
  readonly key: string;
  readonly at: Date;
}

/**
 * The hour of each owner, which has room for one notice about tags. Whoever takes it tells; the notice that took it may
 * take it again, so that a crash between the taking and the telling costs nothing.
 */
export interface OwnerHourRows {
  /** The last notice that took an hour. */
  readonly read: (owner: string) => Promise<OwnerWord | undefined>;
  /** False if the hour is taken or other notices wait for its end; then it is marked that something waits. */
  readonly take: (owner: string, word: OwnerWord) => Promise<boolean>;
  /** The same for the digest of what waits. */
  readonly takeForDigest: (owner: string, word: OwnerWord) => Promise<boolean>;
}

const schema = z.object({ noticeKey: z.string(), takenAt: storedInstant, waiting: z.optional(z.boolean()) });

export function ownerHourRows(table: LedgerTable): OwnerHourRows {
  const read = async (owner: string) => {
    const row = await getRow(table, rowKey(owner));
    return row === undefined ? undefined : parseRow(schema, row);
  };
  const put = (owner: string, { key, at }: OwnerWord, { expression, values }: Required<Condition>) =>
    putRowIf(
      table,
      { ...rowKey(owner), noticeKey: key, takenAt: at.toISOString(), expiresAt: expiryAfter(at) },
      {
        expression: `attribute_not_exists(pk) OR noticeKey = :key OR ${expression}`,
        values: { ...values, ':key': key },
      },
    );
  return {
    read: async (owner) => {
      const hour = await read(owner);
      return hour && { key: hour.noticeKey, at: hour.takenAt };
    },
    take: async (owner, word) => {
      // Read first: ten thousand events of one owner are to cost a read each, not a refused write.
      const hour = await read(owner);
      const taken = hour !== undefined && hour.noticeKey !== word.key && isWithin(hour.takenAt, word.at, OWNER_HOUR_MS);
      if (!taken && (await put(owner, word, free(word)))) return true;
      if (hour?.waiting !== true) await setInRowIf(table, rowKey(owner), { waiting: true }, THERE);
      return false;
    },
    takeForDigest: (owner, word) => put(owner, word, freeForDigest(word)),
  };
}

const THERE = { expression: 'attribute_exists(pk)' };

function free({ at }: OwnerWord): Required<Condition> {
  return {
    expression: '(takenAt <= :hourAgo AND attribute_not_exists(waiting)) OR takenAt <= :longAgo',
    values: { ':hourAgo': before(at, OWNER_HOUR_MS), ':longAgo': before(at, MARK_KEPT_MS) },
  };
}

function freeForDigest({ at }: OwnerWord): Required<Condition> {
  return { expression: 'takenAt <= :hourAgo', values: { ':hourAgo': before(at, OWNER_HOUR_MS) } };
}

function rowKey(owner: string) {
  return { pk: `OWNER#${owner}`, sk: 'HOUR' };
}

function before(at: Date, ms: number): string {
  return new Date(at.getTime() - ms).toISOString();
}

function isWithin(earlier: Date, at: Date, ms: number): boolean {
  return at.getTime() - earlier.getTime() < ms;
}
