import { afterEach, describe, expect, it } from '@jest/globals';
import { type AssembledCloud, assembleCloud, type CloudPlan } from './assemble-cloud.ts';
import { deploy } from './cloudformation/deploy.ts';
import { crashAfter } from './services/function-calls.ts';
import { type FunctionFolder, functionFolder } from './testing/function-folder.ts';
import { smallHub, smallMember } from './testing/small-hub.ts';
import { HUB, MEMBER, smallOrganization } from './testing/small-organization.ts';

const WATCH = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
const { STSClient, AssumeRoleCommand, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
const seam = globalThis.patchplaneSeam;
const dynamodb = new DynamoDBClient(seam.client);
const sns = new SNSClient(seam.client);
const sts = new STSClient(seam.client);
exports.handler = async (event) => {
  console.log(JSON.stringify({ message: 'woken', event }));
  const pk = event['detail-type'] === undefined ? event.scheduledTime : event.id;
  await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: pk }, sk: { S: 'STATE' } } }));
  if (event['detail-type'] === undefined) return;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::' + event.account + ':role/read', RoleSessionName: 'watch' }));
  const credentials = { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken };
  const me = await new STSClient({ ...seam.client, credentials }).send(new GetCallerIdentityCommand({}));
  await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Subject: 'Tag changed', Message: me.Arn, MessageAttributes: { kind: { DataType: 'String', StringValue: 'tag' } } }));
};`;

let folder: FunctionFolder | undefined;
let assembled: AssembledCloud | undefined;
afterEach(() => {
  assembled?.close();
  folder?.remove();
});

async function start(source: string, plan: Partial<CloudPlan> = {}): Promise<AssembledCloud> {
  folder = await functionFolder({ watch: source });
  assembled = assembleCloud({ organization: smallOrganization, seed: 1, root: folder.root, fleet: () => [], ...plan });
  const { providers } = assembled;
  const member = { account: MEMBER, region: 'eu-west-1', name: 'member' };
  await deploy(smallMember, { stack: member, parameters: { HubAccountId: HUB }, providers });
  await deploy(smallHub, { stack: { account: HUB, region: 'eu-central-1', name: 'hub' }, parameters: {}, providers });
  return assembled;
}

const tagChange = {
  account: MEMBER,
  region: 'eu-west-1',
  source: 'aws.tag',
  detailType: 'Tag Change on Resource',
  resources: [],
  detail: {},
};

describe('the assembled cloud', () => {
  it('carries an event from a member to the hub, through the function, the member role and a topic', async () => {
    const { cloud, logs } = await start(WATCH);
    cloud.emit(tagChange);
    await cloud.clock.runUntil(new Date('2026-03-06T17:01:00Z'));

    expect(cloud.record.invocationErrors).toEqual([]);
    expect(cloud.record.refusals).toEqual([]);
    expect(cloud.record.messages).toEqual([
      {
        at: new Date('2026-03-06T17:00:01.650Z'),
        topicArn: `arn:aws:sns:eu-central-1:${HUB}:alerts`,
        subject: 'Tag changed',
        body: `arn:aws:sts::${MEMBER}:assumed-role/read/watch`,
        attributes: { kind: 'tag' },
      },
    ]);
    expect(cloud.record.calls.get('sts')?.get('AssumeRole')).toBe(1);
    expect(logs.lines('watch')).toHaveLength(1);
  });

  it('ticks every five minutes with the scheduled time, except where ticks are withheld', async () => {
    const withheld = new Date('2026-03-06T17:10:00Z').getTime();
    const { cloud, tableItems } = await start(WATCH, { withheldTicks: (at) => at.getTime() === withheld });
    await cloud.clock.runUntil(new Date('2026-03-06T17:16:00Z'));

    expect(await tableItems({ account: HUB, region: 'eu-central-1' }, 'ledger')).toEqual(
      expect.arrayContaining([
        { pk: { S: '2026-03-06T17:05:00Z' }, sk: { S: 'STATE' } },
        { pk: { S: '2026-03-06T17:15:00Z' }, sk: { S: 'STATE' } },
      ]),
    );
    expect(cloud.record.calls.get('dynamodb')).toEqual(new Map([['PutItem', 2]]));
  });

  it('breaks a function off after any of its calls: what AWS did is done, and nothing of the function goes on', async () => {
    const source = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const dynamodb = new DynamoDBClient(globalThis.patchplaneSeam.client);
const put = (pk) => dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: pk }, sk: { S: 'x' } } }));
exports.handler = async () => {
  try {
    await Promise.all([put('first'), put('second').then(() => put('after second'))]);
    await put('last');
  } catch {
    await put('caught');
  } finally {
    await put('finally');
  }
};`;
    const { cloud, tableItems } = await start(source, { crash: crashAfter(2) });
    await cloud.clock.runUntil(new Date('2026-03-06T17:06:00Z'));
    const pks = async () =>
      (await tableItems({ account: HUB, region: 'eu-central-1' }, 'ledger')).map((item) => Object(item).pk.S).sort();

    expect(await pks()).toEqual(['first', 'second']);
    expect(cloud.record.functionCalls.map(({ number, operation }) => `${number} ${operation}`)).toEqual([
      '1 PutItem',
      '2 PutItem',
    ]);
    expect(cloud.record.invocationErrors).toMatchObject([{ error: expect.stringContaining('Runtime exited') }]);
    await cloud.clock.runUntil(new Date('2026-03-06T17:20:00Z'));
    expect(await pks()).toEqual(['after second', 'finally', 'first', 'last', 'second']);
  });
});
