import * as z from 'zod/mini';
import { type Incident, incidentKeyOf } from '../../domain/reporting/incident.ts';
import { NOTICE_KINDS, type Notice, SEVERITIES } from '../../domain/reporting/notice.ts';
import { getRow, type LedgerTable, putRowIfAbsent, queryDueRows, setInRow, setInRowIf } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseOrNot, parseRow, storedInstant, UnreadableRow } from './stored.ts';

export const noticeSchema = z.object({
  key: z.string(),
  kind: z.enum(NOTICE_KINDS),
  severity: z.enum(SEVERITIES),
  subject: z.string(),
  happened: z.string(),
  details: z.array(z.string()),
  next: z.array(z.string()),
  about: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  incident: z.optional(z.boolean()),
});

const pendingSchema = z.object({ notice: noticeSchema, notedAt: storedInstant });

const incidentSchema = z.object({
  notice: noticeSchema,
  toldAt: storedInstant,
  spokeAt: z.optional(storedInstant),
  repeats: z._default(z.number(), 0),
});

/** No more than is needed to know what an incident is about. */
const aboutSchema = z.object({
  notice: z.pick(noticeSchema, { about: true, incident: true }),
  acknowledged: z.optional(z.unknown()),
});

const keySchema = z.object({ pk: z.string() });

const acknowledgedSchema = z.object({ acknowledged: z.optional(z.unknown()) });

export interface PendingNotice {
  readonly notice: Notice;
  readonly notedAt: Date;
}

/** The outbox: a notice is noted before it is published and marked when it is told, so that no crash loses one (P4). */
export interface NoticeRows {
  /** False if a notice of the same key was noted before. */
  readonly note: (notice: Notice, now: Date) => Promise<boolean>;
  /** An incident stays in the index of what waits for a sweep, until somebody acknowledges it. */
  readonly markTold: (key: string, now: Date, of?: Pick<Notice, 'incident'>) => Promise<void>;
}

/** Somebody's word that they have taken up an incident. */
export interface Acknowledgement {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** Notices that somebody must answer. */
export interface IncidentRows {
  /** Those that were told and that nobody has acknowledged; a row that cannot be read is an error among them (P6). */
  readonly open: () => Promise<(Incident | UnreadableRow)[]>;
  /** Keys of those about a window that nobody has acknowledged, told or only noted. */
  readonly ofWindow: (windowId: string) => Promise<string[]>;
  /** Takes the key of any of its notices. It is `unknown` if there is no incident of this key. */
  readonly acknowledge: (key: string, word: Acknowledgement) => Promise<'done' | 'unknown' | 'already'>;
  readonly markSpoken: (key: string, spoken: { readonly count: number; readonly at: Date }) => Promise<void>;
}

export function noticeRows(table: LedgerTable): NoticeRows {
  return {
    note: (noted, now) =>
      putRowIfAbsent(table, {
        ...noticeRowKey(noted.key),
        notice: noted,
        notedAt: now.toISOString(),
        due: 'notice',
        expiresAt: expiryAfter(now),
      }),
    markTold: async (key, now, { incident = false } = {}) => {
      const toldAt = now.toISOString();
      const open = { expression: 'attribute_not_exists(acknowledged)' };
      if (incident && (await setInRowIf(table, noticeRowKey(key), { toldAt, due: 'incident' }, open))) return;
      await setInRow(table, noticeRowKey(key), { toldAt, due: undefined });
    },
  };
}

export function incidentRows(table: LedgerTable): IncidentRows {
  return {
    open: async () => (await queryDueRows(table, 'incident')).map((row) => parseOrNot(incidentSchema, row)),
    ofWindow: async (windowId) => {
      const rows = [...(await queryDueRows(table, 'incident')), ...(await queryDueRows(table, 'notice'))];
      return rows
        .filter((row) => isIncidentOf(windowId, row))
        .map((row) => parseRow(keySchema, row).pk.slice(PK_PREFIX.length));
    },
    acknowledge: async (key, { by, reason, at }) => {
      const row = noticeRowKey(incidentKeyOf(key));
      const acknowledged = { by, reason, at: at.toISOString() };
      const isOpen = 'notice.incident = :yes AND attribute_not_exists(acknowledged)';
      const values = { ':yes': true };
      const told = { expression: `${isOpen} AND attribute_exists(toldAt)`, values };
      const untold = { expression: `${isOpen} AND attribute_not_exists(toldAt)`, values };
      // What is not told yet is told all the same, and leaves the index then; it may be told between the two attempts.
      if (await setInRowIf(table, row, { acknowledged, due: undefined }, told)) return 'done';
      if (await setInRowIf(table, row, { acknowledged }, untold)) return 'done';
      if (await setInRowIf(table, row, { acknowledged, due: undefined }, told)) return 'done';
      const there = await getRow(table, row);
      if (there === undefined) return 'unknown';
      return parseRow(acknowledgedSchema, there).acknowledged === undefined ? 'unknown' : 'already';
    },
    markSpoken: async (key, { count, at }) => {
      const there = { expression: 'attribute_exists(pk)' };
      await setInRowIf(table, noticeRowKey(key), { spokeAt: at.toISOString(), repeats: count }, there);
    },
  };
}

/** What was noted and is not marked as told; a row that cannot be read is an error among them (P6). */
export async function pendingNotices(table: LedgerTable): Promise<(PendingNotice | UnreadableRow)[]> {
  return (await queryDueRows(table, 'notice')).map((row) => parseOrNot(pendingSchema, row));
}

const PK_PREFIX = 'NOTICE#';

export function noticeRowKey(key: string) {
  return { pk: `${PK_PREFIX}${key}`, sk: 'TOLD' };
}

/** A notice that cannot be read keeps shut what it may be about, and nothing else (P5, P6): its key names the window. */
function isIncidentOf(windowId: string, row: unknown): boolean {
  const parsed = parseOrNot(aboutSchema, row);
  if (parsed instanceof UnreadableRow) return parseRow(keySchema, row).pk.split('#').includes(windowId);
  const { incident, about } = parsed.notice;
  return incident === true && about['window'] === windowId && parsed.acknowledged === undefined;
}
