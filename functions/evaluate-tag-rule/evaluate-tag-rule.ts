import type { JudgeNode } from '../../shared/aws/node-judge.ts';
import type { RuleSubject } from '../../shared/aws/rule-subjects.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { complies, type TagVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { isHybrid, type NodeReference } from '../../shared/inbound/node-reference.ts';
import type {
  ItemChanged,
  ItemGone,
  ItemOversized,
  RuleInvocation,
  SchedulePassed,
} from '../../shared/inbound/rule-invocation.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';

/** One answer to AWS Config about one resource. */
export interface Evaluation {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  /** At least one character, at most 256. */
  readonly annotation: string;
  readonly orderingTimestamp: Date;
}

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly readCatalogue: () => Promise<Catalogue>;
  /** The tags of an item that was too large for the event, as Config has recorded them. */
  readonly readRecordedTags: (item: ItemOversized) => Promise<Readonly<Record<string, string>>>;
  /** The tags of a hybrid node as Systems Manager has them now: Config's are not to be trusted. None of one that is gone. */
  readonly readHybridTags: (node: NodeReference) => Promise<Readonly<Record<string, string>> | undefined>;
  /** Every node that the rule is about in the cell that asks, with its live tags. */
  readonly readSubjects: (cell: Cell) => Promise<readonly RuleSubject[]>;
  /** By value, and a reserved one by what stands behind it. */
  readonly judge: JudgeNode;
  /** Throws where Config refuses an evaluation, so that Lambda tries again. */
  readonly putEvaluations: (
    to: { readonly account: string; readonly region: string; readonly resultToken: string },
    evaluations: readonly Evaluation[],
  ) => Promise<void>;
}

/** Answers AWS Config whether a node's schedule tag complies. The answer goes back by PutEvaluations only. */
export async function evaluateTagRule(invocation: RuleInvocation, world: World): Promise<readonly Evaluation[]> {
  const evaluations =
    invocation.kind === 'scheduled' ? await evaluateAll(invocation, world) : [await evaluate(invocation, world)];
  await world.putEvaluations(invocation, evaluations);
  return evaluations;
}

/** The rule's own clock names no node, so it means all of the cell. */
async function evaluateAll(invocation: SchedulePassed, world: World): Promise<Evaluation[]> {
  const { account, region, orderingTimestamp } = invocation;
  const approved = await readApproved(`the tags of ${account} ${region}`, world);
  const subjects = await world.readSubjects({ account, region });
  return inGroups(subjects, async ({ node, resourceType, tags }) => ({
    resourceType,
    resourceId: node.id,
    orderingTimestamp,
    ...answerTo(await world.judge({ node, tags }, approved)),
  }));
}

async function evaluate(invocation: ItemChanged | ItemOversized | ItemGone, world: World): Promise<Evaluation> {
  const { node, resourceType, orderingTimestamp } = invocation;
  const answer = { resourceType, resourceId: node.id, orderingTimestamp };
  if (invocation.kind === 'gone') {
    return { ...answer, compliance: 'NOT_APPLICABLE', annotation: `Nothing to judge: ${invocation.reason}.` };
  }
  if (resourceType === 'AWS::SSM::ManagedInstanceInventory' && !isHybrid(node)) {
    return { ...answer, compliance: 'NOT_APPLICABLE', annotation: 'An EC2 instance is judged as AWS::EC2::Instance.' };
  }
  const tags = await tagsOf(node, invocation, world);
  if (tags === undefined) {
    return { ...answer, compliance: 'NOT_APPLICABLE', annotation: 'Nothing to judge: the node is deregistered.' };
  }
  const approved = await readApproved(`the tag of ${node.id}`, world);
  return { ...answer, ...answerTo(await world.judge({ node, tags: new Map(Object.entries(tags)) }, approved)) };
}

function answerTo(verdict: TagVerdict): Pick<Evaluation, 'compliance' | 'annotation'> {
  return { compliance: complies(verdict) ? 'COMPLIANT' : 'NON_COMPLIANT', annotation: annotate(verdict) };
}

/** A catalogue that cannot be read judges nothing: the throw brings Lambda's retries (P5). */
async function readApproved(what: string, world: World): Promise<readonly string[]> {
  const catalogue = await world.readCatalogue();
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge ${what}: ${catalogue.reason}`);
  return approvedValues(catalogue);
}

function tagsOf(
  node: NodeReference,
  item: ItemChanged | ItemOversized,
  world: World,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (isHybrid(node)) return world.readHybridTags(node);
  return item.kind === 'changed' ? Promise.resolve(item.tags) : world.readRecordedTags(item);
}

function annotate(verdict: TagVerdict): string {
  switch (verdict.kind) {
    case 'approved':
      return `${verdict.value} is an approved schedule.`;
    case 'reserved':
      return `${verdict.value}: the node is not patched in a window.`;
    case 'unexcused':
      return cut(`${verdict.value} without leave: ${verdict.problem}`);
    case 'missing':
      return `The node carries no tag ${PATCHING_TAG}.`;
    case 'not-approved':
      return `${verdict.value} is a schedule, but not an approved one. ${meant(verdict.nearest)}`.trimEnd();
    case 'malformed':
      return cut(`${meant(verdict.nearest)} ${verdict.problem}`.trimStart());
  }
}

function meant(nearest: Extract<TagVerdict, { kind: 'malformed' }>['nearest']): string {
  if (nearest.kind !== 'meant') return '';
  return nearest.confidence === 'possible' ? `Near to it is ${nearest.value}.` : `Meant ${nearest.value}?`;
}

/** PutEvaluations takes annotations of at most 256 characters. */
function cut(annotation: string): string {
  return annotation.slice(0, 256);
}
