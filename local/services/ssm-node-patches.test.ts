import { describe, expect, it } from '@jest/globals';
import { fakeCloud, node } from '../fleet/fake-cloud.ts';

describe('DescribeInstancePatches', () => {
  it('lists as many patches as the state counts, ten to a hundred a page', async () => {
    const fake = fakeCloud([node({ missingPatches: 3 })]);
    const InstanceId = node().id;
    const missing = await fake.call('ssm', 'DescribeInstancePatches', {
      InstanceId,
      Filters: [{ Key: 'State', Values: ['Missing'] }],
    });
    expect(missing).toEqual({
      Patches: Array(3).fill(expect.objectContaining({ State: 'MISSING', CVEIds: expect.stringMatching(/^CVE-/) })),
    });
    const all = await fake.call('ssm', 'DescribeInstancePatches', { InstanceId });
    expect(all['Patches']).toHaveLength(50);
    expect(all['NextToken']).toBeDefined();
    await expect(fake.call('ssm', 'DescribeInstancePatches', { InstanceId, MaxResults: 9 })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });
});
