/** What the hub's stack and Cloud Operations would have put there: ledger, topics, bus, catalogue in force; nodes of a member. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { LabelParameterVersionCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Created } from '../cloudformation/scope.ts';
import { createQueue } from './moto-queue.ts';

/** moto's account for keys that it did not issue. */
export const HUB = '123456789012';
export const MEMBER = '777788889999';
export const REGION = 'eu-central-1';

export interface Seeded {
  readonly resources: Readonly<Record<string, Created>>;
  readonly alertsQueueUrl: string;
  readonly memberConfig: ReturnType<typeof configAt>;
  readonly taggedId: string;
  readonly untaggedId: string;
}

export function configAt(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: '' } };
}

export async function seedMoto(endpoint: string, root: string): Promise<Seeded> {
  const config = configAt(endpoint);
  await new DynamoDBClient(config).send(ledgerTable);
  await new EventBridgeClient(config).send(new CreateEventBusCommand({ Name: 'patchplane-live' }));
  const sns = new SNSClient(config);
  const [alerts, chat] = [await topic(sns, 'patchplane-live-alerts'), await topic(sns, 'patchplane-live-chat')];
  const queue = await createQueue(endpoint, 'mailbox');
  // Of the notices that the two bundles send, the owner of production hears: the attributes are there and are looked at.
  const FilterPolicy = JSON.stringify({ kind: ['tag-refused', 'tag-defaulted'], owners: ['payments@example.com'] });
  const subscription = { TopicArn: alerts, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { FilterPolicy } };
  await sns.send(new SubscribeCommand(subscription));
  await putCatalogue(new SSMClient(config), root);

  const memberConfig = await memberOf(config);
  const ec2 = new EC2Client(memberConfig);
  return {
    resources: {
      Ledger: { ref: 'ledger' },
      Bus: { ref: 'patchplane-live' },
      AlertsTopic: { ref: alerts },
      ChatTopic: { ref: chat },
    },
    alertsQueueUrl: queue.url,
    memberConfig,
    taggedId: await instance(ec2, { 'maintenance:patching': '6SNU' }),
    untaggedId: await instance(ec2, {}),
  };
}

const ledgerTable = new CreateTableCommand({
  TableName: 'ledger',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'due', 'nodeId'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: (
    [
      ['due', 'due'],
      ['node', 'nodeId'],
    ] as const
  ).map(([IndexName, AttributeName]) => ({
    IndexName,
    KeySchema: [
      { AttributeName, KeyType: 'HASH' },
      { AttributeName: 'pk', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  })),
});

async function topic(sns: SNSClient, Name: string): Promise<string> {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
  return TopicArn;
}

/** The sample catalogue, all of it in force, which is more than a page; and one entry that nobody has approved. */
async function putCatalogue(ssm: SSMClient, root: string): Promise<void> {
  const put = (Name: string, Value: string) => ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
  const folder = path.join(root, 'catalogue/schedules');
  for (const file of readdirSync(folder).sort()) {
    const Name = `/patchplane/schedules/${path.basename(file, '.json')}`;
    await put(Name, readFileSync(path.join(folder, file), 'utf8'));
    await ssm.send(new LabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: ['in-force'] }));
  }
  await put('/patchplane/schedules/3MON', readFileSync(path.join(folder, '2SUN.json'), 'utf8'));
  await put('/patchplane/settings', readFileSync(path.join(root, 'catalogue/settings.json'), 'utf8'));
  const { rules } = defaultsFile.parse(JSON.parse(readFileSync(path.join(root, 'catalogue/defaults.json'), 'utf8')));
  await put('/patchplane/defaults', JSON.stringify(rules));
}

/** The parameter holds the list alone. */
const defaultsFile = z.object({ rules: z.array(z.unknown()) });

async function memberOf(config: ReturnType<typeof configAt>): Promise<ReturnType<typeof configAt>> {
  const asked = { RoleArn: `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`, RoleSessionName: 'seed' };
  const { Credentials } = await new STSClient(config).send(new AssumeRoleCommand(asked));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return {
    ...config,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

async function instance(ec2: EC2Client, tags: Readonly<Record<string, string>>): Promise<string> {
  const all = { Name: 'ledger-db-01', owner: 'payments@example.com', environment: 'prod', ...tags };
  const Tags = Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0123456789abcdef0',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}
