import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpResponse } from '@smithy/core/protocols';
import { type IntentEvent, parseIntentEvent } from '../inbound/intent-event.ts';
import { aPatchIntent, HUB_ACCOUNT, NOON } from '../testing/request-builders.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import type { SaidIntent } from './put-intent.ts';
import { intentPutter } from './put-intent.ts';
import { askerVerifier } from './verify-asker.ts';

const REGION = 'eu-central-1';
const ARN = `arn:aws:iam::${HUB_ACCOUNT}:user/ada`;

interface Sent {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

describe('askerVerifier()', () => {
  it('asks the STS of its own Region with the signature of the request, and believes what it answers', async () => {
    const asked = await putAndParse();
    const sent = answering(200, identity(HUB_ACCOUNT, ARN));

    expect(await askerVerifier(REGION)(asked)).toEqual({ kind: 'proven', arn: ARN });
    expect(sent).toMatchObject([
      {
        method: 'GET',
        hostname: 'sts.eu-central-1.amazonaws.com',
        path: '/',
        query: { Action: 'GetCallerIdentity', Version: '2011-06-15', ...asked.proof },
        headers: {
          host: 'sts.eu-central-1.amazonaws.com',
          'x-patchplane-request': expect.stringMatching(new RegExp(`^${asked.intent.requestId}\\.[0-9a-f]{64}$`)),
        },
        body: undefined,
      },
    ]);
    expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual(['host', 'x-patchplane-request']);
  });

  it('sends with other words another header, which the signature does not hold for', async () => {
    const [asked, otherwise] = [await putAndParse(), await putAndParse({ accounts: ['444455556666'] })];
    const one = await askedOf(asked);

    expect(await askedOf(otherwise)).not.toBe(one);
    expect(await askedOf(asked)).toBe(one);
  });

  it('takes nobody for proven without a proof, and asks nobody', async () => {
    const sent = answering(200, identity(HUB_ACCOUNT, ARN));
    const { proof: _, ...asked } = await putAndParse();

    expect(await askerVerifier(REGION)({ ...asked, proof: undefined })).toEqual({
      kind: 'unproven',
      why: 'the request came without a proof of who asks.',
    });
    expect(sent).toEqual([]);
  });

  it('takes a principal of another account for no proof', async () => {
    const asked = await putAndParse();
    answering(200, identity('444455556666', 'arn:aws:iam::444455556666:user/eve'));

    expect(await askerVerifier(REGION)(asked)).toEqual({
      kind: 'unproven',
      why: 'the proof is of account 444455556666, and the request of 111122223333.',
    });
  });

  it.each([
    [403, 'SignatureDoesNotMatch', 'unproven'],
    [403, 'ExpiredToken', 'unproven'],
    [403, 'InvalidClientTokenId', 'unproven'],
    [403, 'AccessDenied', 'unproven'],
    [400, 'IncompleteSignature', 'unproven'],
    [503, 'ServiceUnavailable', 'unread'],
    [400, 'Throttling', 'unread'],
  ])('of %s %s makes %s', async (status, code, kind) => {
    const asked = await putAndParse();
    answering(status, `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`);

    expect(await askerVerifier(REGION)(asked)).toMatchObject({ kind, why: expect.stringContaining(code) });
  });

  it('quotes nothing of what it sent, whatever STS quotes', async () => {
    const asked = await putAndParse();
    const signature = asked.proof?.['X-Amz-Signature'];
    const message = `The canonical string should have been X-Amz-Signature=${signature}`;
    answering(
      403,
      `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );

    const reading = await askerVerifier(REGION)(asked);
    expect(reading).toEqual({ kind: 'unproven', why: 'STS answers SignatureDoesNotMatch.' });
  });
});

describe('intentPutter()', () => {
  it('puts what is asked on the bus, with a proof that holds for a quarter of an hour', async () => {
    const { body } = await put({});

    expect(JSON.parse(body)).toEqual({
      Entries: [
        {
          EventBusName: 'patchplane-live',
          Source: 'patchplane',
          DetailType: 'Patch Requested',
          Detail: expect.any(String),
        },
      ],
    });
    const { requestId } = aPatchIntent();
    expect(JSON.parse(JSON.parse(body).Entries[0].Detail)).toEqual({
      version: '1',
      requestId,
      schedule: '22FRI',
      accounts: [],
      regions: [],
      severity: 'critical',
      reason: 'CVE-2026-0001 is exploited',
      proof: {
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': 'test/20260304/eu-central-1/sts/aws4_request',
        'X-Amz-Date': '20260304T120000Z',
        'X-Amz-Expires': '900',
        'X-Amz-SignedHeaders': 'host;x-patchplane-request',
        'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it('says what the bus would not take', async () => {
    answering(
      200,
      JSON.stringify({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'no' }] }),
    );
    const putIntent = intentPutter({ busName: 'patchplane-live', region: REGION });

    await expect(putIntent(said({}))).rejects.toThrow('Cannot ask on the bus patchplane-live: InternalFailure: no');
  });
});

/** The header that STS is asked with for a request. */
async function askedOf(asked: Awaited<ReturnType<typeof putAndParse>>) {
  const sent = answering(200, identity(HUB_ACCOUNT, ARN));
  await askerVerifier(REGION)(asked);
  return sent[0]?.headers['x-patchplane-request'];
}

/** The request as the function gets it. */
async function putAndParse(overrides: Parameters<typeof aPatchIntent>[0] = {}) {
  const { body } = await put(overrides);
  const detail: unknown = JSON.parse(JSON.parse(body).Entries[0].Detail);
  return askedIn(parseIntentEvent(sampleEventWith('patch-requested', 'detail', detail)));
}

function askedIn(event: IntentEvent) {
  if (event.kind === 'unreadable') throw new Error(event.problem);
  return event;
}

async function put(overrides: Parameters<typeof aPatchIntent>[0]): Promise<{ readonly body: string }> {
  const sent = answering(200, JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }));
  await intentPutter({ busName: 'patchplane-live', region: REGION })(said(overrides));
  const body = sent[0]?.body;
  return { body: body instanceof Uint8Array ? new TextDecoder().decode(body) : '' };
}

function said(overrides: Parameters<typeof aPatchIntent>[0]): SaidIntent {
  const { account: _account, at: _at, ...intent } = aPatchIntent(overrides);
  return intent;
}

/** AWS answers everything so from now on; what it is sent is kept. */
function answering(statusCode: number, text: string): Sent[] {
  const sent: Sent[] = [];
  const handle = async (request: Sent) => {
    sent.push(request);
    const headers = { 'content-type': text.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1' };
    return { response: new HttpResponse({ statusCode, headers, body: new TextEncoder().encode(text) }) };
  };
  const requestHandler = { handle, updateHttpClientConfig: () => {}, httpHandlerConfigs: () => ({}) };
  globalThis.patchplaneSeam = { now: () => NOON, sleep: async () => {}, client: { requestHandler } };
  return sent;
}

function identity(account: string, arn: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}
