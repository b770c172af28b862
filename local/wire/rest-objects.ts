/**
 * S3's own way to speak: the operation is the method, bucket and key are the address, and the body is the object. Both
 * `https://bucket.s3.eu-central-1.amazonaws.com/key` and `http://127.0.0.1:4010/bucket/key` are understood.
 */
import { AwsError } from '../cloud.ts';
import type { WireAnswer, WireRequest } from './exchange.ts';
import { escapeXml } from './write-xml.ts';

export interface ObjectRequest {
  readonly operation: string;
  readonly input: object;
}

const OPERATIONS: Readonly<Record<string, string>> = { PUT: 'PutObject', GET: 'GetObject' };

export function readObjectRequest({ method, path, headers, body }: WireRequest): ObjectRequest {
  const [, inHost] = /^(.+)\.s3[.-]/.exec(headers['host'] ?? '') ?? [];
  const [first = '', ...rest] = decodeURIComponent(path).slice(1).split('/');
  const Bucket = inHost ?? first;
  const Key = (inHost === undefined ? rest : [first, ...rest]).join('/');
  const operation = Key === '' ? undefined : OPERATIONS[method];
  if (operation === undefined)
    throw new AwsError('NotImplemented', `The embedded AWS does not serve ${method} ${path} of S3.`, { status: 501 });
  const ContentType = headers['content-type'];
  return {
    operation,
    input: { Bucket, Key, ...(operation === 'PutObject' && { Body: body, ...(ContentType && { ContentType }) }) },
  };
}

/** What an object is put or got with; the body is the object itself. */
export function writeObjectAnswer(output: object, requestId: string): WireAnswer {
  const field = (name: string) => {
    const value: unknown = Reflect.get(output, name);
    return typeof value === 'string' ? value : undefined;
  };
  const [etag, type] = [field('ETag'), field('ContentType')];
  return {
    status: 200,
    headers: {
      'x-amz-request-id': requestId,
      ...(etag !== undefined && { etag }),
      ...(type !== undefined && { 'content-type': type }),
    },
    body: field('Body') ?? '',
    streamed: true,
  };
}

export function writeObjectError({ code, message, status }: AwsError, requestId: string): WireAnswer {
  return {
    status,
    headers: { 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
  };
}
