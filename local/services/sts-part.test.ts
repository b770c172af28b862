import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { HUB, MEMBER, OTHER_MEMBER } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const accessRole = (account: string) => `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;

let assembled: AssembledCloud;
beforeEach(() => {
  assembled = startCloud();
});
afterEach(() => assembled.close());

function assume(input: Partial<AssumeRoleCommandInput>, accessKeyId = HUB) {
  const asked = { RoleArn: accessRole(MEMBER), RoleSessionName: 'test', ...input };
  return new STSClient(clientOf(assembled, accessKeyId)).send(new AssumeRoleCommand(asked));
}

describe('AssumeRole', () => {
  it('gives credentials for as long as asked', async () => {
    const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 12 * 3600 });
    expect(Credentials?.Expiration).toEqual(new Date('2026-03-07T05:00:00Z'));
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/test`);
  });

  it.each([
    [{ DurationSeconds: 899 }, 'DurationSeconds 899'],
    [{ DurationSeconds: 12 * 3600 + 1 }, 'DurationSeconds 43201'],
    [{ RoleSessionName: 'has a space' }, 'roleSessionName'],
  ])('refuses %j', async (input, complaint) => {
    await expect(assume(input)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(complaint),
    });
  });

  it('lets a member neither into another member nor into the hub', async () => {
    await expect(assume({ RoleArn: accessRole(OTHER_MEMBER) }, MEMBER)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume({ RoleArn: accessRole(HUB) }, MEMBER)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('gives a role that assumes another an hour at most', async () => {
    const { Credentials } = await assume({ RoleArn: accessRole(HUB) });
    const chained = assume({ DurationSeconds: 3601 }, Credentials?.AccessKeyId);
    // The trust of the member names the hub's account, which leaves it to the hub's own policies.
    await expect(chained).rejects.toMatchObject({ message: expect.stringContaining('between 900 and 3600') });
    const { AssumedRoleUser } = await assume({}, Credentials?.AccessKeyId);
    expect(AssumedRoleUser?.Arn).toContain(MEMBER);
  });
});

it('GetCallerIdentity tells an administrator by the root of the account', async () => {
  const { Account, Arn } = await new STSClient(clientOf(assembled, MEMBER)).send(new GetCallerIdentityCommand({}));
  expect([Account, Arn]).toEqual([MEMBER, `arn:aws:iam::${MEMBER}:root`]);
});

describe('GetCallerIdentity signed by one and sent by another', () => {
  const hostname = 'sts.eu-central-1.amazonaws.com';

  /** As the CLI signs it, for somebody who holds the keys of a role. */
  async function signed(headers: Record<string, string> = { 'x-patchplane-request': 'one' }, aheadMs = 0) {
    const { Credentials } = await assume({});
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const { sha256 } = new STSClient(clientOf(assembled)).config;
    const signer = new SignatureV4({ service: 'sts', region: 'eu-central-1', credentials, sha256 });
    const question = {
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: hostname, ...headers },
    };
    const signingDate = new Date(assembled.cloud.clock.now().getTime() + aheadMs);
    return signer.presign(question, { expiresIn: 900, signingDate });
  }

  async function send(request: Parameters<typeof assembled.requestHandler.handle>[0]) {
    const { response } = await assembled.requestHandler.handle(request);
    const body: unknown = response.body;
    return `${response.statusCode} ${ArrayBuffer.isView(body) ? Buffer.from(body.buffer).toString() : ''}`;
  }

  it('names who signed it, whoever sends it', async () => {
    expect(await send(await signed())).toMatch(
      new RegExp(`^200 .*<Arn>arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/test</Arn>`, 's'),
    );
  });

  it('is good for a quarter of an hour', async () => {
    const request = await signed();
    assembled.cloud.clock.advance(899_000);
    expect(await send(request)).toMatch(/^200 /);
    assembled.cloud.clock.advance(1_000);
    expect(await send(request)).toMatch(/^403 .*SignatureDoesNotMatch.*expired/s);
  });

  it('may be signed by a clock that is five minutes ahead, and no more', async () => {
    expect(await send(await signed(undefined, 300_000))).toMatch(/^200 /);
    expect(await send(await signed(undefined, 301_000))).toMatch(/^403 .*SignatureDoesNotMatch.*not yet current/s);
  });

  it('is good for nothing but what was signed', async () => {
    const request = await signed();
    const { 'x-patchplane-request': _, ...without } = request.headers;
    const { 'X-Amz-Date': _date, ...undated } = request.query ?? {};
    for (const [changes, code] of [
      [{ headers: { ...request.headers, 'x-patchplane-request': 'another' } }, 'SignatureDoesNotMatch'],
      [{ headers: without }, 'SignatureDoesNotMatch'],
      [{ query: { ...request.query, Extra: 'x' } }, 'SignatureDoesNotMatch'],
      [{ method: 'POST' }, 'SignatureDoesNotMatch'],
      [{ query: undated }, 'IncompleteSignature'],
    ] as const)
      expect(await send({ ...request, ...changes })).toMatch(new RegExp(`^403 .*<Code>${code}</Code>`, 's'));
  });

  it('goes over HTTP as well', async () => {
    const { headers, query = {} } = await signed();
    const server = await assembled.listen(0);
    try {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) parameters.append(name, String(value));
      const url = `http://127.0.0.1:${Object(server.address()).port}/?${parameters}`;
      // What fetch makes of `host` is not what was signed, and a signature holds to the byte.
      const answer = await fetch(url, { headers: { 'x-patchplane-request': headers['x-patchplane-request'] ?? '' } });
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
    } finally {
      server.close();
    }
  });
});
