import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, hub, member, node } from '../fleet/fake-cloud.ts';

const web = node({ tags: { Name: 'web-01' } });
const arn = `arn:aws:ec2:${member.region}:${member.account}:instance/${web.id}`;
const tag = (Key: string, Value: string) => ({ Key, Value });

function createTags(fake: FakeCloud, Tags: object[], Resources = [web.id]) {
  return fake.call('ec2', 'CreateTags', { Resources, Tags });
}

describe('CreateTags', () => {
  it('tells the whole set after the change, with a version that counts and a time that is text', async () => {
    const fake = fakeCloud([web]);
    await createTags(fake, [tag('maintenance:patching', '2SAT'), tag('Name', 'web-01')]);
    await createTags(fake, [tag('maintenance:patching', '6SAT')]);

    expect(fake.events).toMatchObject([
      {
        ...member,
        source: 'aws.tag',
        detailType: 'Tag Change on Resource',
        resources: [arn],
        detail: {
          'changed-tag-keys': ['maintenance:patching'],
          service: 'ec2',
          'resource-type': 'instance',
          version: 1,
          'version-timestamp': '1772820000000',
          tags: { Name: 'web-01', 'maintenance:patching': '2SAT' },
        },
      },
      { detail: { version: 2, tags: { 'maintenance:patching': '6SAT' } } },
    ]);
    for (const { lagMs = 0 } of fake.events) expect(lagMs >= 1_000 && lagMs <= 2_000).toBe(true);
  });

  it('says nothing when nothing changes', async () => {
    const fake = fakeCloud([web]);
    await createTags(fake, [tag('Name', 'web-01')]);
    expect(fake.events).toEqual([]);
  });

  it('fails as a whole for one unknown instance', async () => {
    const fake = fakeCloud([web]);
    await expect(createTags(fake, [tag('a', 'b')], [web.id, 'i-00000000000000000'])).rejects.toMatchObject({
      code: 'InvalidInstanceID.NotFound',
    });
    expect(await fake.call('ec2', 'DescribeTags', {})).toEqual({
      Tags: [{ ...tag('Name', 'web-01'), ResourceId: web.id, ResourceType: 'instance' }],
    });
  });

  it.each([
    ['a hybrid node', [tag('a', 'b')], ['mi-0123456789abcdef0'], 'InvalidInstanceID.Malformed'],
    ['a reserved key', [tag('aws:a', 'b')], [web.id], 'InvalidParameterValue'],
    ['a value of 257 characters', [tag('a', 'x'.repeat(257))], [web.id], 'InvalidParameterValue'],
    ['51 tags', Array.from({ length: 50 }, (_, index) => tag(`key${index}`, 'x')), [web.id], 'TagLimitExceeded'],
  ])('refuses %s', async (_, tags, ids, code) => {
    await expect(createTags(fakeCloud([web]), tags, ids)).rejects.toMatchObject({ code });
  });

  it('asks IAM with the requested tags and those that the instance has', async () => {
    const fake = fakeCloud([web]);
    await createTags(fake, [tag('maintenance:patching', '2SAT')]);
    expect(fake.needs).toEqual([
      {
        action: 'ec2:CreateTags',
        resource: arn,
        context: {
          'aws:TagKeys': ['maintenance:patching'],
          'aws:RequestTag/maintenance:patching': '2SAT',
          'ec2:ResourceTag/Name': 'web-01',
          'aws:ResourceTag/Name': 'web-01',
        },
      },
    ]);
  });
});

describe('DeleteTags', () => {
  it('names the key as changed and leaves it out of the tags', async () => {
    const fake = fakeCloud([web]);
    await fake.call('ec2', 'DeleteTags', { Resources: [web.id], Tags: [{ Key: 'Name' }] });
    expect(fake.events).toMatchObject([{ detail: { 'changed-tag-keys': ['Name'], tags: {} } }]);
  });

  it('spares a tag that has another value than the one given', async () => {
    const fake = fakeCloud([web]);
    await fake.call('ec2', 'DeleteTags', { Resources: [web.id], Tags: [tag('Name', 'web-02')] });
    expect(fake.events).toEqual([]);
  });
});

describe('DescribeTags', () => {
  it('filters, and pages', async () => {
    const fake = fakeCloud([web, node({ name: 'app-01' }), node({ name: 'hybrid', id: 'mi-0123456789abcdef0' })]);
    const rows = (Filters: object[]) => fake.call('ec2', 'DescribeTags', { Filters });

    expect(await rows([{ Name: 'tag:Name', Values: ['app-*'] }])).toMatchObject({ Tags: [{ Value: 'app-01' }] });
    expect(
      await rows([
        { Name: 'resource-id', Values: [web.id] },
        { Name: 'key', Values: ['Name'] },
      ]),
    ).toMatchObject({ Tags: [{ Value: 'web-01' }] });
    await expect(rows([{ Name: 'colour', Values: [] }])).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });
});

describe('DescribeInstances', () => {
  const stopped = node({ name: 'stopped', condition: 'stopped', platform: 'Windows Server 2022' });

  it('filters by id, tag and state; only Windows has a platform', async () => {
    const fake = fakeCloud([web, stopped, node({ name: 'elsewhere', ...hub })]);
    const found = async (input: object) => {
      const { Reservations } = await fake.call('ec2', 'DescribeInstances', input);
      return Array.isArray(Reservations) ? Reservations.flatMap(({ Instances }) => Instances) : [];
    };

    expect((await found({})).map(({ InstanceId, Platform }) => [InstanceId, Platform])).toEqual([
      [web.id, undefined],
      [stopped.id, 'Windows'],
    ]);
    expect(await found({ Filters: [{ Name: 'instance-state-name', Values: ['stopped'] }] })).toMatchObject([
      { State: { Code: 80 } },
    ]);
    expect(await found({ Filters: [{ Name: 'tag:Name', Values: ['web-01'] }] })).toHaveLength(1);
    expect(await found({ Filters: [{ Name: 'tag-key', Values: ['maintenance:patching'] }] })).toMatchObject([
      { InstanceId: stopped.id },
    ]);
    await expect(found({ InstanceIds: ['i-00000000000000000'] })).rejects.toMatchObject({
      code: 'InvalidInstanceID.NotFound',
    });
    await expect(found({ InstanceIds: [web.id], MaxResults: 5 })).rejects.toMatchObject({
      code: 'InvalidParameterCombination',
    });
  });

  it('makes a stopped instance a managed node once it is started', async () => {
    const fake = fakeCloud([stopped]);
    await fake.call('ec2', 'StartInstances', { InstanceIds: [stopped.id] });
    expect(await fake.call('ssm', 'DescribeInstanceInformation', {})).toEqual({ InstanceInformationList: [] });
    await fake.passMinutes(1);

    expect(await fake.call('ssm', 'DescribeInstanceInformation', {})).toMatchObject({
      InstanceInformationList: [{ PingStatus: 'Online' }],
    });
    expect(fake.events.map(({ detail }) => detail)).toEqual([
      { 'instance-id': stopped.id, state: 'pending' },
      { 'instance-id': stopped.id, state: 'running' },
    ]);
  });
});

describe('GetResources', () => {
  it('reads live tags of EC2 instances, and knows nobody that never had a tag', async () => {
    const fake = fakeCloud([
      web,
      node({ name: 'bare', tags: {} }),
      node({ name: 'hybrid', id: 'mi-0123456789abcdef0' }),
    ]);
    await createTags(fake, [tag('maintenance:patching', '2SAT')]);
    const resources = (input: object) => fake.call('tagging', 'GetResources', input);
    const expected = {
      PaginationToken: '',
      ResourceTagMappingList: [
        { ResourceARN: arn, Tags: [tag('Name', 'web-01'), tag('maintenance:patching', '2SAT')] },
      ],
    };

    expect(await resources({ ResourceARNList: [arn, arn.replace('222222222222', '111111111111')] })).toEqual(expected);
    expect(
      await resources({
        ResourceTypeFilters: ['ec2:instance'],
        TagFilters: [{ Key: 'maintenance:patching', Values: ['2SAT'] }],
      }),
    ).toEqual(expected);
    expect(await resources({ TagFilters: [{ Key: 'maintenance:patching', Values: ['6SAT'] }] })).toMatchObject({
      ResourceTagMappingList: [],
    });
    await expect(resources({ ResourceARNList: Array(101).fill(arn) })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('still lists an instance whose last tag was taken away', async () => {
    const fake = fakeCloud([web]);
    await fake.call('ec2', 'DeleteTags', { Resources: [web.id] });
    expect(await fake.call('tagging', 'GetResources', {})).toMatchObject({
      ResourceTagMappingList: [{ ResourceARN: arn, Tags: [] }],
    });
  });
});
