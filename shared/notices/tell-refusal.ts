import type { TagRows } from '../aws/ledger/tag-row.ts';
import type { Announce } from '../domain/reporting/lifecycle-event.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import type { TagVerdict } from '../domain/tagging/judge-tag.ts';
import { type TaggedNode, tagRefusedNotice } from './tag-notices.ts';

export interface JudgedTag extends TaggedNode {
  readonly value: string | undefined;
  readonly verdict: TagVerdict;
  readonly approved: readonly string[];
}

/**
 * Tells the owner of a node that its schedule is refused, once for each change, whoever finds it: the tag event in
 * seconds or AWS Config later; and tells other systems. The memory is written last, so a crash before repeats the notice
 * under the same key, and the event. Answers what was done.
 */
export async function tellRefusal(
  judged: JudgedTag,
  world: { readonly memory: TagRows; readonly tell: (notice: Notice) => Promise<void>; readonly announce: Announce },
): Promise<'known' | 'told' | 'fine'> {
  const { node, value, verdict } = judged;
  const before = await world.memory.read(node.id);
  if (before.value === value && before.verdict === verdict.kind) return 'known';

  const change = before.change + 1;
  const refused = verdict.kind === 'malformed' || verdict.kind === 'not-approved' || verdict.kind === 'unexcused';
  if (refused) {
    const { id: nodeId, account, region } = node;
    await world.tell(tagRefusedNotice({ ...judged, verdict, change }));
    await world.announce({ kind: 'Tag Refused', nodeId, account, region, value: verdict.value });
  }
  const lastApproved = verdict.kind === 'approved' ? verdict.value : before.lastApproved;
  await world.memory.write(node.id, {
    ...before,
    value,
    verdict: verdict.kind,
    change,
    // A node that is rightly exempt or replaced gives its schedule up.
    lastApproved: verdict.kind === 'reserved' ? undefined : lastApproved,
  });
  return refused ? 'told' : 'fine';
}
