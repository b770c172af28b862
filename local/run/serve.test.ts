/** `npm start -- --serve`: a process of its own, asked over HTTP by the SDK's own clients, as the AWS CLI would. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateTagsCommand, EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import {
  GetParameterCommand,
  PutParameterCommand,
  paginateDescribeAutomationExecutions,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServedRun, servedRun } from '../testing/served-run.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 60_000;
const NOTICE_WITHIN_MS = 5000;
const HUB = '111122223333';
const MEMBER = '777788889999';
const REGION = 'eu-central-1';

let served: ServedRun;
let endpoint = '';

beforeAll(async () => {
  served = await servedRun(PROJECT);
  endpoint = served.endpoint;
}, PATIENCE_MS);

afterAll(async () => {
  expect(await served.stop()).toBe(0);
});

describe('--serve', () => {
  it(
    'refuses a port that is in use before it runs anything',
    async () => {
      const args = ['dist/local/main.js', '--serve', new URL(endpoint).port];
      await expect(promisify(execFile)(process.execPath, args, { cwd: PROJECT })).rejects.toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^Cannot serve on port \d+: .*EADDRINUSE/),
      });
    },
    PATIENCE_MS,
  );

  it('pages through every entry of the catalogue', async () => {
    const names: string[] = [];
    for await (const { Parameters } of paginateGetParametersByPath(
      { client: ssm() },
      { Path: '/patchplane/schedules' },
    )) {
      expect(Parameters?.length).toBeLessThanOrEqual(10);
      names.push(...(Parameters ?? []).map(({ Name = '' }) => Name));
    }
    expect(new Set(names).size).toBe(15);
    expect(names).toContain('/patchplane/schedules/22FRI');
  });

  it('shows the runs', async () => {
    const runs: string[] = [];
    for await (const page of paginateDescribeAutomationExecutions({ client: ssm() }, {})) {
      for (const {
        DocumentName = '',
        AutomationType = '',
        AutomationExecutionStatus = '',
      } of page.AutomationExecutionMetadataList ?? []) {
        runs.push(`${DocumentName} ${AutomationType} ${AutomationExecutionStatus}`);
      }
    }
    expect(runs).toContain('Patchplane-PatchCell CrossAccount Success');
  });

  it('gives, by AssumeRole, credentials that see the other account only', async () => {
    const [theirs, ours] = [
      await ownersOf(await as(`arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`)),
      await ownersOf(at(HUB)),
    ];
    expect(theirs).toEqual(new Set([MEMBER]));
    expect(ours).toEqual(new Set([HUB]));
  });

  it(
    'follows a wrong tag with one new notice within five seconds',
    async () => {
      const [id = ''] = await instancesOf(at(MEMBER));
      const before = notices().length;
      await new EC2Client(at(MEMBER)).send(
        new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'maintenance:patching', Value: '2SATX9' }] }),
      );
      await setTimeout(NOTICE_WITHIN_MS);

      const told = notices().slice(before);
      expect(told).toMatchObject([{ kind: 'tag-refused', topic: 'alerts' }]);
      expect(told[0]?.subject).toContain('meant 2SATX4?');
    },
    PATIENCE_MS,
  );

  it(
    'denies each side the other part, and keeps the last version of an entry that is edited behind its approval',
    async () => {
      const operations = new SSMClient(await as(`arn:aws:iam::${HUB}:role/CloudOperations`));
      const application = new SSMClient(await as(`arn:aws:iam::${HUB}:role/Payments`));
      const denied = { name: 'AccessDeniedException', $metadata: expect.objectContaining({ httpStatusCode: 400 }) };
      await expect(put(operations, APPROVAL, '{}')).rejects.toMatchObject(denied);
      await expect(put(application, ENTRY, '{}')).rejects.toMatchObject(denied);
      await expect(put(application, APPROVAL, '{}')).rejects.toMatchObject(denied);

      const { Parameter } = await operations.send(new GetParameterCommand({ Name: `${ENTRY}:in-force` }));
      const before = notices().length;
      const { Version } = await put(operations, ENTRY, `${Parameter?.Value} `);
      expect(Version).toBe(2);
      await setTimeout(NOTICE_WITHIN_MS);
      expect(notices().slice(before)).toMatchObject([{ subject: 'Version 2 of 6SUN waits for approval' }]);
      const inForce = await operations.send(new GetParameterCommand({ Name: `${ENTRY}:in-force` }));
      expect(inForce.Parameter).toMatchObject({ Version: 1, Value: Parameter?.Value });
    },
    PATIENCE_MS,
  );
});

const ENTRY = '/patchplane/schedules/6SUN';
const APPROVAL = '/patchplane/approvals/6SUN';

function put(client: SSMClient, Name: string, Value: string) {
  return client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
}

async function as(RoleArn: string): Promise<ReturnType<typeof at>> {
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' });
  const { Credentials } = await new STSClient(at(HUB)).send(command);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...at(HUB), credentials };
}

function at(account: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: account, secretAccessKey: 'any' } };
}

function ssm(): SSMClient {
  return new SSMClient(at(HUB));
}

/** The accounts that own the instances that some credentials see. */
async function ownersOf(config: ReturnType<typeof at>): Promise<Set<string>> {
  const owners = new Set<string>();
  for await (const { Reservations } of paginateDescribeInstances({ client: new EC2Client(config) }, {})) {
    for (const { OwnerId = '' } of Reservations ?? []) owners.add(OwnerId);
  }
  return owners;
}

async function instancesOf(config: ReturnType<typeof at>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { Reservations } of paginateDescribeInstances({ client: new EC2Client(config) }, {})) {
    ids.push(
      ...(Reservations ?? []).flatMap(({ Instances }) => (Instances ?? []).map(({ InstanceId = '' }) => InstanceId)),
    );
  }
  return ids;
}

/** After the one JSON object, each notice is a line of its own. */
function notices(): { readonly kind: string; readonly topic: string; readonly subject: string }[] {
  return served
    .printed()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
}
