import * as z from 'zod/mini';
import type { ReviewDecision } from '../../domain/tagging/review-decision.ts';
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
  /** What a person has decided for this absence; the node is yet to be tagged. */
  readonly decision?: ReviewDecision | undefined;
}

/** What apply-default-tag remembers between its looks at a node, and the queue of those that people decide. */
export interface DefaultRows {
  readonly read: (nodeId: string) => Promise<UndecidedNode | undefined>;
  readonly write: (undecided: Omit<UndecidedNode, 'decision'>) => Promise<void>;
  /** Absent where the node does not wait for a person, or not any more. */
  readonly readWaiting: (nodeId: string) => Promise<UndecidedNode | undefined>;
  /** False if the node does not wait any more: then nothing is decided. */
  readonly decide: (nodeId: string, decision: ReviewDecision) => Promise<boolean>;
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
  due: z.optional(z.string()),
  decision: z.optional(z.object({ value: z.string(), by: z.string(), reason: z.string(), at: storedInstant })),
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
    readWaiting: async (nodeId) => {
      const row = await getRow(table, rowKey(nodeId));
      return row !== undefined && parseRow(schema, row).due === 'review' ? undecidedOf(row) : undefined;
    },
    decide: (nodeId, { at, ...decision }) =>
      setInRowIf(
        table,
        rowKey(nodeId),
        { decision: { ...decision, at: at.toISOString() } },
        { expression: 'attribute_exists(due)' },
      ),
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
  const { node, name, owner, due: _due, ...rest } = parseRow(schema, row);
  return { node: nodeReference(node), name, owner, ...rest };
}
