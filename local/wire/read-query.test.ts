import * as ec2 from '@aws-sdk/client-ec2';
import * as sns from '@aws-sdk/client-sns';
import { expect, it } from '@jest/globals';
import { readQuery } from './read-query.ts';
import { shapeOf } from './shapes.ts';

function read(schemas: Readonly<Record<string, unknown>>, operation: string, body: string): object {
  const shape = shapeOf(schemas, operation);
  if (shape === undefined) throw new Error(`${operation} is no operation`);
  return readQuery(shape.input, new URLSearchParams(body), schemas === ec2);
}

it('reads the lists of EC2, which are flat, and its renamed members', () => {
  const body =
    'Action=CreateTags&ResourceId.1=i-1&ResourceId.2=i-2&Tag.1.Key=maintenance%3Apatching&Tag.1.Value=2SATX4&DryRun=true';
  expect(read(ec2, 'CreateTags', body)).toEqual({
    Resources: ['i-1', 'i-2'],
    Tags: [{ Key: 'maintenance:patching', Value: '2SATX4' }],
    DryRun: true,
  });
  const describe = 'InstanceId.1=i-1&Filter.1.Name=tag-key&Filter.1.Value.1=a&Filter.1.Value.2=b&MaxResults=50';
  expect(read(ec2, 'DescribeInstances', describe)).toEqual({
    InstanceIds: ['i-1'],
    Filters: [{ Name: 'tag-key', Values: ['a', 'b'] }],
    MaxResults: 50,
  });
});

it('reads lists of more than nine in order, and maps', () => {
  const entries = Array.from({ length: 10 }, (_, at) => `PublishBatchRequestEntries.member.${at + 1}.Id=e${at + 1}`);
  const attribute = 'PublishBatchRequestEntries.member.10.MessageAttributes.entry.1';
  const body = [...entries.reverse(), `${attribute}.Name=kind`, `${attribute}.Value.StringValue=tag`].join('&');
  const { PublishBatchRequestEntries: read10 } = Object(read(sns, 'PublishBatch', body));
  expect(read10.map(({ Id }: { Id: string }) => Id)).toEqual(Array.from({ length: 10 }, (_, at) => `e${at + 1}`));
  expect(read10[9].MessageAttributes).toEqual({ kind: { StringValue: 'tag' } });
});

it('leaves out what was not given', () => {
  expect(read(sns, 'Publish', 'Message=')).toEqual({ Message: '' });
});
