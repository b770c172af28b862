/** What whoever deploys may say, and what is there only if it is said. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { packagedTemplate, projectRoot } from './testing/packaged.ts';

const { Resources } = packagedTemplate('hub');

describe.each([
  ['AlertsSubscription', 'HasAlertsEmail', 'AlertsTopic', 'AlertsEmail'],
  ['FailuresSubscription', 'HasOperationsEmail', 'FailuresTopic', 'OperationsEmail'],
])('%s', (id, condition, topic, address) => {
  it('is made only where an address is given', () => {
    expect(Resources[id]).toMatchObject({
      Condition: condition,
      Properties: { Protocol: 'email', TopicArn: { Ref: topic }, Endpoint: { Ref: address } },
    });
  });
});

it('the alarms of a governed Region have somebody to tell as well', () => {
  expect(packagedTemplate('region').Resources['FailuresSubscription']).toMatchObject({
    Condition: 'HasOperationsEmail',
    Properties: { TopicArn: { Ref: 'FailuresTopic' }, Endpoint: { Ref: 'OperationsEmail' } },
  });
});

describe('the chat channel', () => {
  it('is there only where it is given, and may do nothing', () => {
    expect(Resources['SlackChannel']).toMatchObject({
      Condition: 'HasSlack',
      Properties: {
        GuardrailPolicies: [{ 'Fn::Sub': expect.stringMatching(/:policy\/AWSDenyAll$/) }],
        IamRoleArn: { 'Fn::GetAtt': ['SlackChannelRole', 'Arn'] },
        SnsTopicArns: [{ Ref: 'ChatTopic' }, { Ref: 'FailuresTopic' }],
      },
    });
    expect(Resources['SlackChannelRole']?.Condition).toBe('HasSlack');
    const { Policies, ManagedPolicyArns } = Object(Resources['SlackChannelRole']?.Properties);
    expect([Policies, ManagedPolicyArns]).toEqual([undefined, undefined]);
  });
});

describe.each([
  ['hub', 'serverless.yml'],
  ['region', 'serverless.region.yml'],
] as const)('the parameters of the %s', (stack, file) => {
  const { provider } = parse(readFileSync(path.join(projectRoot, file), 'utf8'), { logLevel: 'silent' });
  const given: readonly { ParameterKey: string; ParameterValue: string }[] = provider.stackParameters;

  it('are taken from the file of the deployment, all of them, or have the default of the template', () => {
    const defaults = Object.entries(packagedTemplate(stack).Parameters ?? {}).map(([name, { Default = '' }]) => ({
      ParameterKey: name,
      ParameterValue: `$\{file(deployment.$\{sls:stage}.yml):${name}, '${Default}'}`,
    }));
    expect(byKey(given)).toEqual(byKey(defaults));
  });
});

function byKey(parameters: readonly { readonly ParameterKey: string }[]) {
  return parameters.toSorted((one, other) => one.ParameterKey.localeCompare(other.ParameterKey));
}
