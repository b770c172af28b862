import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { LiveNode } from '../../shared/aws/live-nodes.ts';
import { chooseDefault } from '../../shared/domain/tagging/choose-default.ts';
import { type DefaultPolicy, decideDefault } from '../../shared/domain/tagging/decide-default.ts';
import { complies } from '../../shared/domain/tagging/judge-tag.ts';
import { type ReviewDecision, ruleOfDecision } from '../../shared/domain/tagging/review-decision.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { tagDefaultDueNotice } from '../../shared/notices/tag-default-due-notice.ts';
import { type TaggedNode, tagDefaultedNotice, tagNotDefaultedNotice } from '../../shared/notices/tag-notices.ts';
import type { DefaultReport, DefaultStep, World as WritingWorld } from './apply-default-tag.ts';

type World = Omit<WritingWorld, 'writeTags' | 'tagWrites'>;

interface Untagged extends TaggedNode {
  /** Each time that a node is left without a schedule is a fact of its own. */
  readonly change: number;
}

/** Chooses a default for a node that carries no schedule, and does with it what the settings say, up to the writing. */
export async function planGiven(
  { live, approved, ...node }: TaggedNode & { readonly live: LiveNode; readonly approved: readonly string[] },
  world: World,
): Promise<DefaultStep> {
  const [{ change }, known, policy] = await Promise.all([
    world.memory.read(node.node.id),
    world.undecided.read(node.node.id),
    world.readTaggingPolicy(),
  ]);
  const untagged = { ...node, change };
  const decision = known?.change === change ? known.decision : undefined;
  const rules = decision === undefined ? await world.readDefaultRules() : [ruleOfDecision(decision)];
  const { account, region } = node.node;
  const organizationalUnit = policy.organizationalUnits[account];
  const facts = { account, organizationalUnit, region, platform: live.platform, tags: Object.fromEntries(live.tags) };
  const choice = chooseDefault(facts, rules, policy.productionEnvironments);
  if (choice.kind === 'ask') return done(await askPerson(untagged, 'No default-tag rule matches the node.', world));
  const { rule, tags } = choice;
  const value = tags[PATCHING_TAG];
  const given = new Map([...live.tags, ...Object.entries(tags)]);
  if (!complies(await world.judge({ node: node.node, tags: given }, approved))) {
    const detail = `The default-tag rule "${rule}" would set ${value}, which is not an approved schedule.`;
    return done({ ...(await askPerson(untagged, detail, world)), why: detail });
  }
  return carryOut({ untagged, rule, tags, decision, policy: decision ? AT_ONCE : policy.defaults }, world);
}

/** The modes and the grace are for rules; what a person has decided is meant. */
const AT_ONCE: DefaultPolicy = { mode: 'apply', graceHours: 0 };

function done(report: DefaultReport): DefaultStep {
  return { kind: 'done', report };
}

/** What no rule fits stays in the review queue until the node carries a value. */
async function askPerson(untagged: Untagged, detail: string, world: World): Promise<DefaultReport> {
  const { node, change } = untagged;
  await world.tell(tagNotDefaultedNotice({ ...untagged, cause: 'no-rule', detail }));
  const known = await world.undecided.read(node.id);
  if (known?.state !== 'review' || known.change !== change || known.detail !== detail) {
    await world.undecided.write({ ...untagged, state: 'review', at: world.now(), detail });
  }
  return { nodeId: node.id, did: 'asked' };
}

async function carryOut(
  {
    untagged,
    rule,
    tags,
    decision: decided,
    policy,
  }: {
    readonly untagged: Untagged;
    readonly rule: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly decision: ReviewDecision | undefined;
    readonly policy: DefaultPolicy;
  },
  world: World,
): Promise<DefaultStep> {
  const { node, change } = untagged;
  const report = (did: DefaultReport['did']): DefaultStep => done({ nodeId: node.id, did, why: rule });
  const known = await world.undecided.read(node.id);
  // Another rule, or another value of it, is another default, of which the owner has not been told.
  const detail = `${rule}: ${tags[PATCHING_TAG]}`;
  const told = known?.state === 'waiting' && known.change === change && known.detail === detail;
  const decision = decideDefault({ now: world.now(), rule, tags, policy, toldAt: told ? known.at : undefined });
  switch (decision.kind) {
    case 'observe':
      return report('observed');
    case 'notify':
      await world.tell(tagDefaultDueNotice({ ...untagged, rule, tags, until: undefined }));
      return report('notified');
    case 'wait':
      // Told first: a row says that the owner was told.
      await world.tell(tagDefaultDueNotice({ ...untagged, rule, tags, until: decision.until }));
      if (!told) await world.undecided.write({ ...untagged, state: 'waiting', at: decision.since, detail });
      return report('waits');
    case 'apply': {
      const notice = tagDefaultedNotice({ ...untagged, rule, tags: decision.tags, decision: decided });
      const finish = async (written: Attempt<void>): Promise<DefaultReport> => {
        if (written.kind === 'refused') {
          const refusal = `AWS answered ${sayRefusal(written)}`;
          await world.tell(tagNotDefaultedNotice({ ...untagged, cause: 'refused', detail: refusal }));
          return { nodeId: node.id, did: 'not-allowed', why: refusal };
        }
        await world.tell(notice);
        await world.undecided.settle(node.id);
        return { nodeId: node.id, did: 'tagged', why: rule };
      };
      return { kind: 'write', node, from: undefined, tags: decision.tags, notice, finish };
    }
  }
}
