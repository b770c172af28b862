import type { Attempt } from '../../shared/aws/attempt.ts';
import type { DefaultRows } from '../../shared/aws/ledger/default-rows.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import type { TagWriteRows } from '../../shared/aws/ledger/tag-write-rows.ts';
import type { LiveNode } from '../../shared/aws/live-nodes.ts';
import type { JudgeNode } from '../../shared/aws/node-judge.ts';
import type { TagStep } from '../../shared/aws/tag-batches.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { DefaultRule } from '../../shared/domain/tagging/choose-default.ts';
import type { CorrectionPolicy } from '../../shared/domain/tagging/decide-correction.ts';
import type { DefaultPolicy } from '../../shared/domain/tagging/decide-default.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { ConfigNudge } from '../../shared/inbound/config-nudge.ts';
import type { DefaultDueNudge } from '../../shared/inbound/default-nudge.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import { planCorrection } from '../../shared/notices/plan-correction.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import { writeNoted } from '../../shared/notices/write-noted.ts';
import { planGiven } from './give-default.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly ruleName: string;
  readonly readCatalogue: () => Promise<Catalogue>;
  readonly readDefaultRules: () => Promise<readonly DefaultRule[]>;
  readonly ownerTag: () => Promise<string>;
  /** Throws where the settings cannot be read: their defaults would tag where somebody wants to observe (P5). */
  readonly readTaggingPolicy: () => Promise<TaggingPolicy>;
  /** Absent where the node is gone. */
  readonly readNode: (node: NodeReference) => Promise<LiveNode | undefined>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  readonly tagWrites: TagWriteRows;
  readonly judge: JudgeNode;
  /** Nothing may be corrected while the settings cannot be read (P5). */
  readonly correctionPolicy: () => Promise<CorrectionPolicy>;
  readonly memory: TagRows;
  readonly undecided: DefaultRows;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export interface TaggingPolicy {
  readonly defaults: DefaultPolicy;
  readonly organizationalUnits: Readonly<Record<string, string>>;
  readonly productionEnvironments: readonly string[];
}

export interface DefaultReport {
  readonly nodeId: string;
  readonly did:
    | 'left'
    | 'refused-tag'
    | 'observed'
    | 'notified'
    | 'waits'
    | 'tagged'
    | 'corrected'
    | 'asked'
    | 'not-allowed';
  readonly why?: string;
}

/** All that is done about a node, or what remains to be written. */
export type DefaultStep = { readonly kind: 'done'; readonly report: DefaultReport } | TagStep<DefaultReport>;

type Nudge = Pick<ConfigNudge, 'rule' | 'compliance' | 'node'> | Pick<DefaultDueNudge, 'cause' | 'node'>;

/**
 * Gives a node without a schedule the first default that fits it. Config's opinion may be a day old, so the node is read
 * afresh: a value that is there, right or wrong, is never written over (P8).
 */
export async function applyDefaultTag(nudge: Nudge, world: World): Promise<DefaultReport> {
  const step = await planDefaultTag(nudge, world);
  return step.kind === 'done' ? step.report : writeNoted(step, world);
}

/** Everything but the writing of tags. */
export async function planDefaultTag(
  nudge: Nudge,
  world: Omit<World, 'writeTags' | 'tagWrites'>,
): Promise<DefaultStep> {
  const { node } = nudge;
  const done = (report: Omit<DefaultReport, 'nodeId'>): DefaultStep => ({
    kind: 'done',
    report: { nodeId: node.id, ...report },
  });
  const left = (why: string) => done({ did: 'left', why });
  if ('rule' in nudge) {
    if (nudge.rule !== world.ruleName) return left('other-rule');
    if (nudge.compliance !== 'NON_COMPLIANT') return left('compliant');
  }

  const [live, catalogue, ownerTag] = await Promise.all([
    world.readNode(node),
    world.readCatalogue(),
    world.ownerTag(),
  ]);
  if (live === undefined) {
    await world.undecided.settle(node.id);
    return left('gone');
  }
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the tag of ${node.id}: ${catalogue.reason}`);

  const value = live.tags.get(PATCHING_TAG);
  const approved = approvedValues(catalogue);
  const verdict = await world.judge({ node, tags: live.tags }, approved);
  const tagged = { node, name: live.tags.get('Name'), owner: live.tags.get(ownerTag) };
  switch (verdict.kind) {
    case 'approved':
    case 'reserved':
      await world.undecided.settle(node.id);
      return left('valid-by-now');
    case 'malformed':
    case 'not-approved':
    case 'unexcused':
      await tellRefusal({ ...tagged, value, verdict, approved }, world);
      await world.undecided.settle(node.id);
      return done({ did: 'refused-tag' });
    case 'missing': {
      const correction = await planCorrection({ ...tagged, value, verdict, approved }, world);
      if (correction !== undefined) {
        const finish = async (written: Attempt<void>) => ({ nodeId: node.id, did: await correction.finish(written) });
        return { ...correction, finish };
      }
      return planGiven({ ...tagged, live, approved }, world);
    }
  }
}
