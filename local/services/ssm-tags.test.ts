import { describe, expect, it } from '@jest/globals';
import { fakeCloud, member, node } from '../fleet/fake-cloud.ts';

const plant = node({ name: 'plant-01', id: 'mi-0123456789abcdef0', tags: { Name: 'plant-01' } });
const managed = { ResourceType: 'ManagedInstance', ResourceId: plant.id };
const Tags = [{ Key: 'maintenance:patching', Value: '2SAT' }];

describe('AddTagsToResource', () => {
  it('tags a hybrid node, which CloudTrail tells and aws.tag does not', async () => {
    const fake = fakeCloud([plant]);
    await fake.call('ssm', 'AddTagsToResource', { ...managed, Tags });

    expect(await fake.call('ssm', 'ListTagsForResource', managed)).toEqual({
      TagList: [{ Key: 'Name', Value: 'plant-01' }, ...Tags],
    });
    expect(fake.events).toMatchObject([
      {
        ...member,
        source: 'aws.ssm',
        detailType: 'AWS API Call via CloudTrail',
        detail: {
          eventSource: 'ssm.amazonaws.com',
          eventName: 'AddTagsToResource',
          awsRegion: member.region,
          recipientAccountId: member.account,
          userIdentity: { arn: `arn:aws:iam::${member.account}:root` },
          requestParameters: {
            resourceType: 'ManagedInstance',
            resourceId: plant.id,
            tags: [{ key: 'maintenance:patching', value: '2SAT' }],
          },
        },
      },
    ]);
  });

  it('refuses an EC2 instance and a node that is not registered here', async () => {
    const fake = fakeCloud([node(), plant]);
    const add = (ResourceId: string) =>
      fake.call('ssm', 'AddTagsToResource', { ResourceType: 'ManagedInstance', ResourceId, Tags });
    await expect(add(node().id)).rejects.toThrow('should be in format mi-[0-9a-f]{17}');
    await expect(add('mi-00000000000000000')).rejects.toMatchObject({ code: 'InvalidResourceId' });
    const unregistered = { ResourceType: 'ManagedInstance', ResourceId: 'mi-00000000000000000' };
    await expect(fake.call('ssm', 'ListTagsForResource', unregistered)).rejects.toMatchObject({
      code: 'InvalidResourceId',
    });
  });

  it('asks IAM for the managed instance with requested and present tags', async () => {
    const fake = fakeCloud([plant]);
    await fake.call('ssm', 'AddTagsToResource', { ...managed, Tags });
    expect(fake.needs).toEqual([
      {
        action: 'ssm:AddTagsToResource',
        resource: `arn:aws:ssm:${member.region}:${member.account}:managed-instance/${plant.id}`,
        context: {
          'aws:TagKeys': ['maintenance:patching'],
          'aws:RequestTag/maintenance:patching': '2SAT',
          'ssm:resourceTag/Name': 'plant-01',
          'aws:ResourceTag/Name': 'plant-01',
        },
      },
    ]);
  });

  it('keeps tags of what is no node, apart from nodes', async () => {
    const fake = fakeCloud([plant]);
    const parameter = { ResourceType: 'Parameter', ResourceId: '/a' };
    await fake.call('ssm', 'AddTagsToResource', { ...parameter, Tags });
    expect(await fake.call('ssm', 'ListTagsForResource', parameter)).toEqual({ TagList: Tags });
  });
});

describe('RemoveTagsFromResource', () => {
  it('takes the tag away and is told with its keys', async () => {
    const fake = fakeCloud([plant]);
    await fake.call('ssm', 'RemoveTagsFromResource', { ...managed, TagKeys: ['Name'] });
    expect(await fake.call('ssm', 'ListTagsForResource', managed)).toEqual({ TagList: [] });
    expect(fake.events).toMatchObject([
      { detail: { eventName: 'RemoveTagsFromResource', requestParameters: { tagKeys: ['Name'] } } },
    ]);
  });
});
