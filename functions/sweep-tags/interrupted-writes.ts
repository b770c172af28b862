import { attempt } from '../../shared/aws/attempt.ts';
import { cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import type { AnsweredNode } from './answer-node.ts';
import type { World } from './sweep-tags.ts';

/** Whoever began to write tags has told of it by then, or has died. */
const DONE_WITHIN_MS = 15 * 60_000;

/**
 * Nodes that were given tags by somebody who died before telling their owners, by owner: their tags are right now, so
 * nothing else would find them. One that does not carry the tags was never written, or belongs to its owner again. A cell
 * that cannot be read waits for the next sweep.
 */
export async function interruptedWrites(world: World, at: Date): Promise<ReadonlyMap<string, readonly AnsweredNode[]>> {
  const writes = await world.unfinishedWrites(new Date(at.getTime() - DONE_WITHIN_MS));
  const byOwner = new Map<string, AnsweredNode[]>();
  for (const cell of cellsOf(writes.map(({ node }) => node))) {
    const there = writes.filter(({ node }) => cellKey(node) === cellKey(cell));
    const references = there.map(({ node }) => node);
    const read = await attempt(() => world.readTags(cell, references));
    if (read.kind === 'refused') continue;
    for (const { node, tags, notice } of there) {
      const end = () => world.tagWrites.end(node.id);
      const live = read.value.get(node.id);
      if (!Object.entries(tags).every(([key, value]) => live?.get(key) === value)) {
        await end();
        continue;
      }
      const owner = ownerIn(notice.about['owners']);
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), { nodeId: node.id, notices: [notice], remember: end }]);
    }
  }
  return byOwner;
}

/** Empty where the node named none, as in the inventory. */
function ownerIn(owners: string | readonly string[] = []): string {
  return (typeof owners === 'string' ? owners : owners[0]) ?? '';
}
