/** S3, as much of it as our functions and the people who read what they file: whole objects, by their keys. */
import * as s3 from '@aws-sdk/client-s3';
import type { VirtualClock } from '../clock.ts';
import { AwsError, operation, type Part, type Resource } from '../cloud.ts';
import { digest } from '../digest.ts';
import type { CloudRecord, StoredObject } from '../record.ts';

/** Objects as the wire carries them; the SDK's own types know streams. */
interface Put {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: string;
  readonly ContentType?: string;
}

interface Got extends Pick<s3.GetObjectCommandOutput, 'ETag' | 'ContentType' | '$metadata'> {
  readonly Body: string;
}

export function s3Part(clock: VirtualClock, { objects }: CloudRecord): Part {
  const buckets = new Set<string>();

  function requireBucket(bucket: string): void {
    if (!buckets.has(bucket))
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
  }

  return {
    service: {
      id: 's3',
      schemas: s3,
      accessDenied: 'AccessDenied',
      operations: {
        PutObject: operation<Put, s3.PutObjectCommandOutput>({
          needs: ({ Bucket, Key }) => [{ action: 's3:PutObject', resource: arnOf(Bucket, Key) }],
          run: ({ Bucket: bucket, Key: key, Body = '', ContentType = 'application/octet-stream' }, { principal }) => {
            requireBucket(bucket);
            const object = { at: clock.now(), by: principal.arn, bucket, key, contentType: ContentType, body: Body };
            objects.push(object);
            return { ETag: tagOf(object) };
          },
        }),
        GetObject: operation<Pick<Put, 'Bucket' | 'Key'>, Got>({
          needs: ({ Bucket, Key }) => [{ action: 's3:GetObject', resource: arnOf(Bucket, Key) }],
          run: ({ Bucket, Key }) => {
            requireBucket(Bucket);
            const found = objects.findLast(({ bucket, key }) => bucket === Bucket && key === Key);
            if (found === undefined)
              throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
            return { ETag: tagOf(found), ContentType: found.contentType, Body: found.body };
          },
        }),
      },
    },
    resources: {
      'AWS::S3::Bucket': (resource) => {
        const name = nameOf(resource);
        buckets.add(name);
        return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
      },
    },
  };
}

function nameOf({ properties, stack, logicalId }: Resource): string {
  const given = properties['BucketName'];
  return typeof given === 'string' ? given : `${stack.name}-${logicalId}-${stack.account}`.toLowerCase();
}

function arnOf(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

function tagOf({ body }: Pick<StoredObject, 'body'>): string {
  return `"${digest(body, 32)}"`;
}
