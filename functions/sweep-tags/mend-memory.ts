import { attempt } from '../../shared/aws/attempt.ts';
import type { InventoryNode } from '../../shared/aws/observe-inventory.ts';
import type { TagVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { World } from './sweep-tags.ts';

type JudgedNode = InventoryNode & { readonly verdict: TagVerdict };

/**
 * Remembers the schedules of nodes that are right. One that was refused when it was last spoken of has lost an event since,
 * or the inventory is behind: its live tag says which. Without this the same mistake, made again, would count as told. A
 * cell that cannot be read waits for the next sweep.
 */
export async function mendMemory(
  judged: readonly JudgedNode[],
  approved: readonly string[],
  world: World,
): Promise<void> {
  const right = judged.flatMap(({ node, verdict }) =>
    verdict.kind === 'approved' ? [{ nodeId: node.id, value: verdict.value }] : [],
  );
  const otherwise = await world.sweeps.rememberApproved(right);
  const nodes = judged.flatMap(({ node }) => (otherwise.has(node.id) ? [node] : []));
  for (const cell of cellsOf(nodes)) {
    const there = nodes.filter((node) => cellKey(node) === cellKey(cell));
    const read = await attempt(() => world.readTags(cell, there));
    if (read.kind === 'refused') continue;
    await inGroups(there, async (node) => {
      const tags = read.value.get(node.id) ?? new Map<string, string>();
      const verdict = await world.judge({ node, tags }, approved);
      if (verdict.kind !== 'approved') return;
      const judgedTag = { node, value: tags.get(PATCHING_TAG), verdict, approved, name: undefined, owner: undefined };
      await tellRefusal(judgedTag, world); // Of what is approved there is nothing to tell: it only remembers.
    });
  }
}
