import { describe, expect, it } from '@jest/globals';
import { fakeCloud, hub, member } from '../fleet/fake-cloud.ts';
import { baseline } from '../fleet/patch-cell-world.ts';

describe('patch baselines', () => {
  const group = { PatchGroup: 'prod-14-days', OperatingSystem: 'AMAZON_LINUX_2023' };
  const baselineFor = async (fake: ReturnType<typeof fakeCloud>, input: object, cell = member) =>
    (await fake.call('ssm', 'GetPatchBaselineForPatchGroup', input, cell))['BaselineId'];

  it('are of an account, Region and operating system, with the default of AWS for all others', async () => {
    const fake = fakeCloud([]);
    const { ref } = await fake.deploy('AWS::SSM::PatchBaseline', baseline, member);

    expect(await baselineFor(fake, group)).toBe(ref);
    for (const [input, cell] of [
      [{ ...group, OperatingSystem: 'UBUNTU' }, member],
      [{ ...group, PatchGroup: 'other' }, member],
      [group, hub],
    ] as const)
      expect(await baselineFor(fake, input, cell)).toMatch(/^arn:aws:ssm:.*:patchbaseline\/pb-[0-9a-f]{17}$/);
  });

  it('are listed page by page, those of the account first', async () => {
    const fake = fakeCloud([]);
    const { ref } = await fake.deploy('AWS::SSM::PatchBaseline', { ...baseline, DefaultBaseline: true }, member);
    const first = await fake.call('ssm', 'DescribePatchBaselines', { MaxResults: 2 });

    expect(first).toMatchObject({
      BaselineIdentities: [
        { BaselineId: ref, BaselineName: 'prod-linux', DefaultBaseline: true },
        { BaselineName: 'AWS-AmazonLinux2023DefaultPatchBaseline', DefaultBaseline: false },
      ],
    });
    const rest = await fake.call('ssm', 'DescribePatchBaselines', { NextToken: first['NextToken'] });
    expect(rest['BaselineIdentities']).toHaveLength(3);
    expect(await fake.call('ssm', 'DescribePatchGroups', {})).toEqual({
      Mappings: [{ PatchGroup: 'prod-14-days', BaselineIdentity: expect.objectContaining({ BaselineId: ref }) }],
    });
    const Filters = [{ Key: 'OWNER', Values: ['Self'] }];
    expect((await fake.call('ssm', 'DescribePatchBaselines', { Filters }))['BaselineIdentities']).toHaveLength(1);
  });

  it('share no patch group', async () => {
    const fake = fakeCloud([]);
    await fake.deploy('AWS::SSM::PatchBaseline', baseline, member);
    await expect(fake.deploy('AWS::SSM::PatchBaseline', { ...baseline, Name: 'again' }, member)).rejects.toThrow(
      'Patch group prod-14-days is registered already',
    );
  });
});
