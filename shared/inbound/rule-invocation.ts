import { type NodeResourceType, ruleOf } from './config-nudge.ts';
import { type NodeReference, nodeReference } from './node-reference.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';
import {
  anyInvocation,
  type ConfigItem,
  type ConfigQuestion,
  itemInvocation,
  scheduleInvocation,
  summaryInvocation,
} from './rule-invocation-schema.ts';

/** AWS Config asks for an evaluation; the answer goes back by PutEvaluations, with the token. */
export type RuleInvocation = ItemChanged | ItemOversized | ItemGone | SchedulePassed;

interface Question {
  /** The rule's name as we gave it, whatever AWS made of it when it deployed the rule. */
  readonly rule: string;
  readonly account: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly resultToken: string;
  readonly executionRoleArn: string;
  /** Config drops an evaluation that is older than the one it has. */
  readonly orderingTimestamp: Date;
}

interface QuestionOfNode extends Question {
  readonly node: NodeReference;
  readonly resourceType: NodeResourceType;
}

export interface ItemChanged extends QuestionOfNode {
  readonly kind: 'changed';
  readonly tags: Readonly<Record<string, string>>;
}

/** Too large for the event: it lacks the tags, so they must be read. */
export interface ItemOversized extends QuestionOfNode {
  readonly kind: 'oversized';
}

/** Nothing left to judge: not applicable, whatever the tags were. */
export interface ItemGone extends QuestionOfNode {
  readonly kind: 'gone';
  readonly reason: 'left-scope' | 'deleted' | 'not-recorded';
}

/** The rule's own clock: no node is named, so all of them are meant. */
export interface SchedulePassed extends Question {
  readonly kind: 'scheduled';
}

export function parseRuleInvocation(event: unknown): RuleInvocation {
  const { messageType } = parseOrRefuse('rule invocation', anyInvocation, event).invokingEvent;
  switch (messageType) {
    case 'ConfigurationItemChangeNotification':
      return parseItem(event);
    case 'OversizedConfigurationItemChangeNotification':
      return parseSummary(event);
    case 'ScheduledNotification':
      return parseSchedule(event);
  }
}

function parseItem(event: unknown): ItemChanged | ItemGone {
  const invocation = parseOrRefuse('rule invocation', itemInvocation, event);
  const { configurationItem } = invocation.invokingEvent;
  const asked = questionOfNode(invocation, configurationItem);
  const reason = whyGone(invocation, configurationItem);
  if (reason !== undefined) return { kind: 'gone', ...asked, reason };
  return { kind: 'changed', ...asked, tags: configurationItem.tags ?? {} };
}

function parseSummary(event: unknown): ItemOversized | ItemGone {
  const invocation = parseOrRefuse('rule invocation', summaryInvocation, event);
  const { configurationItemSummary } = invocation.invokingEvent;
  const asked = questionOfNode(invocation, configurationItemSummary);
  const reason = whyGone(invocation, configurationItemSummary);
  return reason === undefined ? { kind: 'oversized', ...asked } : { kind: 'gone', ...asked, reason };
}

function parseSchedule(event: unknown): SchedulePassed {
  const invocation = parseOrRefuse('rule invocation', scheduleInvocation, event);
  return { kind: 'scheduled', ...questionAt(invocation, invocation.invokingEvent.notificationCreationTime) };
}

function questionOfNode(asked: ConfigQuestion, about: ConfigItem): QuestionOfNode {
  const { resourceId: id, awsAccountId: account, awsRegion: region, resourceType } = about;
  const node = nodeReference({ id, account, region });
  return { ...questionAt(asked, about.configurationItemCaptureTime), node, resourceType };
}

function questionAt(asked: ConfigQuestion, orderingTimestamp: Date): Question {
  const { configRuleName, configRuleArn, accountId: account, resultToken, executionRoleArn } = asked;
  const [, , , region = ''] = configRuleArn.split(':');
  const { rule } = ruleOf(configRuleName);
  const parameters = asked.ruleParameters ?? {};
  return { rule, account, region, parameters, resultToken, executionRoleArn, orderingTimestamp };
}

function whyGone(
  { eventLeftScope }: ConfigQuestion,
  { configurationItemStatus }: ConfigItem,
): ItemGone['reason'] | undefined {
  switch (configurationItemStatus) {
    case 'ResourceDeleted':
    case 'ResourceDeletedNotRecorded':
      return 'deleted';
    case 'ResourceNotRecorded':
      return 'not-recorded';
    case 'OK':
    case 'ResourceDiscovered':
      return eventLeftScope ? 'left-scope' : undefined;
  }
}
