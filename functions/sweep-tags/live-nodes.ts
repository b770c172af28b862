import { attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import { abreast } from './abreast.ts';
import type { UnreadCell, WrongNode } from './answer-node.ts';
import type { World } from './sweep-tags.ts';

/**
 * The nodes of which something may have to be told, with their tags as they are now: what AWS Config shows may be a day
 * old, and corrected since. A refusal that is known is not looked at again, and a node without a tag is read by whoever
 * gives it one. Nodes of a cell that refuses to be read wait for the next sweep (P6).
 */
export async function liveNodes(
  nodes: readonly WrongNode[],
  world: World,
): Promise<{ readonly nodes: readonly WrongNode[]; readonly unread: readonly UnreadCell[] }> {
  const missing = nodes.filter(({ verdict }) => verdict.kind === 'missing');
  const tagged = nodes.filter(({ verdict }) => verdict.kind !== 'missing');
  const unknown = (await abreast(tagged, async (one) => ((await isKnown(one, world)) ? [] : [one]))).flat();

  const live: WrongNode[] = [];
  const unread: UnreadCell[] = [];
  for (const cell of cellsOf(unknown.map(({ node }) => node))) {
    const there = unknown.filter(({ node }) => cellKey(node) === cellKey(cell));
    const references = there.map(({ node }) => node);
    const read = await attempt(() => world.readTags(cell, references));
    if (read.kind === 'refused') unread.push({ ...cell, reason: sayRefusal(read) });
    else live.push(...there.map((one) => ({ ...one, tags: read.value.get(one.node.id) ?? new Map() })));
  }
  // One that has lost its tag since the inventory was made is met by the next sweep as what it is.
  return { nodes: [...missing, ...live.filter(({ tags }) => tags.has(PATCHING_TAG))], unread };
}

async function isKnown({ node, tags, verdict }: WrongNode, { memory }: World): Promise<boolean> {
  const before = await memory.read(node.id);
  return before.value === tags.get(PATCHING_TAG) && before.verdict === verdict.kind;
}
