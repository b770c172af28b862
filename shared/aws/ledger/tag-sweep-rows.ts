import * as z from 'zod/mini';
import type { Notice } from '../../domain/reporting/notice.ts';
import type { TagCounts } from '../../domain/tagging/tag-census.ts';
import type { Cell } from '../../domain/window/node.ts';
import { inGroups } from '../../platform/in-groups.ts';
import { getRows } from './get-rows.ts';
import { getRow, type LedgerTable, putRow, putRowIfAbsent, putRows } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';
import { remembersApproved, tagMemorySchema, tagRowKey } from './tag-row.ts';

/** What a sweep over all tags has found. */
export interface TagSweep {
  readonly at: Date;
  readonly nodes: number;
  /** They add up to `nodes`. */
  readonly counts: TagCounts;
  /** Exempt or immutable without leave. */
  readonly unexcused: number;
  /** Nodes that AWS Config does not show. */
  readonly unseenByConfig: number;
  readonly unreadCells: number;
}

/** The last digest of an owner: no other one follows within the hour. */
export interface OwnerDigest {
  readonly at: Date;
  /** Under which it is told. */
  readonly key: string;
  /** The nodes about which it speaks. Ten thousand of them fit into a row of 400 KB. */
  readonly nodeIds: readonly string[];
  /** All that it stands for is remembered: without this, a sweep has died in the middle of it. */
  readonly done: boolean;
}

export interface ApprovedNode {
  readonly nodeId: string;
  readonly value: string;
}

export interface TagSweepRows {
  readonly write: (sweep: TagSweep) => Promise<void>;
  /** The cells that had nodes when they were last seen: what AWS Config forgets is looked at all the same. */
  readonly readCells: () => Promise<readonly Cell[]>;
  readonly writeCells: (cells: readonly Cell[]) => Promise<void>;
  /**
   * Remembers the schedules of nodes of which nothing was ever said, so that they can be given back. Answers the nodes of
   * which something else is remembered.
   */
  readonly rememberApproved: (nodes: readonly ApprovedNode[]) => Promise<ReadonlySet<string>>;
  readonly readDigest: (owner: string) => Promise<OwnerDigest | undefined>;
  readonly writeDigest: (owner: string, digest: OwnerDigest) => Promise<void>;
  /** Those of some keys under which a notice was told or noted already. */
  readonly knownNotices: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Remembers notices as told by a digest, so that nobody tells them again. */
  readonly markCovered: (notices: readonly Notice[], by: { readonly key: string; readonly at: Date }) => Promise<void>;
}

const digestSchema = z.object({
  at: storedInstant,
  key: z.string(),
  nodeIds: z.array(z.string()),
  done: z.boolean(),
});

const CELLS_KEY = { pk: 'TAGS', sk: 'CELLS' };
const cellsSchema = z.object({ cells: z.array(z.object({ account: z.string(), region: z.string() })) });

const keySchema = z.object({ pk: z.string() });
const NOTICE_PREFIX = 'NOTICE#';

export function tagSweepRows(table: LedgerTable): TagSweepRows {
  const digestKey = (owner: string) => ({ pk: 'TAGS', sk: `DIGEST#${owner}` });
  const noticeKey = (key: string) => ({ pk: `${NOTICE_PREFIX}${key}`, sk: 'TOLD' });
  return {
    write: ({ at, ...found }) =>
      putRow(table, {
        pk: 'TAGS',
        sk: `SWEEP#${at.toISOString().slice(0, 'YYYY-MM-DD'.length)}`,
        at: at.toISOString(),
        ...found,
        expiresAt: expiryAfter(at),
      }),
    readCells: async () => {
      const row = await getRow(table, CELLS_KEY);
      return row === undefined ? [] : parseRow(cellsSchema, row).cells;
    },
    writeCells: (cells) =>
      putRow(table, { ...CELLS_KEY, cells: cells.map(({ account, region }) => ({ account, region })) }),
    rememberApproved: async (nodes) => {
      const rows = await getRows(
        table,
        nodes.map(({ nodeId }) => tagRowKey(nodeId)),
      );
      const memories = new Map(rows.map((row) => [parseRow(keySchema, row).pk, parseRow(tagMemorySchema, row)]));
      const unknown = nodes.filter(({ nodeId }) => !memories.has(tagRowKey(nodeId).pk));
      await inGroups(unknown, ({ nodeId, value }) =>
        putRowIfAbsent(table, { ...tagRowKey(nodeId), change: 0, lastApproved: value }),
      );
      return new Set(
        nodes.flatMap(({ nodeId, value }) => {
          const memory = memories.get(tagRowKey(nodeId).pk);
          return memory === undefined || remembersApproved(memory, value) ? [] : [nodeId];
        }),
      );
    },
    readDigest: async (owner) => {
      const row = await getRow(table, digestKey(owner));
      return row === undefined ? undefined : parseRow(digestSchema, row);
    },
    writeDigest: (owner, { at, ...digest }) =>
      putRow(table, { ...digestKey(owner), at: at.toISOString(), ...digest, expiresAt: expiryAfter(at) }),
    knownNotices: async (keys) => {
      const rows = await getRows(table, keys.map(noticeKey));
      return new Set(rows.map((row) => parseRow(keySchema, row).pk.slice(NOTICE_PREFIX.length)));
    },
    markCovered: (notices, { key, at }) =>
      putRows(
        table,
        notices.map((notice) => ({
          ...noticeKey(notice.key),
          notice,
          notedAt: at.toISOString(),
          toldAt: at.toISOString(),
          coveredBy: key,
          expiresAt: expiryAfter(at),
        })),
      ),
  };
}
