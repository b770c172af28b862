import { attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { LiveNode } from '../../shared/aws/live-nodes.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { UnreadCell, WrongNode } from './answer-node.ts';
import type { World } from './sweep-tags.ts';

export type LiveWrongNode = WrongNode & {
  /** Read for a node without a tag; absent if it is gone. */
  readonly live?: LiveNode | undefined;
};

/**
 * The nodes of which something may have to be told, with their tags as they are now: what AWS Config shows may be a day
 * old, and corrected since. A refusal that is known is not looked at again. Nodes of a cell that refuses to be read wait
 * for the next sweep (P6).
 */
export async function liveNodes(
  nodes: readonly WrongNode[],
  world: World,
): Promise<{ readonly nodes: readonly LiveWrongNode[]; readonly unread: readonly UnreadCell[] }> {
  const missing = nodes.filter(({ verdict }) => verdict.kind === 'missing');
  const tagged = nodes.filter(({ verdict }) => verdict.kind !== 'missing');
  const unknown = (await inGroups(tagged, async (one) => ((await isKnown(one, world)) ? [] : [one]))).flat();

  const live: LiveWrongNode[] = [];
  const unread: UnreadCell[] = [];
  for (const cell of cellsOf([...unknown, ...missing].map(({ node }) => node))) {
    const there = (some: readonly WrongNode[]) => some.filter(({ node }) => cellKey(node) === cellKey(cell));
    const read = await attempt(async () => [
      ...(await withTags(there(unknown), world)),
      ...(await withPlatform(there(missing), world)),
    ]);
    if (read.kind === 'refused') unread.push({ ...cell, reason: sayRefusal(read) });
    else live.push(...read.value);
  }
  return { nodes: live, unread };
}

/** One that has lost its tag since the inventory was made is met by the next sweep as what it is. */
async function withTags(nodes: readonly WrongNode[], world: World): Promise<LiveWrongNode[]> {
  const [first] = nodes;
  if (first === undefined) return [];
  const { account, region } = first.node;
  const references = nodes.map(({ node }) => node);
  const tags = await world.readTags({ account, region }, references);
  return nodes
    .map((one) => ({ ...one, tags: tags.get(one.node.id) ?? new Map<string, string>() }))
    .filter((one) => one.tags.has(PATCHING_TAG));
}

/** The tags stay those of the inventory, by which apply-default-tag is asked: it looks at the live ones itself. */
async function withPlatform(nodes: readonly WrongNode[], world: World): Promise<LiveWrongNode[]> {
  const [first] = nodes;
  if (first === undefined) return [];
  const { account, region } = first.node;
  const references = nodes.map(({ node }) => node);
  const read = await world.readNodes({ account, region }, references);
  return nodes.map((one) => ({ ...one, live: read.get(one.node.id) }));
}

async function isKnown({ node, tags, verdict }: WrongNode, { memory }: World): Promise<boolean> {
  const before = await memory.read(node.id);
  return before.value === tags.get(PATCHING_TAG) && before.verdict === verdict.kind;
}
