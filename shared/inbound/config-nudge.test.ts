import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseConfigNudge, ruleOf } from './config-nudge.ts';

describe('parseConfigNudge()', () => {
  it('reads the first verdict on a node: no old result, no resources', () => {
    expect(parseConfigNudge(sampleEvent('config-noncompliant'))).toEqual({
      cause: 'compliance-changed',
      id: 'f1c2a1cf-7bb5-4d0e-8f65-6a1d8a0c2d11',
      rule: 'patchplane-schedule-tag',
      ruleForm: 'organization',
      node: {
        id: 'i-0a1b2c3d4e5f60718',
        account: '444455556666',
        region: 'eu-west-1',
        arn: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718',
      },
      compliance: 'NON_COMPLIANT',
      at: new Date('2026-03-06T19:31:58Z'),
    });
  });

  it('reads a hybrid node out of the inventory', () => {
    expect(parseConfigNudge(sampleEvent('config-compliant-hybrid'))).toMatchObject({
      rule: 'patchplane-schedule-tag',
      ruleForm: 'conformance-pack',
      node: { arn: 'arn:aws:ssm:eu-west-1:444455556666:managed-instance/mi-0123456789abcdef0' },
      compliance: 'COMPLIANT',
    });
  });

  it('knows an EC2 instance in the inventory by its id', () => {
    const event = sampleEventWith('config-noncompliant', 'detail.resourceType', 'AWS::SSM::ManagedInstanceInventory');

    expect(parseConfigNudge(event).node.arn).toBe('arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718');
  });

  it('knows a node by the record of what it lacks, which lies under its place in the inventory', () => {
    expect(parseConfigNudge(sampleEvent('config-patch-noncompliant'))).toMatchObject({
      rule: 'patchplane-patch-compliance',
      ruleForm: 'account',
      node: { arn: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718' },
    });
  });

  it.each(['NOT_APPLICABLE', 'INSUFFICIENT_DATA'])('passes on %s', (compliance) => {
    const path = 'detail.newEvaluationResult.complianceType';

    expect(parseConfigNudge(sampleEventWith('config-noncompliant', path, compliance)).compliance).toBe(compliance);
  });

  it.each(['version', 'resources', 'detail.newEvaluationResult.annotation', 'detail.recordVersion'])(
    'does without %s',
    (path) => {
      expect(parseConfigNudge(sampleEventWith('config-noncompliant', path, undefined))).toEqual(
        parseConfigNudge(sampleEvent('config-noncompliant')),
      );
    },
  );
});

describe('ruleOf()', () => {
  it.each([
    ['patchplane-schedule-tag', 'patchplane-schedule-tag', 'account'],
    ['OrgConfigRule-patchplane-schedule-tag-dbgzf8ba', 'patchplane-schedule-tag', 'organization'],
    ['patchplane-schedule-tag-conformance-pack-szsm1uv0w', 'patchplane-schedule-tag', 'conformance-pack'],
    ['OrgConfigRule-', 'OrgConfigRule-', 'account'],
    ['my-conformance-pack-', 'my-conformance-pack-', 'account'],
  ])('reads %s as %s of the %s', (name, rule, ruleForm) => {
    expect(ruleOf(name)).toEqual({ rule, ruleForm });
  });
});
