import type { StaleCell } from '../../shared/aws/aggregator-status.ts';
import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { DefaultRows } from '../../shared/aws/ledger/default-rows.ts';
import type { NoticeHolder } from '../../shared/aws/ledger/held-notice-rows.ts';
import type { OwnerHourRows } from '../../shared/aws/ledger/owner-hour-rows.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import type { TagSweepRows } from '../../shared/aws/ledger/tag-sweep-rows.ts';
import type { NotedWrite, TagWriteRows } from '../../shared/aws/ledger/tag-write-rows.ts';
import type { LiveNode } from '../../shared/aws/live-nodes.ts';
import type { JudgeNode } from '../../shared/aws/node-judge.ts';
import type { Inventory, ObserveInventory } from '../../shared/aws/observe-inventory.ts';
import type { TagWrite } from '../../shared/aws/tag-batches.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { CorrectionPolicy } from '../../shared/domain/tagging/decide-correction.ts';
import { complies } from '../../shared/domain/tagging/judge-tag.ts';
import { countTags, type TagCounts } from '../../shared/domain/tagging/tag-census.ts';
import { type Cell, cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import { inventoryGapsNotice } from '../../shared/notices/inventory-gaps-notice.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { DefaultStep } from '../apply-default-tag/apply-default-tag.ts';
import { type AnsweredOwner, answerOwner, type OwnerReport, tellOwner, type WrongNode } from './answer-owner.ts';
import type { HeldEffects } from './hold-back.ts';
import { interruptedWrites } from './interrupted-writes.ts';
import { mendMemory } from './mend-memory.ts';
import { writeDefaults } from './write-defaults.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly readCatalogue: () => Promise<Catalogue>;
  readonly readSettings: () => Promise<{ readonly ownerTag: string; readonly hybridCells: readonly Cell[] }>;
  readonly silentCells: (known: readonly Cell[]) => Promise<Attempt<readonly StaleCell[]>>;
  readonly observeInventory: ObserveInventory;
  /** The tags of nodes of one cell as they are now. */
  readonly readTags: (
    cell: Cell,
    nodes: readonly NodeReference[],
  ) => Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  /** Nodes of one cell as they are now, without those that are gone. */
  readonly readNodes: (cell: Cell, nodes: readonly NodeReference[]) => Promise<ReadonlyMap<string, LiveNode>>;
  /** What apply-default-tag does for one node, up to the writing of tags. */
  readonly planDefault: (node: NodeReference, live: LiveNode | undefined, effects: HeldEffects) => Promise<DefaultStep>;
  /** Answers in the order asked. */
  readonly writeTags: (writes: readonly TagWrite[]) => Promise<readonly Attempt<void>[]>;
  readonly correctionPolicy: () => Promise<CorrectionPolicy>;
  readonly judge: JudgeNode;
  readonly tagWrites: TagWriteRows;
  readonly unfinishedWrites: (before: Date) => Promise<readonly NotedWrite[]>;
  readonly memory: TagRows;
  readonly undecided: DefaultRows;
  readonly sweeps: TagSweepRows;
  readonly hours: Pick<OwnerHourRows, 'take'>;
  readonly held: Pick<NoticeHolder, 'hold'>;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export interface SweepTagsReport {
  readonly nodes: number;
  /** They add up to `nodes`. */
  readonly counts: TagCounts;
  /** Of those that are exempt or immutable: nobody has given leave. */
  readonly unexcused: number;
  readonly owners: readonly OwnerReport[];
  readonly unreadCells: Inventory['unreadCells'];
}

/**
 * Judges the tag of every node of the inventory, by difference against the catalogue and what was last said of the node,
 * so that no lost event matters (P7). A node is answered as check-tag and apply-default-tag would answer it, with their
 * code; only the telling differs: one notice an owner, not one a node.
 */
export async function sweepTags(world: World): Promise<SweepTagsReport> {
  const [catalogue, settings, known] = await Promise.all([
    world.readCatalogue(),
    world.readSettings(),
    world.sweeps.readCells(),
  ]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the tags of the inventory: ${catalogue.reason}`);
  const stale = await world.silentCells(known);
  if (stale.kind === 'refused') throw new Error(`Cannot tell what the inventory lacks: ${sayRefusal(stale)}`);
  const at = world.now();
  const approved = approvedValues(catalogue);
  const inventory = await world.observeInventory({ hybridCells: settings.hybridCells, staleCells: stale.value });

  const judged = await inGroups(inventory.nodes, async (one) => ({
    ...one,
    verdict: await world.judge(one, approved),
  }));
  const wrong = judged.filter(({ verdict }) => !complies(verdict));
  const { ownerTag } = settings;
  // In the order of their names, so that a sweep that dies goes on where it was.
  const answered: AnsweredOwner[] = [];
  const interrupted = await interruptedWrites(world, at);
  const groups = byOwner(wrong, ownerTag);
  for (const owner of [...new Set([...groups.keys(), ...interrupted.keys()])].sort()) {
    const nodes = groups.get(owner) ?? [];
    const again = interrupted.get(owner) ?? [];
    answered.push(await answerOwner({ owner, nodes, interrupted: again, approved, ownerTag, at }, world));
  }
  const unwritten = await writeDefaults(
    answered.flatMap((one) => one.answered ?? []),
    world,
    at,
  );
  const owners: OwnerReport[] = [];
  for (const one of answered) owners.push(await tellOwner(one, world));

  const unseen = inventory.nodes.filter(({ recorded }) => !recorded);
  const unreadCells = onceEach([...inventory.unreadCells, ...owners.flatMap(({ unread }) => unread), ...unwritten]);
  const gaps = { staleCells: stale.value, unreadCells, unseen: unseen.length, at };
  if (stale.value.length + unreadCells.length > 0) await world.tell(inventoryGapsNotice(gaps));
  // A cell that cannot be read, or of which Config is silent, may have nodes again.
  const lost = known.filter((cell) => unreadCells.some((each) => cellKey(each) === cellKey(cell)));
  await world.sweeps.writeCells(cellsOf([...inventory.nodes.map(({ node }) => node), ...lost]));
  await mendMemory(judged, approved, world);
  const counts = countTags(judged.map(({ verdict }) => verdict));
  const unexcused = judged.filter(({ verdict }) => verdict.kind === 'unexcused').length;
  await world.sweeps.write({
    at,
    nodes: judged.length,
    counts,
    unexcused,
    unseenByConfig: unseen.length,
    unreadCells: unreadCells.length,
  });
  return { nodes: judged.length, counts, unexcused, owners, unreadCells };
}

function onceEach<Gap extends Cell>(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [cellKey(gap), gap])).values()];
}

function byOwner(nodes: readonly WrongNode[], ownerTag: string): Map<string, WrongNode[]> {
  const groups = new Map<string, WrongNode[]>();
  for (const one of nodes) {
    const owner = one.tags.get(ownerTag) ?? '';
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [one]);
    else group.push(one);
  }
  return groups;
}
