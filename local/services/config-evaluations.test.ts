import { describe, expect, it } from '@jest/globals';
import { deployRule, invoked, put, web } from '../fleet/config-world.ts';
import { type FakeCloud, fakeCloud, hub, member } from '../fleet/fake-cloud.ts';

describe('PutEvaluations', () => {
  async function evaluated(): Promise<FakeCloud> {
    const fake = fakeCloud([web]);
    await deployRule(fake);
    await fake.passMinutes(3);
    return fake;
  }

  it('tells a first verdict without an old one, then only changes of the type', async () => {
    const fake = await evaluated();
    await put(fake, 0);
    await put(fake, 0, { Annotation: 'still none' });
    await put(fake, 0, { ComplianceType: 'COMPLIANT' });

    expect(fake.events).toHaveLength(2);
    const [first, second] = fake.events;
    expect(first).toMatchObject({
      ...member,
      source: 'aws.config',
      detailType: 'Config Rules Compliance Change',
      resources: [],
      detail: {
        resourceId: web.id,
        newEvaluationResult: { complianceType: 'NON_COMPLIANT', annotation: 'no schedule' },
      },
    });
    expect(first?.detail).not.toHaveProperty('oldEvaluationResult');
    expect(second?.detail).toMatchObject({
      newEvaluationResult: { complianceType: 'COMPLIANT' },
      oldEvaluationResult: { complianceType: 'NON_COMPLIANT', annotation: 'still none' },
    });
  });

  it('takes the token only from the account and Region of the rule', async () => {
    const fake = await evaluated();
    await expect(put(fake, 0, {}, { account: hub.account, region: member.region })).rejects.toMatchObject({
      code: 'InvalidResultTokenException',
    });
    await expect(put(fake, 0, {}, { account: member.account, region: hub.region })).rejects.toMatchObject({
      code: 'InvalidResultTokenException',
    });
  });

  it('answers 200 with the evaluations that failed', async () => {
    const fake = await evaluated();
    expect(await put(fake, 0, { ComplianceResourceId: 'i-00000000000000000' })).toMatchObject({
      FailedEvaluations: [{ ComplianceResourceId: 'i-00000000000000000' }],
    });
    expect(fake.events).toEqual([]);
  });

  it('drops a verdict about an older item', async () => {
    const fake = await evaluated();
    await put(fake, 0);
    await put(fake, 0, { ComplianceType: 'COMPLIANT', OrderingTimestamp: new Date('2026-03-01T00:00:00Z') });
    const ConfigRuleName = invoked(fake, 0).payload['configRuleName'];
    expect(await fake.call('config', 'GetComplianceDetailsByConfigRule', { ConfigRuleName })).toMatchObject({
      EvaluationResults: [{ ComplianceType: 'NON_COMPLIANT', Annotation: 'no schedule' }],
    });
  });

  it.each([
    ['an empty annotation', { Annotation: '' }],
    ['an annotation of 257 characters', { Annotation: 'x'.repeat(257) }],
    ['INSUFFICIENT_DATA', { ComplianceType: 'INSUFFICIENT_DATA' }],
    ['no time', { OrderingTimestamp: undefined }],
  ])('refuses %s', async (_, changes) => {
    await expect(put(await evaluated(), 0, changes)).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  });

  it('refuses 101 at once, and judges nothing in test mode', async () => {
    const fake = await evaluated();
    const evaluation = {
      ComplianceResourceType: 'AWS::EC2::Instance',
      ComplianceResourceId: web.id,
      ComplianceType: 'COMPLIANT',
      OrderingTimestamp: new Date('2026-03-06T18:00:00Z'),
    };
    await expect(
      fake.call('config', 'PutEvaluations', { Evaluations: Array(101).fill(evaluation) }),
    ).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
    await fake.call('config', 'PutEvaluations', { Evaluations: [evaluation], ResultToken: 'any', TestMode: true });
    expect(fake.events).toEqual([]);
  });
});
