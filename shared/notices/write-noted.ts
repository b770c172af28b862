import type { Attempt } from '../aws/attempt.ts';
import type { TagWriteRows } from '../aws/ledger/tag-write-rows.ts';
import type { TagStep } from '../aws/tag-batches.ts';
import type { NodeReference } from '../inbound/node-reference.ts';

/** Writes the tags of one node and tells it; a crash in between is made good by the next sweep over all tags. */
export async function writeNoted<Outcome>(
  step: TagStep<Outcome>,
  world: {
    readonly now: () => Date;
    readonly tagWrites: TagWriteRows;
    readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  },
): Promise<Outcome> {
  await world.tagWrites.begin([step], world.now());
  const outcome = await step.finish(await world.writeTags(step.node, step.tags));
  await world.tagWrites.end(step.node.id);
  return outcome;
}
