/** Approvals from Parameter Store to the label and back to people, over HTTP as the AWS CLI asks: nothing is faked. */
import path from 'node:path';
import {
  GetParameterHistoryCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type OpenStage, openStage } from '../../local/run/open-stage.ts';
import { readOptions } from '../../local/run/options.ts';
import { servedStage } from '../../local/testing/served-stage.ts';
import { sha256 } from '../../shared/platform/sha256.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 120_000;
const HUB = '111122223333';
const REGION = 'eu-central-1';
const SAT = '/patchplane/schedules/14SAT';
const APPROVAL = '/patchplane/approvals/14SAT';

let stage: OpenStage;
let endpoint = '';
let stop: () => void;
let editor: SSMClient;
let approver: SSMClient;
let administrator: SSMClient;
let content: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  const options = readOptions(['--from', '2026-03-03T11:00', '--to', '2026-03-03T21:00']);
  if (options === undefined) throw new Error('The options ask for help');
  stage = await openStage(options, PROJECT);
  ({ endpoint, stop } = await servedStage(stage));
  editor = await as('CloudOperations', 'ada');
  approver = await as('Security', 'barbara');
  administrator = new SSMClient(clientOf({ accessKeyId: HUB, secretAccessKey: 'not looked at' }));
  content = JSON.parse(options.organization.parameters.get(SAT) ?? '');
}, PATIENCE_MS);

afterAll(() => {
  stop();
  stage.embedded.close();
});

/** A fleet is judged in some of them. */
jest.setTimeout(PATIENCE_MS);

describe('approvals on the embedded AWS', () => {
  it('keeps what the organization began with in force, without a word', async () => {
    await minutes(11);
    expect(await inForce()).toBe(1);
    expect(toldSince(0)).toEqual([]);
  });

  it('keeps the version in force where an entry was edited behind its approval, and names both', async () => {
    await put(editor, SAT, { ...content, durationHours: 5 });
    await minutes(2);
    const [told] = stage.cloud.record.messages.filter(({ attributes }) => attributes['kind'] === 'catalogue-refused');
    expect(told?.subject).toBe('Version 2 of 14SAT waits for approval');
    expect(told?.body).toContain(`arn:aws:sts::${HUB}:assumed-role/CloudOperations/ada wrote version 2`);
    expect(told?.body).toContain(`arn:aws:sts::${HUB}:assumed-role/Security/approver wrote version 1 of its approval`);
    expect(await inForce()).toBe(1);
  });

  it('puts in force what another approves', async () => {
    await approve(approver, { ...content, durationHours: 5 });
    await minutes(2);
    expect(await inForce()).toBe(2);
  });

  it('does not take the approval of whoever wrote the entry, under another session name either', async () => {
    const before = stage.cloud.record.messages.length;
    const changed = { ...content, durationHours: 6 };
    await put(administrator, SAT, changed);
    await approve(administrator, changed);
    await minutes(2);
    expect(await inForce()).toBe(2);
    expect(toldSince(before)).toContain('Version 3 of 14SAT does not come into force (same-principal)');

    await put(await as('OrganizationAccountAccessRole', 'ada'), SAT, { ...content, durationHours: 7 });
    await approve(await as('OrganizationAccountAccessRole', 'barbara'), { ...content, durationHours: 7 });
    await minutes(2);
    expect(await inForce()).toBe(2);
    expect(toldSince(before)).toContain('Version 4 of 14SAT does not come into force (same-principal)');
  });

  it('refuses each side the other part, and both the label', async () => {
    const denied = { name: 'AccessDeniedException' };
    await expect(put(editor, APPROVAL, { sha256: '0'.repeat(64) })).rejects.toMatchObject(denied);
    await expect(put(approver, SAT, content)).rejects.toMatchObject(denied);
    await expect(put(approver, '/patchplane/settings', {})).rejects.toMatchObject(denied);
    for (const one of [editor, approver]) await expect(label(one, 3)).rejects.toMatchObject(denied);
    const application = await as('Payments', 'deploy');
    await expect(put(application, '/payments/colour', {})).resolves.toMatchObject({ Version: 1 });
    for (const name of [SAT, APPROVAL, '/patchplane/defaults', '/patchplane/settings']) {
      await expect(put(application, name, content)).rejects.toMatchObject(denied);
    }
    await expect(label(application, 3)).rejects.toMatchObject(denied);
    expect(await inForce()).toBe(2);
  });

  it('moves a label back that somebody put by hand', async () => {
    await label(administrator, 3);
    expect(await inForce()).toBe(3);
    await minutes(6);
    expect(await inForce()).toBe(2);
  });

  it('takes a withdrawn entry out of force, and tells who still carries it', async () => {
    const before = stage.cloud.record.messages.length;
    await put(approver, APPROVAL, { withdrawn: true, reason: 'nobody is there at two' });
    await minutes(2);
    expect(await inForce()).toBeUndefined();
    expect(toldSince(before)).toContainEqual(
      expect.stringMatching(/^Schedule 14SAT is taken out of force: \d+ nodes still carry it$/),
    );
  });

  it('has Config judge all tags anew, wherever it has the rule', async () => {
    const { accounts, regions } = stage.cloud.organization;
    await minutes(6);
    const started = stage.cloud.record.calls.get('config')?.get('StartConfigRulesEvaluation');
    expect(started).toBe(accounts.length * regions.length);
  });

  it('has the owner of each node that still carries it told, and leaves its tag', async () => {
    const told = toldSince(0).flatMap((subject) => /: (\d+) nodes still carry it$/.exec(subject)?.[1] ?? []);
    await minutes(90); // Each owner hears of the first at once, and of the others in a digest after an hour.
    const lines = stage.cloud.record.messages.flatMap(({ subject = '', body }) => [subject, ...body.split('\n')]);
    const refused = lines.flatMap((line) => /(\S+): schedule "14SAT" is refused/.exec(line)?.[1] ?? []);
    expect(new Set(refused).size).toBe(Number(told.at(-1)));
  });

  it('does nothing twice, and is woken by none of its own labels', async () => {
    const labelled = () => stage.cloud.record.calls.get('ssm')?.get('LabelParameterVersion');
    const [before, labels] = [stage.cloud.record.messages.length, labelled()];
    await minutes(30);
    expect(labelled()).toBe(labels);
    expect(toldSince(before)).toEqual([]);
    const { invocationErrors } = stage.cloud.record;
    expect(invocationErrors.filter(({ functionArn }) => functionArn.endsWith('apply-catalogue'))).toEqual([]);
  });
});

function put(ssm: SSMClient, Name: string, value: object) {
  return ssm.send(new PutParameterCommand({ Name, Value: JSON.stringify(value), Type: 'String', Overwrite: true }));
}

function approve(ssm: SSMClient, approved: object) {
  return put(ssm, APPROVAL, { sha256: sha256(JSON.stringify(approved)), reason: 'read it' });
}

function label(ssm: SSMClient, ParameterVersion: number) {
  return ssm.send(new LabelParameterVersionCommand({ Name: SAT, ParameterVersion, Labels: ['in-force'] }));
}

async function inForce(): Promise<number | undefined> {
  const { Parameters } = await administrator.send(new GetParameterHistoryCommand({ Name: SAT }));
  return Parameters?.find(({ Labels }) => Labels?.includes('in-force'))?.Version;
}

async function as(role: string, session: string): Promise<SSMClient> {
  const sts = new STSClient(clientOf({ accessKeyId: HUB, secretAccessKey: 'not looked at' }));
  const RoleArn = `arn:aws:iam::${HUB}:role/${role}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: session }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new SSMClient(clientOf(credentials));
}

function clientOf(credentials: { accessKeyId: string; secretAccessKey: string }) {
  return { endpoint, region: REGION, credentials };
}

function minutes(count: number): Promise<unknown> {
  const { clock } = stage.cloud;
  return clock.runUntil(new Date(clock.now().getTime() + count * 60_000));
}

/** Subjects about the catalogue; chat has none. */
function toldSince(message: number): string[] {
  return stage.cloud.record.messages
    .slice(message)
    .filter(({ attributes }) => /^catalogue-(refused|withdrawn)$/.test(attributes['kind'] ?? ''))
    .flatMap(({ subject }) => (subject === undefined ? [] : [subject]));
}
