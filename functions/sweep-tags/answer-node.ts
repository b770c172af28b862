import { attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { InventoryNode } from '../../shared/aws/observe-inventory.ts';
import type { TagStep } from '../../shared/aws/tag-batches.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { TagVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { planCorrection } from '../../shared/notices/plan-correction.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import { holdBack } from './hold-back.ts';
import type { LiveWrongNode } from './live-nodes.ts';
import type { World } from './sweep-tags.ts';

export type WrongNode = InventoryNode & { readonly verdict: TagVerdict };

/** A cell in which nothing could be done, and why. */
export type UnreadCell = Cell & { readonly reason: string };

/** What there is to tell of a node, and what remains to be done once it is told. */
export interface AnsweredNode {
  readonly nodeId: string;
  /** Complete once the tags are written, where there are any to write. */
  readonly notices: readonly Notice[];
  readonly write?: TagStep<unknown>;
  readonly remember: () => Promise<void>;
  /** AWS refused to show the node: it waits for the next sweep (P6). */
  readonly unread?: UnreadCell;
}

/** Answers a node by its live tags, as check-tag or apply-default-tag would, but holds back what it has to say and write. */
export async function answerNode(
  { node, tags, live }: LiveWrongNode,
  { approved, ownerTag }: { readonly approved: readonly string[]; readonly ownerTag: string },
  world: World,
): Promise<AnsweredNode> {
  const held = holdBack(world);
  const answered = { nodeId: node.id, notices: held.notices, remember: held.release };
  const remember = async () => {
    await held.release();
    await world.tagWrites.end(node.id);
  };
  const writing = (write: TagStep<unknown>): AnsweredNode => ({ ...answered, write, remember });
  const value = tags.get(PATCHING_TAG);
  if (value === undefined) {
    const planned = await attempt(() => world.planDefault(node, live, held.effects));
    if (planned.kind === 'refused') {
      const { account, region } = node;
      return { ...answered, remember: async () => {}, unread: { account, region, reason: sayRefusal(planned) } };
    }
    return planned.value.kind === 'write' ? writing(planned.value) : answered;
  }
  const verdict = await world.judge({ node, tags }, approved);
  const judged = { node, value, verdict, approved, name: tags.get('Name'), owner: tags.get(ownerTag) };
  const correction = await planCorrection(judged, { ...world, ...held.effects });
  if (correction !== undefined) return writing(correction);
  await tellRefusal(judged, held.effects);
  return answered;
}
