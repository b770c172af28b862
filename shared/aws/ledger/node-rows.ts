import * as z from 'zod/mini';
import { isReason } from '../../domain/reporting/reasons.ts';
import type { JudgedNode } from '../../domain/window/judge-cell.ts';
import type { Cell } from '../../domain/window/node.ts';
import { VERDICTS, type Verdict } from '../../domain/window/verdict.ts';
import { inGroups } from '../../platform/in-groups.ts';
import {
  type Condition,
  type LedgerTable,
  putRowIf,
  putRows,
  queryNodeRows,
  queryRows,
  setInRow,
  setInRowIf,
} from './ledger-table.ts';
import { expiryOf } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/**
 * The rows of a window's nodes, spread by cell: a partition takes 1,000 writes a second, and a cell is settled by itself.
 */
export interface NodeRows {
  /** A roster, before anything has run on it: what is there is written over. */
  readonly put: (windowId: string, nodes: readonly JudgedNode[]) => Promise<void>;
  /** Gives nodes their verdicts. One that has its verdict by now keeps it, because a later look may have given it. */
  readonly judge: (windowId: string, nodes: readonly JudgedNode[]) => Promise<void>;
  /** Changes verdicts that were given. One that was amended since `read` stays as it is. */
  readonly amend: (windowId: string, nodes: readonly JudgedNode[], read: readonly JudgedNode[]) => Promise<void>;
  readonly inCell: (windowId: string, cell: Cell) => Promise<JudgedNode[]>;
  /** False if the node has its verdict, or another look has asked for its rescan since this one read the row. */
  readonly askRescan: (windowId: string, node: JudgedNode, at: Date) => Promise<boolean>;
  /** Those that a look has added are counted from now on. */
  readonly count: (windowId: string, nodes: readonly JudgedNode[]) => Promise<void>;
  /** What the node came to in other windows, the latest window first. */
  readonly earlier: (nodeId: string, windowId: string) => Promise<Verdict[]>;
}

const maybe = { text: z.optional(z.string()), count: z.optional(z.number()), instant: z.optional(storedInstant) };

const evidenceSchema = z.object({
  commandId: maybe.text,
  status: maybe.text,
  responseCode: maybe.count,
  snapshotId: maybe.text,
  operation: z.optional(z.enum(['Scan', 'Install'])),
  patchGroup: maybe.text,
  baselineId: maybe.text,
  operatingSystem: maybe.text,
  missing: maybe.count,
  failed: maybe.count,
  pendingReboot: maybe.count,
  startedAt: maybe.instant,
  endedAt: maybe.instant,
  output: maybe.text,
});

const verdictSchema = z.object({ verdict: z.optional(z.enum(VERDICTS)), reason: maybe.text });

const nodeSchema = z.extend(verdictSchema, {
  nodeId: z.string(),
  account: z.string(),
  region: z.string(),
  name: maybe.text,
  platform: maybe.text,
  owner: maybe.text,
  wave: maybe.text,
  power: z.optional(z.enum(['running', 'stopped'])),
  commandId: maybe.text,
  evidence: z.optional(evidenceSchema),
  rescanAskedAt: maybe.instant,
  rebootDueAt: maybe.instant,
  amendedFrom: z.optional(verdictSchema),
  amendedAt: maybe.instant,
  uncounted: z.optional(z.boolean()),
});

const historySchema = z.extend(verdictSchema, { window: z.string() });

export function nodeRows(table: LedgerTable): NodeRows {
  return {
    put: (windowId, nodes) =>
      putRows(
        table,
        nodes.map((node) => nodeRow(windowId, node)),
      ),
    judge: async (windowId, nodes) => {
      await inGroups(nodes, (node) => putRowIf(table, nodeRow(windowId, node), WITHOUT_VERDICT));
    },
    amend: async (windowId, nodes, read) => {
      const readAt = new Map(read.map(({ id, amendedAt }) => [id, amendedAt]));
      await inGroups(nodes, (node) =>
        putRowIf(table, nodeRow(windowId, node), unlessAmendedSince(readAt.get(node.id))),
      );
    },
    inCell: async (windowId, cell) => (await queryRows(table, partition(windowId, cell), 'NODE#')).map(nodeOf),
    count: async (windowId, nodes) => {
      await inGroups(nodes, (node) => setInRow(table, keyOf(windowId, node), { uncounted: undefined }));
    },
    askRescan: (windowId, node, at) =>
      setInRowIf(table, keyOf(windowId, node), { rescanAskedAt: at.toISOString() }, stillWithoutRescan(node)),
    earlier: async (nodeId, windowId) =>
      (await queryNodeRows(table, nodeId))
        .map((row) => parseRow(historySchema, row))
        .filter(({ window }) => window !== windowId)
        .sort((a, b) => (dateOf(a.window) < dateOf(b.window) ? 1 : -1))
        .flatMap((row) => verdictOf(row) ?? []),
  };
}

function nodeRow(windowId: string, node: JudgedNode) {
  const { id, verdict, evidence, rescanAskedAt, rebootDueAt, amendedFrom, amendedAt, ...observed } = node;
  return {
    ...keyOf(windowId, node),
    window: windowId,
    nodeId: id,
    ...observed,
    verdict: verdict?.kind,
    reason: verdict?.reason,
    evidence: evidence && {
      ...evidence,
      startedAt: evidence.startedAt?.toISOString(),
      endedAt: evidence.endedAt?.toISOString(),
    },
    rescanAskedAt: rescanAskedAt?.toISOString(),
    rebootDueAt: rebootDueAt?.toISOString(),
    amendedFrom: amendedFrom && { verdict: amendedFrom.kind, reason: amendedFrom.reason },
    amendedAt: amendedAt?.toISOString(),
    expiresAt: expiryOf(windowId),
  };
}

function nodeOf(row: unknown): JudgedNode {
  const { nodeId, verdict, reason, amendedFrom, ...node } = parseRow(nodeSchema, row);
  const given = verdictOf({ verdict, reason });
  const before = amendedFrom && verdictOf(amendedFrom);
  return { ...node, id: nodeId, ...(given && { verdict: given }), ...(before && { amendedFrom: before }) };
}

/** A later version may have stored a reason that this one does not know. */
function verdictOf({ verdict, reason }: z.infer<typeof verdictSchema>): Verdict | undefined {
  return verdict !== undefined && reason !== undefined && isReason(reason) ? { kind: verdict, reason } : undefined;
}

const WITHOUT_VERDICT: Condition = { expression: 'attribute_not_exists(verdict)' };

function unlessAmendedSince(amendedAt: Date | undefined): Condition {
  return amendedAt === undefined
    ? { expression: 'attribute_not_exists(amendedAt)' }
    : { expression: 'amendedAt = :amendedAt', values: { ':amendedAt': amendedAt.toISOString() } };
}

function stillWithoutRescan({ rescanAskedAt }: JudgedNode) {
  const unjudged = 'attribute_exists(pk) AND attribute_not_exists(verdict)';
  return rescanAskedAt === undefined
    ? { expression: `${unjudged} AND attribute_not_exists(rescanAskedAt)` }
    : { expression: `${unjudged} AND rescanAskedAt = :before`, values: { ':before': rescanAskedAt.toISOString() } };
}

/** The nominal date in a window's id. */
function dateOf(windowId: string): string {
  return windowId.slice(windowId.indexOf('@') + 1);
}

function keyOf(windowId: string, node: Cell & { readonly id: string }) {
  return { pk: partition(windowId, node), sk: `NODE#${node.id}` };
}

function partition(windowId: string, { account, region }: Cell): string {
  return `WINDOW#${windowId}#${account}#${region}`;
}
