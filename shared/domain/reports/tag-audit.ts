/**
 * The tags of the fleet against the catalogue, once a month.
 *
 *   A1. The five counts add up to the inventory, as in every sweep over the tags.
 *   A2. A node has drifted if its value is not what the last audit wrote down. A node that no audit has seen has not.
 *   A3. A change is named with principal and time, or it is said that nobody is named and why.
 *   A4. A repeat offender has had several changes refused in the period: a principal by CloudTrail, an owner by what the
 *       ledger has told.
 */
import { handOf } from '../catalogue/same-hand.ts';
import { countTags, type TagCounts, tagClassOf } from '../tagging/tag-census.ts';
import { PATCHING_TAG } from '../tagging/tag-keys.ts';
import type { Cell } from '../window/node.ts';
import { isLookedAt, type JudgedChange, judgeTagChange, type TagChange } from './judge-tag-change.ts';
import type { Period } from './report-period.ts';
import type { SeenNode } from './seen-node.ts';

/** What an audit wrote down of a node. */
export interface AuditedTag {
  /** By which audit: its instant. */
  readonly at: Date;
  readonly value?: string | undefined;
  /** How many changes of the tag had been seen by then. */
  readonly change: number;
}

export interface AuditFacts extends Period {
  readonly inventory: readonly SeenNode[];
  readonly unreadCells: readonly (Cell & { readonly reason: string })[];
  readonly approved: readonly string[];
  /** By node id. */
  readonly baseline: ReadonlyMap<string, AuditedTag>;
  /** Refusals of a tag that its owner was told in the period, one entry each. */
  readonly refusals: readonly { readonly nodeId: string; readonly at: Date }[];
  readonly trail: TagTrail;
  /** Whose changes are authorised: patterns of ARNs. */
  readonly tagPrincipals: readonly string[];
  readonly unread: readonly string[];
}

/** What CloudTrail says of nodes whose tags have changed. */
export interface TagTrail {
  readonly changes: readonly TagChange[];
  /** Nodes that it was asked about. */
  readonly asked: readonly string[];
  /** Nodes that changed and about which it was not asked, since that would take too long. */
  readonly leftOut: readonly string[];
  readonly unreadCells: readonly (Cell & { readonly reason: string })[];
}

export interface TagAudit extends Period {
  readonly kind: 'monthly';
  readonly nodes: readonly AuditedNode[];
  readonly counts: TagCounts;
  readonly drifted: number;
  /** In order of time. */
  readonly changes: readonly JudgedChange[];
  readonly offenders: readonly Offender[];
  readonly asked: number;
  readonly leftOut: number;
  readonly unread: readonly string[];
}

export interface AuditedNode extends SeenNode {
  readonly drift?: Drift | undefined;
}

export interface Drift {
  readonly before: string | undefined;
  /** When the value before was written down. */
  readonly auditedAt: Date;
  /** The last change of the value, if CloudTrail has it. */
  readonly by?: string | undefined;
  readonly at?: Date | undefined;
}

export interface Offender {
  readonly who: string;
  readonly kind: 'principal' | 'owner';
  readonly refused: number;
}

/** Refused changes in a period from which on somebody is a repeat offender. */
export const REPEATED = 3;

export function tagAudit(facts: AuditFacts): TagAudit {
  const { inventory, trail } = facts;
  const changes = trail.changes
    .filter(isLookedAt)
    .map((change) => judgeTagChange(change, facts))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const nodes = inventory.map((node) => audited(node, facts.baseline.get(node.id), changes)).toSorted(inPlace);
  return {
    kind: 'monthly',
    from: facts.from,
    to: facts.to,
    nodes,
    counts: countTags(inventory.map(({ verdict }) => verdict)), // A1
    drifted: nodes.filter(({ drift }) => drift !== undefined).length,
    changes,
    offenders: [...principals(changes), ...owners(facts)], // A4
    asked: trail.asked.length,
    leftOut: trail.leftOut.length,
    unread: [
      ...facts.unread,
      ...facts.unreadCells.map(({ account, region, reason }) => `${account} ${region} could not be read: ${reason}`),
      ...trail.unreadCells.map(
        ({ account, region, reason }) => `CloudTrail of ${account} ${region} could not be read: ${reason}`,
      ),
    ],
  };
}

/** Changes that were made and should not have been; what AWS refused is none. */
export function unauthorised({ changes }: Pick<TagAudit, 'changes'>): readonly JudgedChange[] {
  return changes.filter(({ fault }) => fault !== undefined && fault !== 'refused-by-aws');
}

/** Nodes whose tag does not comply. */
export function wrongTags({ nodes }: Pick<TagAudit, 'nodes'>): readonly AuditedNode[] {
  return nodes.filter(({ verdict }) => tagClassOf(verdict) !== 'valid' && verdict.kind !== 'reserved');
}

function audited(node: SeenNode, before: AuditedTag | undefined, changes: readonly JudgedChange[]): AuditedNode {
  if (before === undefined || before.value === node.value) return node; // A2
  const last = changes.findLast(
    ({ nodeId, key, refused }) => nodeId === node.id && key === PATCHING_TAG && refused === undefined,
  );
  return { ...node, drift: { before: before.value, auditedAt: before.at, by: last?.by, at: last?.at } }; // A3
}

function principals(changes: readonly JudgedChange[]): Offender[] {
  const faulty = changes.filter(({ fault }) => fault !== undefined);
  return repeated(
    faulty.map(({ by }) => (by === undefined ? 'a principal that CloudTrail does not name' : handOf(by))),
    'principal',
  );
}

function owners({ refusals, inventory }: AuditFacts): Offender[] {
  const ownerOf = new Map(inventory.map(({ id, owner }) => [id, owner]));
  return repeated(
    refusals.map(({ nodeId }) => ownerOf.get(nodeId) ?? '').filter((owner) => owner !== ''),
    'owner',
  );
}

function repeated(names: readonly string[], kind: Offender['kind']): Offender[] {
  const counts = new Map<string, number>();
  for (const who of names) counts.set(who, (counts.get(who) ?? 0) + 1);
  return [...counts]
    .filter(([, refused]) => refused >= REPEATED)
    .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
    .map(([who, refused]) => ({ who, kind, refused }));
}

function inPlace(one: SeenNode, other: SeenNode): number {
  const placeOf = ({ account, region, id }: SeenNode) => `${account} ${region} ${id}`;
  return placeOf(one) < placeOf(other) ? -1 : 1;
}
