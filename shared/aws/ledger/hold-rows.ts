import * as z from 'zod/mini';
import type { Hold, HoldScope, Intents, Release } from '../../domain/window/hold.ts';
import { type LedgerTable, putRow, putRowIf, queryPartition, setInRowIf } from './ledger-table.ts';
import { expiryAfter, expiryOf } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/** What operators want held, and which windows they have released: one partition, so that one reading shows it all. */
export interface HoldRows {
  readonly read: () => Promise<Intents>;
  /** False if the same is held already. A hold that cancels what runs replaces one that does not. */
  readonly hold: (hold: Hold) => Promise<boolean>;
  /** False if nothing of that scope was held. */
  readonly release: (scope: HoldScope, released: Omit<Release, 'window'>) => Promise<boolean>;
  readonly releaseWindow: (release: Release) => Promise<void>;
}

const PARTITION = 'HOLDS';
const RELEASE = 'RELEASE#';
const NOT_HELD = 'attribute_not_exists(pk) OR attribute_exists(releasedAt)';

const keySchema = z.looseObject({ sk: z.string() });

const holdSchema = z.object({
  reason: z.string(),
  by: z.string(),
  at: storedInstant,
  cancelRunning: z.boolean(),
  releasedAt: z.optional(storedInstant),
});

const releaseSchema = z.object({ reason: z.string(), by: z.string(), at: storedInstant });

export function holdRows(table: LedgerTable): HoldRows {
  return {
    read: async () => {
      const rows = (await queryPartition(table, PARTITION)).map((row) => ({ row, sk: parseRow(keySchema, row).sk }));
      return {
        holds: rows.flatMap(({ row, sk }) => (sk.startsWith(RELEASE) ? [] : holdIn(row, sk))),
        releases: rows.flatMap(({ row, sk }) => (sk.startsWith(RELEASE) ? releaseIn(row, sk) : [])),
      };
    },
    hold: ({ scope, reason, by, at, cancelRunning }) =>
      putRowIf(
        table,
        { pk: PARTITION, sk: keyOf(scope), reason, by, at: at.toISOString(), cancelRunning },
        cancelRunning
          ? { expression: `${NOT_HELD} OR cancelRunning = :leavesRunning`, values: { ':leavesRunning': false } }
          : { expression: NOT_HELD },
      ),
    release: (scope, { reason, by, at }) =>
      setInRowIf(
        table,
        { pk: PARTITION, sk: keyOf(scope) },
        { releasedAt: at.toISOString(), releasedBy: by, releaseReason: reason, expiresAt: expiryAfter(at) },
        { expression: 'attribute_exists(pk) AND attribute_not_exists(releasedAt)' },
      ),
    releaseWindow: ({ window, reason, by, at }) =>
      putRow(table, {
        pk: PARTITION,
        sk: `${RELEASE}${window}`,
        reason,
        by,
        at: at.toISOString(),
        expiresAt: expiryOf(window),
      }),
  };
}

/** A hold that cannot be read holds all the same (P5): what its key names, or everything. */
function holdIn(row: unknown, sk: string): Hold[] {
  const scope = scopeOf(sk);
  const parsed = z.safeParse(holdSchema, row);
  if (scope === undefined || !parsed.success) {
    const reason = `The row ${sk} of the ledger's holds cannot be read. Release it, or set the hold anew.`;
    return [{ scope: scope ?? { kind: 'all' }, reason, by: 'somebody unknown', at: new Date(0), cancelRunning: false }];
  }
  const { releasedAt, ...hold } = parsed.data;
  return releasedAt === undefined ? [{ scope, ...hold }] : [];
}

/** A release that cannot be read releases nothing. */
function releaseIn(row: unknown, sk: string): Release[] {
  const parsed = z.safeParse(releaseSchema, row);
  return parsed.success ? [{ window: sk.slice(RELEASE.length), ...parsed.data }] : [];
}

function keyOf(scope: HoldScope): string {
  switch (scope.kind) {
    case 'all':
      return 'ALL';
    case 'schedule':
      return `SCHEDULE#${scope.schedule}`;
    case 'window':
      return `WINDOW#${scope.window}`;
    case 'account':
      return `ACCOUNT#${scope.account}`;
  }
}

function scopeOf(sk: string): HoldScope | undefined {
  const [kind, ...rest] = sk.split('#');
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
