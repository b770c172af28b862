import type { StaleCell } from '../../shared/aws/aggregator-status.ts';
import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import type { TagSweepRows } from '../../shared/aws/ledger/tag-sweep-rows.ts';
import type { Inventory, ObserveInventory } from '../../shared/aws/observe-inventory.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { complies, judgeTag } from '../../shared/domain/tagging/judge-tag.ts';
import { countTags, type TagCounts } from '../../shared/domain/tagging/tag-census.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { type Cell, cellKey } from '../../shared/domain/window/node.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import { inventoryGapsNotice } from '../../shared/notices/inventory-gaps-notice.ts';
import { answerOwner, type OwnerReport, type WrongNode } from './answer-owner.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly readCatalogue: () => Promise<Catalogue>;
  readonly readSettings: () => Promise<{ readonly ownerTag: string; readonly hybridCells: readonly Cell[] }>;
  readonly staleCells: () => Promise<Attempt<readonly StaleCell[]>>;
  readonly observeInventory: ObserveInventory;
  /** The tags of nodes of one cell as they are now. */
  readonly readTags: (
    cell: Cell,
    nodes: readonly NodeReference[],
  ) => Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  /** What apply-default-tag does for one node; what it has to tell goes to `tell`. */
  readonly giveDefault: (node: NodeReference, tell: (notice: Notice) => Promise<void>) => Promise<string>;
  readonly memory: TagRows;
  readonly sweeps: TagSweepRows;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export interface SweepTagsReport {
  readonly nodes: number;
  /** They add up to `nodes`. */
  readonly counts: TagCounts;
  readonly owners: readonly OwnerReport[];
  readonly unreadCells: Inventory['unreadCells'];
}

/**
 * Judges the tag of every node of the inventory, by difference against the catalogue and what was last said of the node,
 * so that no lost event matters (P7). A node is answered as check-tag and apply-default-tag would answer it, with their
 * code; only the telling differs: one notice an owner, not one a node.
 */
export async function sweepTags(world: World): Promise<SweepTagsReport> {
  const [catalogue, settings, stale] = await Promise.all([
    world.readCatalogue(),
    world.readSettings(),
    world.staleCells(),
  ]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the tags of the inventory: ${catalogue.reason}`);
  if (stale.kind === 'refused') throw new Error(`Cannot tell what the inventory lacks: ${sayRefusal(stale)}`);
  const approved = approvedValues(catalogue);
  const inventory = await world.observeInventory({ hybridCells: settings.hybridCells, staleCells: stale.value });

  const judged = inventory.nodes.map((one) => ({ ...one, verdict: judgeTag(one.tags.get(PATCHING_TAG), approved) }));
  const wrong = judged.filter(({ verdict }) => !complies(verdict));
  const owners: OwnerReport[] = [];
  for (const [owner, nodes] of byOwner(wrong, settings.ownerTag)) {
    owners.push(await answerOwner({ owner, nodes, approved, ownerTag: settings.ownerTag }, world));
  }

  const at = world.now();
  const unseen = inventory.nodes.filter(({ node, seenBy }) => seenBy !== 'config' && node.id.startsWith('i-'));
  const unreadCells = onceEach([...inventory.unreadCells, ...owners.flatMap(({ unread }) => unread)]);
  const gaps = { staleCells: stale.value, unreadCells, unseen: unseen.length, at };
  if (stale.value.length + unreadCells.length > 0) await world.tell(inventoryGapsNotice(gaps));
  const counts = countTags(judged.map(({ verdict }) => verdict));
  await world.sweeps.write({
    at,
    nodes: judged.length,
    counts,
    unseenByConfig: unseen.length,
    unreadCells: unreadCells.length,
  });
  return { nodes: judged.length, counts, owners, unreadCells };
}

function onceEach<Gap extends Cell>(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [cellKey(gap), gap])).values()];
}

/** In the order of their names, so that a sweep that dies goes on where it was. */
function byOwner(nodes: readonly WrongNode[], ownerTag: string): [string, WrongNode[]][] {
  const groups = new Map<string, WrongNode[]>();
  for (const one of nodes) {
    const owner = one.tags.get(ownerTag) ?? '';
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [one]);
    else group.push(one);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}
