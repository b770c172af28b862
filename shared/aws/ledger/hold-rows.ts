import * as z from 'zod/mini';
import type { Hold, HoldScope, Intents, Release } from '../../domain/window/hold.ts';
import { HOLDS_PARTITION, type HoldsKey, holdKeyOf, parseHoldsKey, releaseKeyOf } from './hold-key.ts';
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
      const rows = (await queryPartition(table, HOLDS_PARTITION)).map((row) => ({
        row,
        sk: parseRow(keySchema, row).sk,
      }));
      return {
        holds: rows.flatMap(({ row, sk }) => holdIn(row, sk, parseHoldsKey(sk))),
        releases: rows.flatMap(({ row, sk }) => releaseIn(row, parseHoldsKey(sk))),
      };
    },
    hold: ({ scope, reason, by, at, cancelRunning }) =>
      putRowIf(
        table,
        { pk: HOLDS_PARTITION, sk: holdKeyOf(scope), reason, by, at: at.toISOString(), cancelRunning },
        cancelRunning
          ? { expression: `${NOT_HELD} OR cancelRunning = :leavesRunning`, values: { ':leavesRunning': false } }
          : { expression: NOT_HELD },
      ),
    release: (scope, { reason, by, at }) =>
      setInRowIf(
        table,
        { pk: HOLDS_PARTITION, sk: holdKeyOf(scope) },
        { releasedAt: at.toISOString(), releasedBy: by, releaseReason: reason, expiresAt: expiryAfter(at) },
        { expression: 'attribute_exists(pk) AND attribute_not_exists(releasedAt)' },
      ),
    releaseWindow: ({ window, reason, by, at }) =>
      putRow(table, {
        pk: HOLDS_PARTITION,
        sk: releaseKeyOf(window),
        reason,
        by,
        at: at.toISOString(),
        expiresAt: expiryOf(window),
      }),
  };
}

/** A hold that cannot be read holds all the same (P5): what its key names, or everything. */
function holdIn(row: unknown, sk: string, key: HoldsKey): Hold[] {
  if (key.kind === 'release') return [];
  const scope: HoldScope | undefined = key.kind === 'hold' ? key.scope : undefined;
  const parsed = z.safeParse(holdSchema, row);
  if (scope === undefined || !parsed.success) {
    const reason = `The row ${sk} of the ledger's holds cannot be read. Release it, or set the hold anew.`;
    return [{ scope: scope ?? { kind: 'all' }, reason, by: 'somebody unknown', at: new Date(0), cancelRunning: false }];
  }
  const { releasedAt, ...hold } = parsed.data;
  return releasedAt === undefined ? [{ scope, ...hold }] : [];
}

/** A release that cannot be read releases nothing. */
function releaseIn(row: unknown, key: HoldsKey): Release[] {
  const parsed = z.safeParse(releaseSchema, row);
  return key.kind === 'release' && parsed.success ? [{ window: key.window, ...parsed.data }] : [];
}
