/** An exception as it deploys: two people with the policies of the hub's stack, the functions, their roles and the clock. */
import path from 'node:path';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { askerProver } from '../../shared/aws/prove-asker.ts';
import { deterministicUuid } from '../../shared/platform/deterministic-uuid.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { administratorOf } from '../iam/administrator.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { isOurTagWrite } from '../referee/evidence.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { type OpenStage, openStage } from './open-stage.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 240_000;
const HUB = '111122223333';
const SHOP = '444455556666';
const REGION = 'eu-central-1';
const roles = { ada: 'ExceptionAsker', grace: 'ExceptionApprover' } as const;

// 21:40 in Berlin is 20:40 in UTC; the window opens at 21:00 and is over by 23:00.
const organization = tinyOrganization();
const [web] = organization.nodes;
const node = { id: web?.id ?? '', account: SHOP, region: REGION };
const REQUEST = deterministicUuid('the request');

describe('an exception', () => {
  let stage: OpenStage;
  const answers: string[] = [];

  beforeAll(async () => {
    stage = await openStage({ organization, seed: 1 }, PROJECT);
    const { cloud, embedded } = stage;
    const stack = { account: HUB, region: REGION, name: 'people' };
    await deploy(readTemplate(PEOPLE, 'people'), { stack, parameters: {}, providers: embedded.providers });

    const put = (time: string, who: keyof typeof roles, DetailType: string, said: object) =>
      cloud.clock.at(new Date(`2026-03-06T${time}:00Z`), async () => {
        answers.push(`${time} ${who} ${DetailType}: ${await ask(stage, roles[who], DetailType, { ...said, time })}`);
      });
    const exception = { requestId: REQUEST, node, owner: 'bob@example.com', until: '2026-04-01T00:00:00Z' };
    const about = { nodeId: node.id, exception: REQUEST };
    // The tag is written at 21:00, with the very sweep that opens the window: AWS Config is behind.
    put('20:41', 'grace', 'Exception Requested', exception);
    put('20:42', 'ada', 'Exception Requested', exception);
    put('20:43', 'ada', 'Exception Approved', about);
    put('20:59', 'grace', 'Exception Approved', about);
    put('23:10', 'ada', 'Exception Ended', about);
    await cloud.clock.runUntil(organization.to);
  }, PATIENCE_MS);
  afterAll(() => stage.embedded.close());

  it('is asked for by one and approved by another, and IAM keeps the two apart', () => {
    expect(answers).toEqual([
      '20:41 grace Exception Requested: AccessDeniedException',
      '20:42 ada Exception Requested: done',
      '20:43 ada Exception Approved: AccessDeniedException',
      '20:59 grace Exception Approved: done',
      '23:10 ada Exception Ended: done',
    ]);
  });

  it('makes the tag EXEMPT, and brings the schedule back, by one write each', () => {
    const written = stage.cloud.record.tagWrites.filter(isOurTagWrite);
    expect(written.map(({ nodeId, key, after }) => [nodeId, key, after])).toEqual([
      [node.id, 'maintenance:patching', 'EXEMPT'],
      [node.id, 'maintenance:patching', '22FRI'],
    ]);
    expect(written.map(({ at }) => at.toISOString().slice(11, 16))).toEqual(['21:00', '23:10']);
  });

  it('keeps the node out of its window, which owes it nothing', async () => {
    const rows = z
      .array(z.looseObject({ pk: z.string(), sk: z.string() }))
      .parse(await stage.ledgerRows())
      .filter(({ pk, sk }) => pk.startsWith('WINDOW#') && sk === `NODE#${node.id}`);
    expect(rows).toMatchObject([{ verdict: 'excepted', reason: 'exempt' }]);
    expect(checkLaws(stage.cloud)).toEqual([]);
  });

  it('is told at each step, to its owner, and to nobody as a wrong tag', () => {
    const told = stage.cloud.record.messages.filter(({ topicArn }) => topicArn.endsWith('-alerts'));
    const kinds = told.map(({ attributes }) => attributes['kind'] ?? '');
    expect(kinds.filter((kind) => /exception|request|tag/.test(kind))).toEqual([
      'exception-requested',
      'exception-approved',
      'request-admitted',
      'exception-ended',
    ]);
  });
});

const credentialsAnswer = z.object({
  Credentials: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), SessionToken: z.string() }),
});

/** As `npx patchplane` asks: on the hub's bus, with a proof that is signed by the credentials of who asks. */
async function ask({ cloud }: OpenStage, role: string, DetailType: string, said: object): Promise<string> {
  const RoleArn = `arn:aws:iam::${HUB}:role/${role}`;
  const assume = { RoleArn, RoleSessionName: 'someone' };
  const administrator = administratorOf(HUB);
  const answer = credentialsAnswer.parse(await cloud.callAs(administrator, REGION, 'sts', 'AssumeRole', assume));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer.Credentials;
  const sts = new STSClient({ region: REGION, credentials: { accessKeyId, secretAccessKey, sessionToken } });
  const { time, ...words } = { time: '', ...said };
  const detail = { version: '1', requestId: deterministicUuid(`${time} ${DetailType}`), reason: 'because', ...words };
  const Detail = JSON.stringify(await askerProver(REGION, sts)(detail));
  const entry = { EventBusName: 'patchplane-live', Source: 'patchplane', DetailType, Detail };
  try {
    const asker = cloud.assume(administrator, RoleArn, 'someone');
    await cloud.callAs(asker, REGION, 'events', 'PutEvents', { Entries: [entry] });
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

const TRUST = `{ Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${HUB}:root' }, Action: sts:AssumeRole }] }`;
const policy = (name: string) => `arn:aws:iam::${HUB}:policy/patchplane-live-exception-${name}`;

const PEOPLE = `
Resources:
  Asker:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${roles.ada}
      AssumeRolePolicyDocument: ${TRUST}
      ManagedPolicyArns: ['${policy('requester')}']
  Approver:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${roles.grace}
      AssumeRolePolicyDocument: ${TRUST}
      ManagedPolicyArns: ['${policy('approver')}']
`;
