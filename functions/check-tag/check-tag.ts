import type { DefaultRows } from '../../shared/aws/ledger/default-rows.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { judgeTag, type TagVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import type { TagNudge } from '../../shared/inbound/tag-nudge.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly readCatalogue: () => Promise<Catalogue>;
  /** The node's tags as they are now. */
  readonly readTags: (node: NodeReference) => Promise<ReadonlyMap<string, string>>;
  readonly ownerTag: () => Promise<string>;
  readonly memory: TagRows;
  readonly undecided: Pick<DefaultRows, 'settle'>;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export type CheckReport =
  | { readonly kind: 'left'; readonly why: 'call-refused' | 'other-tag' }
  | {
      readonly kind: 'judged';
      readonly nodeId: string;
      readonly verdict: TagVerdict['kind'];
      readonly notice: 'known' | 'told' | 'fine';
    };

/**
 * Answers a change of a schedule tag within seconds. The live tags decide, not the event, which may be late, repeated
 * or out of order. A catalogue that cannot be read judges nothing: the throw brings Lambda's retries.
 */
export async function checkTag(nudge: TagNudge, world: World): Promise<CheckReport> {
  if (nudge.kind === 'unchanged') return { kind: 'left', why: 'call-refused' };
  if (!nudge.keys.includes(PATCHING_TAG)) return { kind: 'left', why: 'other-tag' };

  const { node } = nudge;
  const [tags, catalogue, ownerTag] = await Promise.all([
    world.readTags(node),
    world.readCatalogue(),
    world.ownerTag(),
  ]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the tag of ${node.id}: ${catalogue.reason}`);

  const value = tags.get(PATCHING_TAG);
  const approved = approvedValues(catalogue);
  const verdict = judgeTag(value, approved);
  const judged = { node, value, verdict, approved, name: tags.get('Name'), owner: tags.get(ownerTag) };
  const notice = await tellRefusal(judged, world);
  if (value !== undefined) await world.undecided.settle(node.id); // Somebody has decided.
  return { kind: 'judged', nodeId: node.id, verdict: verdict.kind, notice };
}
