import { describe, expect, it } from '@jest/globals';
import { beginning, fakeCloud, member, node } from '../fleet/fake-cloud.ts';

describe('patch compliance', () => {
  const install = { Operation: ['Install'] };
  const patch = (fake: ReturnType<typeof fakeCloud>, Parameters: object) =>
    fake.call('ssm', 'SendCommand', { DocumentName: 'AWS-RunPatchBaseline', InstanceIds: [node().id], Parameters });
  const told = (fake: ReturnType<typeof fakeCloud>) =>
    fake.events.filter(({ detailType }) => detailType === 'Configuration Compliance State Change');
  const summaries = async (fake: ReturnType<typeof fakeCloud>, Filters: object[] = []) =>
    (await fake.call('ssm', 'ListResourceComplianceSummaries', { Filters }))['ResourceComplianceSummaryItems'];

  it('is told when it changes, from the account and Region of the node', async () => {
    const fake = fakeCloud([node()]);
    await patch(fake, install);
    await fake.passMinutes(60);

    expect(told(fake)).toMatchObject([
      {
        ...member,
        source: 'aws.ssm',
        resources: [`arn:aws:ssm:${member.region}:${member.account}:managed-instance/${node().id}`],
        detail: {
          'compliance-type': 'Patch',
          'compliance-status': 'compliant',
          'resource-type': 'managed-instance',
          'resource-id': node().id,
          'patch-baseline-id': expect.stringMatching(/^pb-/),
        },
      },
    ]);
  });

  it('stays non-compliant without a reboot, and silent about it', async () => {
    const fake = fakeCloud([node()]);
    const Equal = { Key: 'Status', Values: ['NON_COMPLIANT'], Type: 'EQUAL' };
    expect(await summaries(fake, [Equal])).toMatchObject([{ ResourceId: node().id, OverallSeverity: 'CRITICAL' }]);
    const { Command } = await patch(fake, { ...install, RebootOption: ['NoReboot'] });
    await fake.passMinutes(60);

    expect(told(fake)).toEqual([]);
    expect(await summaries(fake)).toMatchObject([
      {
        Status: 'NON_COMPLIANT',
        OverallSeverity: 'HIGH',
        ExecutionSummary: { ExecutionId: Object(Command).CommandId, ExecutionType: 'Command' },
        NonCompliantSummary: { NonCompliantCount: 3 },
      },
    ]);
  });

  it('becomes non-compliant when a scan finds what was approved since', async () => {
    const missingFrom = new Date(beginning.getTime() + 10 * 60_000);
    const fake = fakeCloud([node({ missingFrom })]);
    await patch(fake, { Operation: ['Scan'] });
    await fake.passMinutes(15);
    expect(told(fake)).toEqual([]);
    await patch(fake, { Operation: ['Scan'] });
    await fake.passMinutes(15);

    expect(told(fake).map(({ detail }) => detail)).toMatchObject([
      { 'compliance-status': 'non_compliant', severity: 'critical' },
    ]);
    expect(await summaries(fake)).toMatchObject([{ NonCompliantSummary: { NonCompliantCount: 3 } }]);
  });
});
