/**
 * The packaged bundles in processes of their own, with no seam, against `npm start -- --serve`: where AWS is they know from
 * `AWS_ENDPOINT_URL` alone, and what they may from the role that they run with.
 */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstancesCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { withField } from '../../shared/testing/sample-event-with.ts';
import { invokeBundle } from '../bundles/invoke-bundle.ts';
import { packagedFunction } from '../bundles/packaged-function.ts';
import { type ServedRun, servedRun } from '../testing/served-run.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 60_000;
const NOTICE_WITHIN_MS = 5000;
const HUB = '111122223333';
const MEMBER = '777788889999';
const REGION = 'eu-central-1';
const SCHEDULE = 'maintenance:patching';

let served: ServedRun;
let endpoint = '';
let tableName = '';

beforeAll(async () => {
  served = await servedRun(PROJECT);
  endpoint = served.endpoint;
  const { TableNames } = await new DynamoDBClient(as(HUB)).send(new ListTablesCommand({}));
  tableName = TableNames?.[0] ?? '';
}, PATIENCE_MS);

afterAll(async () => {
  expect(await served.stop()).toBe(0);
});

describe('check-tag, as it is packaged', () => {
  it(
    'reads the node in the member account by AssumeRole and all pages of the catalogue, and has the owner told once',
    async () => {
      const { InstanceId = '' } = await instanceWith('2SATX4');
      await new EC2Client(as(MEMBER)).send(
        new CreateTagsCommand({ Resources: [InstanceId], Tags: [{ Key: SCHEDULE, Value: '6SNU' }] }),
      );
      const event = withField(
        withField(ofMember('tag-changed'), ['detail', 'tags', SCHEDULE], '6SNU'),
        ['resources'],
        [`arn:aws:ec2:${REGION}:${MEMBER}:instance/${InstanceId}`],
      );
      const { logs } = await invoke('check-tag', event);
      expect(logs).toContainEqual(
        expect.objectContaining({
          message: 'Checked tag',
          report: expect.objectContaining({ kind: 'judged', nodeId: InstanceId, verdict: 'malformed' }),
        }),
      );
      // The function that the embedded AWS runs itself has heard of it as well, and both share a ledger: told once.
      const told = await noticesOf('tag-refused');
      expect(told).toMatchObject([{ topic: 'alerts', subject: expect.stringContaining('meant 6SUN?') }]); // of page two
      expect(told[0]?.body).toContain(InstanceId);
    },
    PATIENCE_MS,
  );

  it(
    'is refused what its role does not grant',
    async () => {
      const { InstanceId = '' } = await instanceWith('2SATX4');
      const event = withField(
        ofMember('tag-changed'),
        ['resources'],
        [`arn:aws:ec2:${REGION}:${MEMBER}:instance/${InstanceId}`],
      );
      await expect(invoke('check-tag', event, `${HUB}.patchplane-live-scheduler`)).rejects.toThrow(/AccessDenied/);
    },
    PATIENCE_MS,
  );
});

describe('apply-default-tag, as it is packaged', () => {
  it(
    'tags a node in the member account by AssumeRole',
    async () => {
      const { InstanceId = '' } = await instanceWith('2SATX4');
      const member = new EC2Client(as(MEMBER));
      await member.send(new DeleteTagsCommand({ Resources: [InstanceId], Tags: [{ Key: SCHEDULE }] }));
      const event = withField(
        withField(ofMember('config-noncompliant'), ['detail', 'resourceId'], InstanceId),
        ['detail', 'configRuleName'],
        'OrgConfigRule-patchplane-schedule-tag-dbgzf8ba',
      );
      const { logs } = await invoke('apply-default-tag', event);
      expect(logs).toContainEqual(
        expect.objectContaining({
          message: 'Applied default tag',
          report: expect.objectContaining({ nodeId: InstanceId, did: 'tagged' }),
        }),
      );
      const { Reservations } = await member.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
      expect(Reservations?.[0]?.Instances?.[0]?.Tags).toContainEqual({ Key: SCHEDULE, Value: '2SUN' });
    },
    PATIENCE_MS,
  );
});

function invoke(bundle: string, event: unknown, accessKeyId?: string) {
  const installation = {
    account: HUB,
    region: REGION,
    resources: {
      Ledger: { ref: tableName },
      Bus: { ref: 'patchplane-live' },
      AlertsTopic: { ref: `arn:aws:sns:${REGION}:${HUB}:patchplane-live-alerts` },
      ChatTopic: { ref: `arn:aws:sns:${REGION}:${HUB}:patchplane-live-chat` },
    },
  };
  const deployed = packagedFunction(bundle, PROJECT, installation);
  const credentials = { accessKeyId: accessKeyId ?? `${HUB}.${deployed.roleName}`, secretAccessKey: 'any' };
  return invokeBundle(deployed, event, { root: PROJECT, account: HUB, region: REGION, endpoint, credentials });
}

/** A sample as it comes from the member account. */
function ofMember(sample: string): unknown {
  const event = withField(withField(sampleEvent(sample), ['account'], MEMBER), ['region'], REGION);
  if (!sample.startsWith('config')) return event;
  return withField(withField(event, ['detail', 'awsAccountId'], MEMBER), ['detail', 'awsRegion'], REGION);
}

function as(account: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: account, secretAccessKey: 'any' } };
}

async function instanceWith(schedule: string): Promise<Instance> {
  const { Reservations = [] } = await new EC2Client(as(MEMBER)).send(new DescribeInstancesCommand({}));
  const found = Reservations.flatMap(({ Instances = [] }) => Instances).find(({ Tags = [] }) =>
    Tags.some(({ Key, Value }) => Key === SCHEDULE && Value === schedule),
  );
  if (found === undefined) throw new Error(`Cannot find an instance of ${MEMBER} with ${schedule}`);
  return found;
}

interface Told {
  readonly kind: string;
  readonly topic: string;
  readonly subject: string;
  readonly body: string;
}

/** After the one JSON object, each notice is a line of its own. */
async function noticesOf(kind: string): Promise<Told[]> {
  await setTimeout(NOTICE_WITHIN_MS);
  const lines = served.printed().trim().split('\n').slice(1);
  return lines.map((line): Told => JSON.parse(line)).filter((notice) => notice.kind === kind);
}
