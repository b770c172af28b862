import type { Attempt } from '../../shared/aws/attempt.ts';
import type { DefaultRows } from '../../shared/aws/ledger/default-rows.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { DefaultRule } from '../../shared/domain/tagging/choose-default.ts';
import type { DefaultPolicy } from '../../shared/domain/tagging/decide-default.ts';
import { judgeTag } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { ConfigNudge } from '../../shared/inbound/config-nudge.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import { giveDefault } from './give-default.ts';

/** A node as it is now, in its own account. */
export interface LiveNode {
  readonly tags: ReadonlyMap<string, string>;
  readonly platform: string | undefined;
}

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
  readonly did: 'left' | 'refused-tag' | 'observed' | 'notified' | 'waits' | 'tagged' | 'asked' | 'not-allowed';
  readonly why?: string;
}

/**
 * Gives a node without a schedule the first default that fits it. Config's opinion may be a day old, so the node is read
 * afresh: a value that is there, right or wrong, is never written over (P8).
 */
export async function applyDefaultTag(
  nudge: Pick<ConfigNudge, 'rule' | 'compliance' | 'node'>,
  world: World,
): Promise<DefaultReport> {
  const { node } = nudge;
  const left = (why: string): DefaultReport => ({ nodeId: node.id, did: 'left', why });
  if (nudge.rule !== world.ruleName) return left('other-rule');
  if (nudge.compliance !== 'NON_COMPLIANT') return left('compliant');

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
  const verdict = judgeTag(value, approved);
  const tagged = { node, name: live.tags.get('Name'), owner: live.tags.get(ownerTag) };
  switch (verdict.kind) {
    case 'approved':
    case 'reserved':
      await world.undecided.settle(node.id);
      return left('valid-by-now');
    case 'malformed':
    case 'not-approved':
      await tellRefusal({ ...tagged, value, verdict, approved }, world);
      await world.undecided.settle(node.id);
      return { nodeId: node.id, did: 'refused-tag' };
    case 'missing':
      return giveDefault({ ...tagged, live, approved }, world);
  }
}
