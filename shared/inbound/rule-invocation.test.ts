import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith, withField } from '../testing/sample-event-with.ts';
import { parseRuleInvocation } from './rule-invocation.ts';

const question = {
  rule: 'patchplane-schedule-tag',
  account: '444455556666',
  region: 'eu-west-1',
  parameters: { tagKey: 'maintenance:patching' },
  resultToken: 'eyJlbmNyeXB0ZWREYXRhIjpbMTIsLTQ0LDldfQ==',
  executionRoleArn:
    'arn:aws:iam::444455556666:role/aws-service-role/config-multiaccountsetup.amazonaws.com/AWSServiceRoleForConfigMultiAccountSetup',
};
const about = {
  node: {
    id: 'i-0a1b2c3d4e5f60718',
    account: '444455556666',
    region: 'eu-west-1',
    arn: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718',
  },
  resourceType: 'AWS::EC2::Instance',
};

describe('parseRuleInvocation()', () => {
  it('reads a change with its tags', () => {
    expect(parseRuleInvocation(sampleEvent('config-rule-evaluation'))).toEqual({
      kind: 'changed',
      ...question,
      ...about,
      tags: { 'maintenance:patching': '2STA', Name: 'payments-db-01', owner: 'payments@example.com' },
      orderingTimestamp: new Date('2026-03-06T19:31:20.118Z'),
    });
  });

  it('reads a change too large for the event, which has no tags', () => {
    expect(parseRuleInvocation(sampleEvent('config-rule-oversized'))).toEqual({
      kind: 'oversized',
      ...question,
      ...about,
      orderingTimestamp: new Date('2026-03-06T19:36:02.551Z'),
    });
  });

  it('reads the rule’s own clock, here without parameters', () => {
    expect(parseRuleInvocation(sampleEvent('config-rule-scheduled'))).toEqual({
      kind: 'scheduled',
      ...question,
      parameters: {},
      orderingTimestamp: new Date('2026-03-06T12:00:07.318Z'),
    });
  });

  it('reads a deletion as nothing left to judge', () => {
    expect(parseRuleInvocation(sampleEvent('config-rule-deleted'))).toEqual({
      kind: 'gone',
      reason: 'deleted',
      ...question,
      ...about,
      orderingTimestamp: new Date('2026-03-06T21:02:47.004Z'),
    });
  });

  const changedItem = 'config-rule-evaluation configurationItem';
  const summary = 'config-rule-oversized configurationItemSummary';
  it.each([
    [changedItem, 'OK', false, 'changed'],
    [changedItem, 'ResourceDiscovered', false, 'changed'],
    [changedItem, 'ResourceNotRecorded', false, 'not-recorded'],
    [changedItem, 'ResourceDeleted', false, 'deleted'],
    [changedItem, 'ResourceDeletedNotRecorded', false, 'deleted'],
    [changedItem, 'OK', true, 'left-scope'],
    [changedItem, 'ResourceDeleted', true, 'deleted'],
    [summary, 'OK', false, 'oversized'],
    [summary, 'OK', true, 'left-scope'],
    [summary, 'ResourceDeleted', false, 'deleted'],
  ])('reads a %s that is %s, scope left: %j, as %s', (place, status, eventLeftScope, expected) => {
    const [name = '', item = ''] = place.split(' ');
    const event = invokedWith(name, [item, 'configurationItemStatus'], status);
    const invocation = parseRuleInvocation(withField(event, ['eventLeftScope'], eventLeftScope));

    expect(invocation.kind === 'gone' ? invocation.reason : invocation.kind).toBe(expected);
  });

  it.each([undefined, null, {}])('reads tags of %j as none', (tags) => {
    const event = invokedWith('config-rule-evaluation', ['configurationItem', 'tags'], tags);

    expect(parseRuleInvocation(event)).toMatchObject({ kind: 'changed', tags: {} });
  });

  it('takes the node from the item, for the inventory names hybrid nodes', () => {
    const event = invokedWith('config-rule-evaluation', ['configurationItem'], {
      awsAccountId: '444455556666',
      awsRegion: 'eu-west-1',
      resourceType: 'AWS::SSM::ManagedInstanceInventory',
      resourceId: 'mi-0123456789abcdef0',
      configurationItemCaptureTime: '2026-03-06T19:31:20.118Z',
      configurationItemStatus: 'OK',
    });

    expect(parseRuleInvocation(event)).toMatchObject({
      node: { arn: 'arn:aws:ssm:eu-west-1:444455556666:managed-instance/mi-0123456789abcdef0' },
      resourceType: 'AWS::SSM::ManagedInstanceInventory',
    });
  });

  it('reads parameters that a template gave as numbers and truths', () => {
    const event = sampleEventWith('config-rule-scheduled', 'ruleParameters', '{"maxAgeDays":30,"strict":true}');

    expect(parseRuleInvocation(event).parameters).toEqual({ maxAgeDays: '30', strict: 'true' });
  });
});

/** The sample with a field of its `invokingEvent` changed, which is JSON in a string. */
function invokedWith(name: string, path: readonly string[], value: unknown): unknown {
  const { invokingEvent } = z.parse(z.object({ invokingEvent: z.string() }), sampleEvent(name));
  return sampleEventWith(name, 'invokingEvent', JSON.stringify(withField(JSON.parse(invokingEvent), path, value)));
}
