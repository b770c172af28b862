/** For tests of AWS Config: a node of each kind, an aggregator and an organization rule to deploy, and calls about them. */
import type { Call } from '../cloud.ts';
import { type FakeCloud, hub, member, node } from './fake-cloud.ts';

export const web = node({ tags: { Name: 'web-01' } });
export const plant = node({ name: 'plant-01', id: 'mi-0123456789abcdef0' });
export const functionArn = `arn:aws:lambda:${member.region}:${hub.account}:function:evaluate`;

export async function deployAggregator(fake: FakeCloud): Promise<void> {
  const source = { OrganizationAggregationSource: { AllAwsRegions: true, RoleArn: 'role' } };
  await fake.deploy('AWS::Config::ConfigurationAggregator', { ConfigurationAggregatorName: 'fleet', ...source });
}

export async function deployRule(fake: FakeCloud, changes: object = {}): Promise<void> {
  const metadata = {
    LambdaFunctionArn: functionArn,
    OrganizationConfigRuleTriggerTypes: ['ConfigurationItemChangeNotification'],
    ResourceTypesScope: ['AWS::EC2::Instance'],
    InputParameters: '{"tagKey":"maintenance:patching"}',
  };
  await fake.deploy(
    'AWS::Config::OrganizationConfigRule',
    { OrganizationConfigRuleName: 'patching-tag', OrganizationCustomRuleMetadata: metadata, ...changes },
    { ...hub, region: member.region },
  );
}

export function select(fake: FakeCloud, changes: object = {}) {
  const Expression = "SELECT resourceId, tags WHERE resourceType = 'AWS::EC2::Instance'";
  return fake.call(
    'config',
    'SelectAggregateResourceConfig',
    { Expression, ConfigurationAggregatorName: 'fleet', ...changes },
    hub,
  );
}

export async function retag(fake: FakeCloud, value: string): Promise<void> {
  await fake.call('ec2', 'CreateTags', { Resources: [web.id], Tags: [{ Key: 'maintenance:patching', Value: value }] });
}

export function invoked(fake: FakeCloud, place: number) {
  const payload = Object.fromEntries(Object.entries(fake.invocations[place]?.payload ?? {}));
  return { payload, invokingEvent: JSON.parse(String(payload['invokingEvent'])) };
}

export function put(
  fake: FakeCloud,
  place: number,
  changes: object = {},
  cell: Pick<Call, 'region'> & { account: string } = member,
) {
  const { payload, invokingEvent } = invoked(fake, place);
  const { resourceType, resourceId, configurationItemCaptureTime } = invokingEvent.configurationItem;
  const evaluation = {
    ComplianceResourceType: resourceType,
    ComplianceResourceId: resourceId,
    ComplianceType: 'NON_COMPLIANT',
    Annotation: 'no schedule',
    OrderingTimestamp: new Date(configurationItemCaptureTime),
    ...changes,
  };
  return fake.call(
    'config',
    'PutEvaluations',
    { Evaluations: [evaluation], ResultToken: payload['resultToken'] },
    cell,
  );
}
