import { attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { TagStep } from '../../shared/aws/tag-batches.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { type Cell, cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { AnsweredNode, UnreadCell } from './answer-node.ts';
import type { World } from './sweep-tags.ts';

/**
 * Writes the tags that all nodes of a sweep are to get, in as few calls as AWS takes, and lets each know what came of it.
 * Minutes have passed since they were looked at: one that carries another value by now keeps it, and one that is gone is
 * nobody's concern. Answers the cells that could not be looked at again: their nodes wait for the next sweep (P6).
 */
export async function writeDefaults(
  answered: readonly AnsweredNode[],
  world: World,
  at: Date,
): Promise<readonly UnreadCell[]> {
  const steps = answered.flatMap(({ write }) => write ?? []);
  await world.tagWrites.begin(steps, at);
  const unread = await inGroups(cellsOf(steps.map(({ node }) => node)), (cell) => {
    const there = steps.filter(({ node }) => cellKey(node) === cellKey(cell));
    return writeInCell(cell, there, world);
  });
  return unread.flat();
}

async function writeInCell(cell: Cell, steps: readonly TagStep<unknown>[], world: World): Promise<UnreadCell[]> {
  const references = steps.map(({ node }) => node);
  const read = await attempt(() => world.readNodes(cell, references));
  if (read.kind === 'refused') return [{ ...cell, reason: sayRefusal(read) }];
  const meant = steps.filter(({ node, from }) => {
    const live = read.value.get(node.id);
    return live !== undefined && live.tags.get(PATCHING_TAG) === from;
  });
  const written = await world.writeTags(meant);
  for (const [index, step] of meant.entries()) {
    const outcome = written[index];
    if (outcome === undefined)
      throw new Error(`Cannot tell whether ${step.node.id} was tagged: no answer to its write`);
    await step.finish(outcome);
  }
  return [];
}
