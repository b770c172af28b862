import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { HUB } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const TEMPLATE = readTemplate(
  'Resources: { Files: { Type: AWS::S3::Bucket, Properties: { BucketName: files } } }',
  'files',
);
const stack = { account: HUB, region: 'eu-central-1', name: 'files' };

let cloud: AssembledCloud;
afterEach(() => cloud.close());

async function withBucket() {
  cloud = startCloud();
  await deploy(TEMPLATE, { stack, parameters: {}, providers: cloud.providers });
  return cloud;
}

describe('S3 of the embedded AWS', () => {
  it('keeps an object, and gives it back', async () => {
    const s3 = new S3Client(clientOf(await withBucket()));
    const at = { Bucket: 'files', Key: 'weekly/2026-03-09T1200Z/compliance with spaces.csv' };
    await s3.send(new PutObjectCommand({ ...at, Body: 'node,Größe\r\n', ContentType: 'text/csv' }));

    const got = await s3.send(new GetObjectCommand(at));
    expect(await got.Body?.transformToString()).toBe('node,Größe\r\n');
    expect(got.ContentType).toBe('text/csv');
    expect(cloud.cloud.record.objects).toMatchObject([{ bucket: 'files', key: at.Key, contentType: 'text/csv' }]);
  });

  it('answers as AWS where there is no such bucket, or no such object', async () => {
    const s3 = new S3Client(clientOf(await withBucket()));
    const get = (Bucket: string) => s3.send(new GetObjectCommand({ Bucket, Key: 'x' }));

    await expect(get('files')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('others')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('serves the address of the command line, in which the bucket is the first part of the path', async () => {
    const { requestHandler, region, credentials } = clientOf(await withBucket());
    const s3 = new S3Client({
      requestHandler,
      region,
      credentials,
      endpoint: 'http://127.0.0.1:4010',
      forcePathStyle: true,
    });
    await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'a/b', Body: 'text' }));

    expect(cloud.cloud.record.objects).toMatchObject([{ bucket: 'files', key: 'a/b', body: 'text' }]);
  });
});
