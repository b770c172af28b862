import type { Attempt } from '../../shared/aws/attempt.ts';
import type { DefaultRows } from '../../shared/aws/ledger/default-rows.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import type { TagWriteRows } from '../../shared/aws/ledger/tag-write-rows.ts';
import type { JudgeNode } from '../../shared/aws/node-judge.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { CorrectionPolicy } from '../../shared/domain/tagging/decide-correction.ts';
import type { TagVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import type { TagNudge } from '../../shared/inbound/tag-nudge.ts';
import { type CorrectionOutcome, planCorrection } from '../../shared/notices/plan-correction.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import { writeNoted } from '../../shared/notices/write-noted.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly readCatalogue: () => Promise<Catalogue>;
  /** The node's tags as they are now. */
  readonly readTags: (node: NodeReference) => Promise<ReadonlyMap<string, string>>;
  readonly ownerTag: () => Promise<string>;
  readonly judge: JudgeNode;
  readonly now: () => Date;
  /** Nothing may be corrected while the settings cannot be read (P5). */
  readonly correctionPolicy: () => Promise<CorrectionPolicy>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  readonly tagWrites: TagWriteRows;
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
      readonly notice: 'known' | 'told' | 'fine' | CorrectionOutcome;
    };

/**
 * Answers a change of a schedule tag within seconds. The live tags decide, not the event, which may be late, repeated
 * or out of order. A schedule is accepted, put right where the settings allow it, or refused. A catalogue that cannot be read judges nothing: the throw brings Lambda's retries.
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
  const verdict = await world.judge({ node, tags }, approved);
  const judged = { node, value, verdict, approved, name: tags.get('Name'), owner: tags.get(ownerTag) };
  const correction = await planCorrection(judged, world);
  const notice = correction === undefined ? await tellRefusal(judged, world) : await writeNoted(correction, world);
  if (value !== undefined) await world.undecided.settle(node.id); // Somebody has decided.
  return { kind: 'judged', nodeId: node.id, verdict: verdict.kind, notice };
}
