import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, member, node } from '../fleet/fake-cloud.ts';
import { baseline } from '../fleet/patch-cell-world.ts';

const hybrid = node({ name: 'plant-01', id: 'mi-0123456789abcdef0', platform: 'Windows Server 2022' });
const fleet = [
  node(),
  node({ name: 'offline', condition: 'offline' }),
  node({ name: 'stopped', condition: 'stopped' }),
  node({ name: 'unmanaged', condition: 'unmanaged' }),
  hybrid,
];

async function listed(fake: FakeCloud, input: object) {
  const { InstanceInformationList } = await fake.call('ssm', 'DescribeInstanceInformation', input);
  return Array.isArray(InstanceInformationList) ? InstanceInformationList : [];
}

describe('DescribeInstanceInformation', () => {
  it('lists connected and lost agents, and nobody that is stopped or has no agent', async () => {
    const rows = await listed(fakeCloud(fleet), {});
    expect(rows.map(({ InstanceId, PingStatus, ResourceType }) => [InstanceId, PingStatus, ResourceType])).toEqual([
      [node().id, 'Online', 'EC2Instance'],
      [node({ name: 'offline' }).id, 'ConnectionLost', 'EC2Instance'],
      [hybrid.id, 'Online', 'ManagedInstance'],
    ]);
  });

  it('filters by tag, by type and by id', async () => {
    const fake = fakeCloud(fleet);
    const ids = async (Filters: object[]) => (await listed(fake, { Filters })).map(({ InstanceId }) => InstanceId);

    expect(await ids([{ Key: 'tag:Name', Values: ['plant-01'] }])).toEqual([hybrid.id]);
    expect(
      await ids([
        { Key: 'ResourceType', Values: ['ManagedInstance'] },
        { Key: 'PingStatus', Values: ['Online'] },
      ]),
    ).toEqual([hybrid.id]);
    expect(await ids([{ Key: 'InstanceIds', Values: [node().id] }])).toEqual([node().id]);
  });

  it('answers an id of a stopped node with nothing, and fails the whole call for an unknown one', async () => {
    const fake = fakeCloud(fleet);
    const byId = (...Values: string[]) => listed(fake, { Filters: [{ Key: 'InstanceIds', Values }] });

    expect(await byId(node({ name: 'stopped' }).id)).toEqual([]);
    await expect(byId(node().id, 'i-00000000000000000')).rejects.toMatchObject({ code: 'InvalidInstanceId' });
  });

  it('does not combine tag filters with others', async () => {
    const Filters = [
      { Key: 'tag:Name', Values: ['plant-01'] },
      { Key: 'ResourceType', Values: ['ManagedInstance'] },
    ];
    await expect(listed(fakeCloud(fleet), { Filters })).rejects.toMatchObject({
      code: 'InvalidInstanceInformationFilterValue',
    });
  });

  it('gives ten a page unless told, and takes 5 to 50', async () => {
    const fake = fakeCloud(Array.from({ length: 12 }, (_, index) => node({ name: `web-${index}` })));
    const first = await fake.call('ssm', 'DescribeInstanceInformation', {});

    expect(first['InstanceInformationList']).toHaveLength(10);
    expect(await listed(fake, { NextToken: first['NextToken'] })).toHaveLength(2);
    await expect(listed(fake, { MaxResults: 4 })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('DescribeInstancePatchStates', () => {
  it('leaves out ids that it does not know, and takes 50', async () => {
    const fake = fakeCloud(fleet);
    const ask = (InstanceIds: string[]) => fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds });

    expect(await ask([hybrid.id, 'i-00000000000000000'])).toMatchObject({
      InstancePatchStates: [{ InstanceId: hybrid.id, PatchGroup: '' }],
    });
    await expect(ask(Array(51).fill(hybrid.id))).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('answers ten at a time unless it is asked for more, so that who reads one page alone is found out', async () => {
    const nodes = Array.from({ length: 12 }, (_, index) => node({ name: `node-${index}` }));
    const fake = fakeCloud(nodes);
    const InstanceIds = nodes.map(({ id }) => id);
    await fake.call('ssm', 'SendCommand', {
      DocumentName: 'AWS-RunPatchBaseline',
      InstanceIds,
      Parameters: { Operation: ['Scan'] },
    });
    await fake.passMinutes(5);
    const ask = (page: object) => fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds, ...page });
    const first = await ask({});

    expect(first['InstancePatchStates']).toHaveLength(10);
    expect((await ask({ NextToken: first['NextToken'] }))['InstancePatchStates']).toHaveLength(2);
    expect((await ask({ MaxResults: 100 }))['InstancePatchStates']).toHaveLength(12);
  });

  it('names the patch group by either tag, and the baseline that the group is registered with', async () => {
    const nodes = [
      node(),
      node({ name: 'grouped', tags: { PatchGroup: 'prod-14-days' } }),
      node({ name: 'spaced', tags: { 'Patch Group': 'prod-14-days' } }),
      node({ name: 'odd', tags: { PatchGroup: 'prod-14-days' }, oddity: 'wrong-patch-group' }),
    ];
    const fake = fakeCloud(nodes);
    const { ref } = await fake.deploy('AWS::SSM::PatchBaseline', baseline, member);
    const InstanceIds = nodes.map(({ id }) => id);
    await fake.call('ssm', 'SendCommand', {
      DocumentName: 'AWS-RunPatchBaseline',
      InstanceIds,
      Parameters: { Operation: ['Scan'] },
    });
    await fake.passMinutes(5);
    const answer = await fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds });
    const states = Array.isArray(answer['InstancePatchStates']) ? answer['InstancePatchStates'] : [];

    expect(states.map(({ PatchGroup, BaselineId }) => [PatchGroup, BaselineId === ref])).toEqual([
      ['', false],
      ['prod-14-days', true],
      ['prod-14-days', true],
      ['not-prod-14-days', false],
    ]);
  });
});
