import { describe, expect, it } from '@jest/globals';
import { deployRule, functionArn, invoked, plant, retag, web } from '../fleet/config-world.ts';
import { fakeCloud, hub, member, node } from '../fleet/fake-cloud.ts';

describe('an organization rule', () => {
  it('evaluates all instances of its Region within two minutes or so, not hybrid nodes', async () => {
    const fake = fakeCloud([web, plant, node({ name: 'central', ...hub })]);
    await deployRule(fake);
    await fake.passMinutes(3);

    expect(fake.invocations).toHaveLength(1);
    const { payload, invokingEvent } = invoked(fake, 0);
    expect(fake.invocations[0]?.functionArn).toBe(functionArn);
    expect(payload).toMatchObject({
      version: '1.0',
      ruleParameters: '{"tagKey":"maintenance:patching"}',
      eventLeftScope: false,
      accountId: member.account,
      configRuleName: expect.stringMatching(/^OrgConfigRule-patching-tag-[0-9a-z]{8}$/),
    });
    expect(invokingEvent).toMatchObject({
      messageType: 'ConfigurationItemChangeNotification',
      configurationItem: {
        configurationItemStatus: 'ResourceDiscovered',
        awsAccountId: member.account,
        awsRegion: member.region,
        resourceType: 'AWS::EC2::Instance',
        resourceId: web.id,
        tags: { Name: 'web-01' },
      },
    });
  });

  it('evaluates again 20 to 60 s after a change, once for two changes together', async () => {
    const fake = fakeCloud([web]);
    await deployRule(fake);
    await fake.passMinutes(3);
    await retag(fake, '2STA');
    await retag(fake, '2SAT');
    await fake.passMinutes(1.2);

    expect(fake.invocations).toHaveLength(2);
    expect(invoked(fake, 1).invokingEvent.configurationItem).toMatchObject({
      configurationItemStatus: 'OK',
      tags: { 'maintenance:patching': '2SAT' },
    });
    const changedAt = fake.events[0]?.at.getTime() ?? 0;
    const lateMs = (fake.invocations[1]?.at.getTime() ?? 0) - changedAt;
    expect(lateMs >= 20_000 && lateMs <= 65_000).toBe(true);
  });

  it('is asked about everything once in each of its periods', async () => {
    const fake = fakeCloud([web]);
    await deployRule(fake, {
      OrganizationCustomRuleMetadata: {
        LambdaFunctionArn: functionArn,
        OrganizationConfigRuleTriggerTypes: ['ConfigurationItemChangeNotification', 'ScheduledNotification'],
        MaximumExecutionFrequency: 'Six_Hours',
        ResourceTypesScope: ['AWS::EC2::Instance'],
      },
    });
    await fake.passMinutes(13 * 60);

    const struck = fake.invocations
      .map((_, place) => invoked(fake, place).invokingEvent)
      .filter(({ messageType }) => messageType === 'ScheduledNotification');
    expect(struck.filter(({ awsAccountId }) => awsAccountId === member.account)).toHaveLength(2);
    expect(struck.filter(({ awsAccountId }) => awsAccountId === hub.account)).toHaveLength(2);
  });

  it('evaluates nothing, and says nothing, while it may not invoke its function', async () => {
    const fake = fakeCloud([web]);
    fake.refused.add('lambda:InvokeFunction');
    await deployRule(fake);
    await fake.passMinutes(3);
    expect(fake.invocations).toEqual([]);
    expect(fake.events).toEqual([]);
  });

  it('spares excluded accounts', async () => {
    const fake = fakeCloud([web]);
    await deployRule(fake, { ExcludedAccounts: [member.account] });
    await fake.passMinutes(3);
    expect(fake.invocations).toEqual([]);
  });
});
