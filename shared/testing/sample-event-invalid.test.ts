import { describe, expect, it } from '@jest/globals';
import { parseCellNudge } from '../inbound/cell-nudge.ts';
import { parseComplianceNudge } from '../inbound/compliance-nudge.ts';
import { parseConfigNudge } from '../inbound/config-nudge.ts';
import { parseIntentEvent } from '../inbound/intent-event.ts';
import { parseReadinessNudge } from '../inbound/readiness-nudge.ts';
import { parseReportNudge } from '../inbound/report-nudge.ts';
import { parseRuleInvocation } from '../inbound/rule-invocation.ts';
import { parseSweepNudge } from '../inbound/sweep-nudge.ts';
import { parseSweepTagsNudge } from '../inbound/sweep-tags-nudge.ts';
import { parseTagNudge } from '../inbound/tag-nudge.ts';
import { refusalOf } from './refusal-of.ts';
import { sampleEvent, sampleEventNames } from './sample-event.ts';
import { accepts, type Parse, parsers } from './sample-event-parsers.ts';

/** Every spoilt sample, the parser that it was meant for, and the sentence of the refusal after `Cannot parse`. */
const refused: ReadonlyArray<readonly [name: string, parse: Parse, sentence: string]> = [
  ['automation-command-casing', parseCellNudge, 'automation status change: detail.Status is missing, wanted a string'],
  [
    'automation-impossible-time',
    parseCellNudge,
    'automation status change: detail.EndTime is "Feb 30, 2026 9:43:30 PM", wanted a time such as "Nov 29, 2024 7:43:20 PM" or an instant',
  ],
  [
    'automation-short-id',
    parseCellNudge,
    'automation step status change: detail.ExecutionId is "c5a1d5b4", wanted a UUID',
  ],
  ['cell-due-region', parseCellNudge, 'overdue cell: detail.region is "Ireland", wanted a Region such as eu-west-1'],
  [
    'cell-due-window',
    parseCellNudge,
    'overdue cell: detail.window is "24FRI@2026-03-06", wanted a window such as 2SATX4@2026-04-25',
  ],
  [
    'cell-maintenance-window',
    parseCellNudge,
    'cell nudge: detail-type is "Maintenance Window Execution State-change Notification", wanted EC2 Command Status-change Notification, EC2 Command Invocation Status-change Notification, EC2 Automation Execution Status-change Notification, EC2 Automation Step Status-change Notification or Cell Due',
  ],
  ['command-automation-casing', parseCellNudge, 'command status change: detail.status is missing, wanted a string'],
  ['command-id-missing', parseCellNudge, 'command status change: detail.command-id is missing, wanted a string'],
  [
    'command-invocation-bare-name',
    parseCellNudge,
    'command invocation status change: detail.instance-id is "payments-db-01", wanted a node id (i- or mi- and 17 hexadecimal digits)',
  ],
  [
    'compliance-capitals',
    parseComplianceNudge,
    'compliance state change: detail.compliance-status is "NON_COMPLIANT", wanted compliant or non_compliant',
  ],
  [
    'compliance-no-node',
    parseComplianceNudge,
    'compliance state change: detail.resource-id is "db1", wanted a node id (i- or mi- and 17 hexadecimal digits)',
  ],
  [
    'config-bucket',
    parseConfigNudge,
    'compliance change: detail.resourceType is "AWS::S3::Bucket", wanted AWS::EC2::Instance, AWS::SSM::ManagedInstanceInventory or AWS::SSM::PatchCompliance',
  ],
  [
    'config-lower-case',
    parseConfigNudge,
    'compliance change: detail.newEvaluationResult.complianceType is "non_compliant", wanted COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE or INSUFFICIENT_DATA',
  ],
  ['config-no-result', parseConfigNudge, 'compliance change: detail.newEvaluationResult is null, wanted an object'],
  [
    'config-other-detail-type',
    parseConfigNudge,
    'compliance change: detail-type is "Config Rules Re-evaluation Status", wanted Config Rules Compliance Change',
  ],
  [
    'parameter-other-operation',
    parseSweepNudge,
    'parameter change: detail.operation is "Read", wanted Create, Update, Delete or LabelParameterVersion',
  ],
  ['parameter-without-name', parseSweepNudge, 'parameter change: detail.name is null, wanted a string'],
  ['request-foreign-source', parseIntentEvent, 'request: source is "aws.ssm", wanted patchplane'],
  ['request-list', parseIntentEvent, 'request: detail is a list of 1, wanted an object'],
  [
    'request-other-type',
    parseIntentEvent,
    'request: detail-type is "Patch Wanted", wanted Patch Requested, Hold Requested, Release Requested, Acknowledge Requested, Exception Requested, Exception Approved, Exception Ended or Review Decided',
  ],
  [
    'rule-half-json',
    parseRuleInvocation,
    'rule invocation: invokingEvent is "{\\"messageType\\":\\"Configuration", wanted JSON in a string',
  ],
  [
    'rule-json-twice',
    parseRuleInvocation,
    'rule invocation: invokingEvent is "{\\"configurationItemDiff\\":{\\"changedProperties\\":{\\"Tags.2\\":{\\"pr…", wanted an object',
  ],
  ['rule-left-scope-text', parseRuleInvocation, 'rule invocation: eventLeftScope is "no", wanted true or false'],
  ['rule-no-token', parseRuleInvocation, 'rule invocation: resultToken is "", wanted a token'],
  ['rule-object', parseRuleInvocation, 'rule invocation: invokingEvent is an object, wanted a string'],
  [
    'rule-parameters-nested',
    parseRuleInvocation,
    'rule invocation: ruleParameters.tagKey is an object, wanted a string',
  ],
  [
    'rule-snapshot-message',
    parseRuleInvocation,
    'rule invocation: invokingEvent.messageType is "ConfigurationSnapshotDeliveryCompleted", wanted ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification or ScheduledNotification',
  ],
  [
    'rule-tag-list',
    parseRuleInvocation,
    'rule invocation: invokingEvent.configurationItem.tags is a list of 1, wanted an object',
  ],
  [
    'rule-tag-number',
    parseRuleInvocation,
    'rule invocation: invokingEvent.configurationItem.tags["maintenance:patching"] is 2, wanted a string',
  ],
  [
    'rule-unknown-status',
    parseRuleInvocation,
    'rule invocation: invokingEvent.configurationItemSummary.configurationItemStatus is "Vanished", wanted OK, ResourceDiscovered, ResourceNotRecorded, ResourceDeleted or ResourceDeletedNotRecorded',
  ],
  [
    'rule-without-item',
    parseRuleInvocation,
    'rule invocation: invokingEvent.configurationItem is missing, wanted an object',
  ],
  [
    'readiness-due-window',
    parseReadinessNudge,
    'windows to look ahead at: detail.windows[0] is "tomorrow", wanted a window such as 2SATX4@2026-04-25',
  ],
  [
    'readiness-id',
    parseReadinessNudge,
    'request for readiness: detail.requestId is "7", wanted a UUID in small letters',
  ],
  ['report-foreign-source', parseReportNudge, 'request for a report: source is "example.app", wanted patchplane'],
  [
    'report-other-report',
    parseReportNudge,
    'request for a report: detail.report is "yearly", wanted weekly or monthly',
  ],
  ['report-tick-daily', parseReportNudge, 'tick of a report: report is "daily", wanted weekly or monthly'],
  ['sweep-list', parseSweepNudge, 'sweep tick: the event is a list of 1, wanted an object'],
  ['sweep-other-kind', parseSweepNudge, 'sweep tick: kind is "report", wanted sweep'],
  [
    'sweep-tags-foreign-source',
    parseSweepTagsNudge,
    'request to sweep tags: source is "example.app", wanted patchplane',
  ],
  ['sweep-tags-other-kind', parseSweepTagsNudge, 'tick to sweep tags: kind is "sweep-all", wanted sweep-tags'],
  [
    'sweep-unfilled-time',
    parseSweepNudge,
    'sweep tick: scheduledTime is "<aws.scheduler.scheduled-time>", wanted an instant such as 2026-03-06T21:00:00Z',
  ],
  ['tag-account-number', parseTagNudge, 'tag change: account is 444455556666, wanted a string'],
  [
    'tag-bare-id',
    parseTagNudge,
    'tag change: resources[0] is "i-0a1b2c3d4e5f60718", wanted the ARN of an EC2 or managed instance',
  ],
  [
    'tag-call-on-instance',
    parseTagNudge,
    'tag call: detail.requestParameters.resourceId is "i-0a1b2c3d4e5f60718", wanted a hybrid node id (mi- and 17 hexadecimal digits)',
  ],
  [
    'tag-call-on-parameter',
    parseTagNudge,
    'tag call: detail.requestParameters.resourceType is "Parameter", wanted ManagedInstance',
  ],
  [
    'tag-call-other-action',
    parseTagNudge,
    'tag call: detail.eventName is "PutParameter", wanted AddTagsToResource or RemoveTagsFromResource',
  ],
  ['tag-call-without-keys', parseTagNudge, 'tag call: detail.requestParameters.tagKeys is missing, wanted a list'],
  [
    'tag-foreign-arn',
    parseTagNudge,
    'tag change: resources[0] is "arn:aws:ec2:eu-west-1:777788889999:instance/i-0a1b2c3d4e5f60…", wanted an ARN of 444455556666 in eu-west-1',
  ],
  ['tag-forged-source', parseTagNudge, 'tag change: source is "com.example.tags", wanted aws.tag'],
  ['tag-keys-missing', parseTagNudge, 'tag change: detail.changed-tag-keys is missing, wanted a list'],
  ['tag-keys-number', parseTagNudge, 'tag change: detail.changed-tag-keys[1] is 7, wanted a string'],
  ['tag-no-arn', parseTagNudge, 'tag change: resources is a list of 0, wanted a list of one ARN'],
  [
    'tag-short-id',
    parseTagNudge,
    'tag change: resources[0] is "arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3", wanted the ARN of an EC2 or managed instance',
  ],
  [
    'tag-time-without-zone',
    parseTagNudge,
    'tag change: time is "2026-03-06T20:41:07", wanted an instant such as 2026-03-06T21:00:00Z',
  ],
  ['tag-two-arns', parseTagNudge, 'tag change: resources is a list of 2, wanted a list of one ARN'],
  ['tag-volume', parseTagNudge, 'tag change: detail.resource-type is "volume", wanted instance or managed-instance'],
];

describe('events/invalid/', () => {
  it('holds the samples of the table above, and no others', () => {
    expect(sampleEventNames('invalid')).toEqual(refused.map(([name]) => `invalid/${name}`).sort());
  });

  it.each(refused)('%s is refused by %p', (name, parse, sentence) => {
    const refusal = refusalOf(() => parse(sampleEvent(`invalid/${name}`)));

    expect(refusal.message).toBe(`Cannot parse ${sentence}`);
    expect(refusal.cause).toBeInstanceOf(Error);
  });

  it.each(refused)('%s is refused by every other parser too', (name) => {
    expect(parsers.filter((parse) => accepts(parse, sampleEvent(`invalid/${name}`)))).toEqual([]);
  });
});
