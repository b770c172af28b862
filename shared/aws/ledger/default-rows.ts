import * as z from 'zod/mini';
import { type NodeReference, nodeReference } from '../../inbound/node-reference.ts';
import { getRow, type LedgerTable, putRow, queryDueRows, setInRowIf } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** A node without a schedule about which something is under way. */
export interface UndecidedNode {
  readonly node: NodeReference;
  readonly name: string | undefined;
  readonly owner: string | undefined;
  /** `waiting`: its owner was told of a default. `review`: no rule fits, and a person decides. */
  readonly state: 'waiting' | 'review';
  /** Which absence of its schedule this is about: another one is a fact of its own. */
  readonly change: number;
  /** Since when. */
  readonly at: Date;
  readonly detail: string;
}

/** What apply-default-tag remembers between its looks at a node, and the queue of those that people decide. */
export interface DefaultRows {
  readonly read: (nodeId: string) => Promise<UndecidedNode | undefined>;
  readonly write: (undecided: UndecidedNode) => Promise<void>;
  /** The node carries a value, or is gone: nobody has to look at it. */
  readonly settle: (nodeId: string) => Promise<void>;
}

const schema = z.object({
  node: z.object({ id: z.string(), account: z.string(), region: z.string() }),
  name: z.optional(z.string()),
  owner: z.optional(z.string()),
  state: z.enum(['waiting', 'review']),
  change: z.number(),
  at: storedInstant,
  detail: z.string(),
});

export function defaultRows(table: LedgerTable): DefaultRows {
  return {
    read: async (nodeId) => {
      const row = await getRow(table, rowKey(nodeId));
      return row === undefined ? undefined : undecidedOf(row);
    },
    write: ({ node: { id, account, region }, at, ...undecided }) =>
      putRow(table, {
        ...rowKey(id),
        node: { id, account, region },
        at: at.toISOString(),
        ...undecided,
        ...(undecided.state === 'review' && { due: 'review' }),
      }),
    settle: async (nodeId) => {
      await setInRowIf(table, rowKey(nodeId), { due: undefined }, { expression: 'attribute_exists(due)' });
    },
  };
}

/** The review queue, by node; the index is a second behind at most. */
export async function readReviewQueue(table: LedgerTable): Promise<UndecidedNode[]> {
  return (await queryDueRows(table, 'review')).map(undecidedOf);
}

function rowKey(nodeId: string) {
  return { pk: `DEFAULT#${nodeId}`, sk: 'STATE' };
}

function undecidedOf(row: unknown): UndecidedNode {
  const { node, name, owner, ...rest } = parseRow(schema, row);
  return { node: nodeReference(node), name, owner, ...rest };
}
