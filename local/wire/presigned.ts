/**
 * Requests whose signature stands in their query, so that somebody else may send them: STS answers them with the name of
 * who signed.
 *
 *   G1. A signature is good from its date on, for as long as it says and a quarter of an hour at most. The clock of who
 *       signs may be five minutes ahead.
 *   G2. It covers what was signed and nothing else: a header it names must be there, and must be what it was.
 *   G3. It is verified for keys that were issued here. Conveniences of the laptop, an account id as the key, have no secret.
 */
import { createHash, createHmac } from 'node:crypto';
import { AwsError } from '../cloud.ts';
import type { CredentialScope } from './credential-scope.ts';
import type { WireRequest } from './exchange.ts';

const EXPIRES_SECONDS_MAX = 900;
const AHEAD_MS_MAX = 5 * 60_000;
const FIELDS = ['X-Amz-Algorithm', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature'] as const;

interface Keys {
  readonly now: Date;
  /** Undefined for a key of which nobody knows the secret. */
  readonly secret: string | undefined;
}

export function isPresigned({ query }: WireRequest): boolean {
  return query.has('X-Amz-Credential');
}

/** Throws what AWS answers to a signature that is not good. */
export function verifyPresigned(request: WireRequest, scope: CredentialScope, { now, secret }: Keys): void {
  const missing = FIELDS.find((field) => !request.query.has(field));
  if (missing !== undefined)
    throw refusal('IncompleteSignature', `AWS query-string parameters must include ${missing}.`);
  verifyDate(request.query, now);
  const names = request.query.get('X-Amz-SignedHeaders')?.split(';') ?? [];
  const absent = names.find((name) => request.headers[name] === undefined);
  const wrong =
    secret !== undefined && signatureOf(request, names, scope, secret) !== request.query.get('X-Amz-Signature');
  if (absent !== undefined || wrong)
    throw refusal(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    ); // G2, G3
}

/** G1 */
function verifyDate(query: URLSearchParams, now: Date): void {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const from = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const seconds = Number(query.get('X-Amz-Expires'));
  if (Number.isNaN(from.getTime()) || !(seconds > 0))
    throw refusal('IncompleteSignature', 'The date or the lifetime of the signature cannot be read.');
  const to = new Date(from.getTime() + Math.min(seconds, EXPIRES_SECONDS_MAX) * 1000);
  if (from.getTime() - now.getTime() > AHEAD_MS_MAX)
    throw refusal('SignatureDoesNotMatch', `Signature not yet current: ${query.get('X-Amz-Date')}`);
  if (now >= to) throw refusal('SignatureDoesNotMatch', `Signature expired: ${to.toISOString()} is now in the past`);
}

function signatureOf(request: WireRequest, names: readonly string[], scope: CredentialScope, secret: string): string {
  const { method, path, query, headers } = request;
  const date = query.get('X-Amz-Date') ?? '';
  const place = `${date.slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`;
  const canonical = [
    method,
    path,
    canonicalQuery(query),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, place, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = place
    .split('/')
    .reduce<Buffer>(
      (previous, part) => createHmac('sha256', previous).update(part).digest(),
      Buffer.from(`AWS4${secret}`),
    );
  return createHmac('sha256', key).update(text).digest('hex');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function refusal(code: string, message: string): AwsError {
  return new AwsError(code, message, { status: 403 });
}
