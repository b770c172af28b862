import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { chooseDefault, type DefaultRule } from '../../shared/domain/tagging/choose-default.ts';
import { complies, judgeTag } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { ConfigNudge } from '../../shared/inbound/config-nudge.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import { type TaggedNode, tagDefaultedNotice, tagNotDefaultedNotice } from '../../shared/notices/tag-notices.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';

/** A node as it is now, in its own account. */
export interface LiveNode {
  readonly tags: ReadonlyMap<string, string>;
  readonly platform: string | undefined;
}

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly ruleName: string;
  readonly readCatalogue: () => Promise<Catalogue>;
  readonly readDefaultRules: () => Promise<readonly DefaultRule[]>;
  readonly ownerTag: () => Promise<string>;
  /** Absent where the node is gone. */
  readonly readNode: (node: NodeReference) => Promise<LiveNode | undefined>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  readonly memory: TagRows;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export interface DefaultReport {
  readonly nodeId: string;
  readonly did: 'left' | 'refused-tag' | 'tagged' | 'asked' | 'not-allowed';
  readonly why?: string;
}

/**
 * Gives a node without a schedule the first default that fits it. Config's opinion may be a day old, so the node is read
 * afresh: a value that is there, right or wrong, is never written over (P8).
 */
export async function applyDefaultTag(nudge: ConfigNudge, world: World): Promise<DefaultReport> {
  const { node } = nudge;
  const left = (why: string): DefaultReport => ({ nodeId: node.id, did: 'left', why });
  if (nudge.rule !== world.ruleName) return left('other-rule');
  if (nudge.compliance !== 'NON_COMPLIANT') return left('compliant');

  const [live, catalogue, ownerTag] = await Promise.all([
    world.readNode(node),
    world.readCatalogue(),
    world.ownerTag(),
  ]);
  if (live === undefined) return left('gone');
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the tag of ${node.id}: ${catalogue.reason}`);

  const value = live.tags.get(PATCHING_TAG);
  const approved = approvedValues(catalogue);
  const verdict = judgeTag(value, approved);
  const tagged = { node, name: live.tags.get('Name'), owner: live.tags.get(ownerTag) };
  switch (verdict.kind) {
    case 'approved':
    case 'reserved':
      return left('valid-by-now');
    case 'malformed':
    case 'not-approved':
      await tellRefusal({ ...tagged, value, verdict, approved }, world);
      return { nodeId: node.id, did: 'refused-tag' };
    case 'missing':
      return giveDefault({ ...tagged, live, approved }, world);
  }
}

async function giveDefault(
  { live, approved, ...untagged }: TaggedNode & { readonly live: LiveNode; readonly approved: readonly string[] },
  world: World,
): Promise<DefaultReport> {
  const { node } = untagged;
  // Each time that a node is left without a schedule is a fact of its own.
  const tagged = { ...untagged, change: (await world.memory.read(node.id)).change };
  const facts = { ...node, platform: live.platform, tags: Object.fromEntries(live.tags) };
  const choice = chooseDefault(facts, await world.readDefaultRules());
  if (choice.kind === 'ask') {
    await world.tell(
      tagNotDefaultedNotice({ ...tagged, cause: 'no-rule', detail: 'No default-tag rule matches the node.' }),
    );
    return { nodeId: node.id, did: 'asked' };
  }
  const value = choice.tags[PATCHING_TAG];
  if (!complies(judgeTag(value, approved))) {
    const detail = `The default-tag rule "${choice.rule}" would set ${value}, which is not an approved schedule.`;
    await world.tell(tagNotDefaultedNotice({ ...tagged, cause: 'no-rule', detail }));
    return { nodeId: node.id, did: 'asked', why: detail };
  }

  const written = await world.writeTags(node, choice.tags);
  if (written.kind === 'refused') {
    const detail = `AWS answered ${sayRefusal(written)}`;
    await world.tell(tagNotDefaultedNotice({ ...tagged, cause: 'refused', detail }));
    return { nodeId: node.id, did: 'not-allowed', why: detail };
  }
  await world.tell(tagDefaultedNotice({ ...tagged, rule: choice.rule, tags: choice.tags }));
  return { nodeId: node.id, did: 'tagged', why: choice.rule };
}
