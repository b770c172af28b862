/** Requests from the command to the ledger and back to people, on the embedded AWS: nothing is faked. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { DeleteTagsCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenStage, openStage } from '../../local/run/open-stage.ts';
import { readOptions } from '../../local/run/options.ts';
import { servedStage } from '../../local/testing/served-stage.ts';
import { askerProver } from '../../shared/aws/prove-asker.ts';
import { seam } from '../../shared/platform/seam.ts';
import { openHub } from '../aws/open-hub.ts';
import { runCommand } from '../testing/run-command.ts';
import { openRequestDesk } from './open-request-desk.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 120_000;
const HUB = '111122223333';
const MEMBER = '444455556666';
const REGION = 'eu-central-1';
const ADA = `arn:aws:sts::${HUB}:assumed-role/OrganizationAccountAccessRole/ada`;
/** By hand, in one of the tests. */
const HELD = '777788889999';
const WHY = ['--reason', 'the shop has a sale'];

let stage: OpenStage;
let ids = 0;

beforeAll(async () => {
  const options = readOptions(['--from', '2026-03-04T11:00', '--to', '2026-03-04T21:00']);
  if (options === undefined) throw new Error('The options ask for help');
  stage = await openStage(options, PROJECT);
  // Keys that were issued here have a secret, and their signatures are verified.
  const { Credentials } = await new STSClient(clientOf(HUB)).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${HUB}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'ada',
      DurationSeconds: 4 * 3600,
    }),
  );
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  });
}, PATIENCE_MS);

afterAll(() => {
  delete process.env['AWS_SESSION_TOKEN'];
  stage.embedded.close();
});

describe('patchplane, asking the embedded AWS', () => {
  it('opens a window out of turn for whom AWS vouches for', async () => {
    const { out, code } = await asking('patch-now', '14SAT', ...WHY, '--account', '222233334444', '--json');
    const { requestId, account, region } = JSON.parse(out);
    expect({ code, account, region }).toEqual({ code: 0, account: HUB, region: REGION });
    const window = `14SAT@2026-03-04+${requestId.slice(0, 8)}`;
    expect(await answersAfter(2)).toEqual([`Patching 14SAT out of turn: window ${window}`]);

    await minutes(10);
    expect(await row(`WINDOW#${window}`, 'STATE')).toMatchObject({
      state: expect.stringMatching(/^(open|closing|final)$/),
      emergency: { by: ADA, reason: 'the shop has a sale', severity: 'normal', accounts: ['222233334444'] },
    });
  });

  it('admits no second one beside it, and says why', async () => {
    await asking('patch-now', '14SAT', ...WHY);
    expect(await answersAfter(2)).toEqual(['Refused: patch 14SAT now (running)']);
  });

  it('holds and releases, and keeps who did', async () => {
    await asking('hold', 'schedule', '2SAT', ...WHY);
    expect(await answersAfter(2)).toEqual(['HELD: schedule 2SAT']);
    expect(await row('HOLDS', 'SCHEDULE#2SAT')).toMatchObject({
      by: ADA,
      reason: 'the shop has a sale',
      cancelRunning: false,
    });

    await asking('patch-now', '2SAT', ...WHY);
    await asking('release', 'schedule', '2SAT', ...WHY);
    expect(await answersAfter(2)).toEqual(['Refused: patch 2SAT now (held)', 'Released: schedule 2SAT']);
    expect(await row('HOLDS', 'SCHEDULE#2SAT')).toMatchObject({ releasedBy: ADA });
    expect(announced()).toEqual(['Hold Set', 'Hold Released']);
  });

  it('proves who asks from a process whose clock is months away', async () => {
    const { code, err } = await askingFromOutside('hold', 'schedule', '6SUN', ...WHY);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await answersAfter(2)).toEqual(['HELD: schedule 6SUN']);
    expect(await row('HOLDS', 'SCHEDULE#6SUN')).toMatchObject({ by: ADA });
    await asking('release', 'schedule', '6SUN', ...WHY);
    expect(await answersAfter(2)).toEqual(['Released: schedule 6SUN']);
  });

  it('does nothing for a proof that was made for another request', async () => {
    const prove = askerProver(REGION);
    const said = { version: '1', requestId: nextId(), schedule: '6SAT', reason: 'harmless' };
    const { proof } = await prove({ ...said, accounts: [MEMBER] });

    await put('Patch Requested', { ...said, accounts: [], proof });
    await put('Patch Requested', { ...said, requestId: nextId(), accounts: [MEMBER], proof });
    expect(await answersAfter(2)).toEqual([
      'Refused: patch 6SAT now (unproven)',
      'Refused: patch 6SAT now in 444455556666 (unproven)',
    ]);
  });

  it('does nothing for a proof that is too old', async () => {
    const said = { version: '1', requestId: nextId(), schedule: '6SAT', accounts: [], reason: 'late' };
    const proven = await askerProver(REGION)(said);
    await minutes(16);
    await put('Patch Requested', proven);
    expect(await answersAfter(2)).toEqual(['Refused: patch 6SAT now (unproven)']);
  });

  it('hears no request of a member account, which the bus does not let in', async () => {
    const bus = `arn:aws:events:${REGION}:${HUB}:event-bus/patchplane-live`;
    const mischief = put('Hold Requested', { scope: { kind: 'all' }, reason: 'mischief' }, { account: MEMBER, bus });
    await expect(mischief).rejects.toThrow('not authorized to perform: events:PutEvents');
    expect(await answersAfter(2)).toEqual([]);
    expect(await row('HOLDS', 'ALL')).toBeUndefined();
  });

  it('takes a stop that was put by hand, without a proof', async () => {
    await put('Hold Requested', { scope: { kind: 'account', account: HELD }, reason: 'stop' });
    expect(await answersAfter(2)).toEqual([`HELD: account ${HELD}`]);
    expect(await row('HOLDS', `ACCOUNT#${HELD}`)).toMatchObject({ by: `account ${HUB} (principal unknown)` });
  });

  it('gives a node that no default rule fits the schedule that a person decides, and says who on the node', async () => {
    const { id, account, region } = memberNode('18SUN');
    const ec2 = new EC2Client({ ...clientOf(account), region });
    await ec2.send(new DeleteTagsCommand({ Resources: [id] }));
    await minutes(20);
    expect(await waiting()).toContain(id);

    await asking('review', 'decide', id, '3SAT', ...WHY);
    await asking('review', 'decide', id, '6SAT', ...WHY);
    expect(await answersAfter(2)).toEqual([
      `Refused: give ${id} the schedule 3SAT (unknown-schedule)`,
      `${id}: it is decided that it gets 6SAT`,
    ]);
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const { Tags = [] } = Reservations?.[0]?.Instances?.[0] ?? {};
    expect(Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value]))).toMatchObject({
      'maintenance:patching': '6SAT',
      'maintenance:default-rule': `reviewed by ${ADA}`,
    });
    expect(await waiting()).not.toContain(id);
    expect(
      stage.cloud.record.tagWrites.filter(({ nodeId, by }) => nodeId === id && by.includes('Patchplane-Tag')),
    ).toHaveLength(4);
    expect(
      stage.cloud.record.invocationErrors.filter(({ functionArn }) =>
        /admit-request|apply-default-tag/.test(functionArn),
      ),
    ).toEqual([]);
  });

  it('alerts people of what is urgent in production, and has patched what is not production', async () => {
    lacksPatches('10SUN');
    lacksPatches('22FRI');
    expect(await answersAfter(3)).toEqual([
      expect.stringMatching(/^Patching 22FRI out of turn: window 22FRI@2026-03-04\+/),
      expect.stringMatching(/ lacks CRITICAL patches \(production\)$/),
    ]);
  });
});

/** Ids of the nodes that wait for a person. */
async function waiting(): Promise<readonly string[]> {
  const { out, err } = await asking('review', 'list', '--json');
  expect(err).toBe('');
  const { nodes } = JSON.parse(out);
  return nodes.map(({ id }: { readonly id: string }) => id);
}

/** Of the members, one that no test here holds. */
function memberNode(schedule: string) {
  const node = stage.cloud.organization.nodes.find(
    ({ account, tags }) => account !== HELD && tags['maintenance:patching'] === schedule,
  );
  if (node === undefined) throw new Error(`The organization has no node on ${schedule}`);
  return node;
}

function lacksPatches(schedule: string): void {
  const { emit } = stage.cloud;
  const { id, account, region } = memberNode(schedule);
  emit({
    account,
    region,
    source: 'aws.ssm',
    detailType: 'Configuration Compliance State Change',
    resources: [`arn:aws:ssm:${region}:${account}:managed-instance/${id}`],
    detail: {
      ...{ 'compliance-type': 'Patch', 'compliance-status': 'non_compliant', severity: 'critical' },
      ...{ 'resource-type': 'managed-instance', 'resource-id': id },
    },
  });
}

/** The command in this process, at the desk of the embedded AWS. */
function asking(...words: readonly string[]) {
  return runCommand(words, { requestDesk: openRequestDesk, hub: openHub, newId: nextId });
}

/** The command as it is built, in a process of its own, over HTTP. */
async function askingFromOutside(...words: readonly string[]) {
  const { endpoint, stop } = await servedStage(stage);
  const program = path.join(PROJECT, 'dist/cli/patchplane.js');
  // Not synchronously: this very process has to answer it.
  const ended = await promisify(execFile)(process.execPath, [program, ...words], {
    cwd: PROJECT,
    env: { ...process.env, NODE_OPTIONS: '', AWS_ENDPOINT_URL: endpoint },
  }).then(
    ({ stderr }) => ({ code: 0, err: stderr }),
    ({ code, stderr }) => ({ code, err: String(stderr) }),
  );
  stop();
  return ended;
}

function nextId(): string {
  ids += 1;
  return `${String(ids).padStart(8, '0')}-5e6f-4a7b-8c9d-0e1f2a3b4c5d`;
}

async function put(DetailType: string, detail: object, { account = HUB, bus = 'patchplane-live' } = {}): Promise<void> {
  const entry = { EventBusName: bus, Source: 'patchplane', DetailType, Detail: JSON.stringify(detail) };
  await new EventBridgeClient(clientOf(account)).send(new PutEventsCommand({ Entries: [entry] }));
}

/** An administrator of an account, whose key is its id. */
function clientOf(accessKeyId: string) {
  return { ...seam().client, region: REGION, credentials: { accessKeyId, secretAccessKey: 'not looked at' } };
}

function minutes(count: number): Promise<unknown> {
  const { clock } = stage.cloud;
  return clock.runUntil(new Date(clock.now().getTime() + count * 60_000));
}

async function row(pk: string, sk: string): Promise<unknown> {
  return (await stage.ledgerRows()).find((each) => {
    const key: { pk?: unknown; sk?: unknown } = Object(each);
    return key.pk === pk && key.sk === sk;
  });
}

function announced(): string[] {
  return stage.cloud.record.putEvents
    .map(({ detailType }) => detailType)
    .filter((type) => type === 'Hold Set' || type === 'Hold Released');
}

/** What people were told of requests and of missing patches in the next minutes, in order of the alphabet. */
async function answersAfter(count: number): Promise<string[]> {
  const before = stage.cloud.record.messages.length;
  await minutes(count);
  return stage.cloud.record.messages
    .slice(before)
    .filter(
      ({ attributes, subject }) =>
        subject !== undefined && /^(request|hold|noncompliant)/.test(attributes['kind'] ?? ''),
    )
    .map(({ subject = '' }) => subject)
    .sort();
}
