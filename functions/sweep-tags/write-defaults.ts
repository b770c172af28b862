import type { AnsweredNode } from './answer-node.ts';
import type { World } from './sweep-tags.ts';

/** Writes the tags that all nodes of a sweep are to get, in as few calls as AWS takes, and lets each know what came of it. */
export async function writeDefaults(answered: readonly AnsweredNode[], world: World, at: Date): Promise<void> {
  const steps = answered.flatMap(({ write }) => write ?? []);
  await world.tagWrites.begin(steps, at);
  const written = await world.writeTags(steps);
  for (const [index, step] of steps.entries()) {
    const outcome = written[index];
    if (outcome === undefined)
      throw new Error(`Cannot tell whether ${step.node.id} was tagged: no answer to its write`);
    await step.finish(outcome);
  }
}
