import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseComplianceNudge } from './compliance-nudge.ts';

describe('parseComplianceNudge()', () => {
  it('reads what Systems Manager found', () => {
    expect(parseComplianceNudge(sampleEvent('patch-noncompliant'))).toEqual({
      cause: 'patch-compliance-changed',
      id: '5a1e0b6e-2b43-4f0a-9e60-0b2f9a8f1c05',
      of: 'Patch',
      node: {
        id: 'i-0a1b2c3d4e5f60718',
        account: '444455556666',
        region: 'eu-west-1',
        arn: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718',
      },
      compliant: false,
      severity: 'CRITICAL',
      baselineId: 'pb-0c10e65780EXAMPLE',
      at: new Date('2026-03-06T20:41:07Z'),
    });
  });

  it('reads what a rule of AWS Config found, by the name that we gave it', () => {
    expect(parseComplianceNudge(sampleEvent('config-patch-noncompliant'))).toMatchObject({
      cause: 'rule-compliance-changed',
      rule: 'patchplane-patch-compliance',
      compliant: false,
    });
  });

  it.each([
    ['critical', 'CRITICAL'],
    ['High', 'HIGH'],
    ['apocalyptic', 'UNSPECIFIED'],
    [undefined, 'UNSPECIFIED'],
    [null, 'UNSPECIFIED'],
  ])('takes the severity %j for %s', (severity, expected) => {
    const event = sampleEventWith('patch-noncompliant', 'detail.severity', severity);
    expect(parseComplianceNudge(event)).toHaveProperty('severity', expected);
  });

  it.each(['COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'])('takes %s for no lack', (compliance) => {
    const path = 'detail.newEvaluationResult.complianceType';
    expect(parseComplianceNudge(sampleEventWith('config-patch-noncompliant', path, compliance))).toHaveProperty(
      'compliant',
      true,
    );
  });

  it('takes compliant for no lack, and an association for what it is', () => {
    const compliant = sampleEventWith('patch-noncompliant', 'detail.compliance-status', 'compliant');
    expect(parseComplianceNudge(compliant)).toHaveProperty('compliant', true);
    const association = sampleEventWith('patch-noncompliant', 'detail.compliance-type', 'Association');
    expect(parseComplianceNudge(association)).toHaveProperty('of', 'Association');
  });
});
