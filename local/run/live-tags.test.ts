import { describe, expect, it } from '@jest/globals';
import { readOrganization } from '../organization/read-organization.ts';
import { liveTags } from './live-tags.ts';

const organization = readOrganization('examples/default.json');

describe('liveTags()', () => {
  it('reads instances page by page in every cell and hybrid nodes one by one, each as the administrator of its account', async () => {
    const calls: string[] = [];
    const tags = await liveTags({
      organization,
      callAs: async ({ account }, region, service, operation, input) => {
        calls.push(`${service}:${operation}`);
        if (operation === 'ListTagsForResource') return { TagList: [{ Key: 'maintenance:patching', Value: '2SAT' }] };
        const second = 'NextToken' in input && input.NextToken !== undefined;
        const id = `i-${account}-${region}`;
        return second
          ? { Tags: [{ ResourceId: id, Key: 'b', Value: '2' }] }
          : { Tags: [{ ResourceId: id, Key: 'a', Value: '1' }], NextToken: 'more' };
      },
    });
    const hybrid = organization.nodes.filter(({ id }) => id.startsWith('mi-'));

    expect(tags.get('i-777788889999-eu-west-1')).toEqual({ a: '1', b: '2' });
    expect(tags.get(hybrid[0]?.id ?? '')).toEqual({ 'maintenance:patching': '2SAT' });
    expect(tags.size).toBe(8 + hybrid.length);
    expect(calls.filter((call) => call === 'ec2:DescribeTags')).toHaveLength(16);
  });
});
