import { describe, expect, it } from '@jest/globals';
import { plant, retag, web } from '../fleet/config-world.ts';
import { fakeCloud, member } from '../fleet/fake-cloud.ts';

describe('reading what was recorded', () => {
  it('gives the newest item first, with its configuration as text, and lists what there is', async () => {
    const fake = fakeCloud([web, plant]);
    await retag(fake, '2SAT');
    await fake.passMinutes(2);
    const history = { resourceType: 'AWS::EC2::Instance', resourceId: web.id };

    expect(await fake.call('config', 'GetResourceConfigHistory', { ...history, limit: 1 })).toMatchObject({
      configurationItems: [
        {
          accountId: member.account,
          tags: { 'maintenance:patching': '2SAT' },
          configuration: expect.stringContaining('"state"'),
        },
      ],
    });
    expect(
      await fake.call('config', 'GetResourceConfigHistory', { ...history, chronologicalOrder: 'Forward', limit: 1 }),
    ).toMatchObject({
      configurationItems: [{ configurationItemStatus: 'ResourceDiscovered' }],
    });
    expect(
      await fake.call('config', 'ListDiscoveredResources', { resourceType: 'AWS::SSM::ManagedInstanceInventory' }),
    ).toMatchObject({
      resourceIdentifiers: [{ resourceId: plant.id }],
    });
    await expect(
      fake.call('config', 'GetResourceConfigHistory', { ...history, resourceId: 'i-0' }),
    ).rejects.toMatchObject({ code: 'ResourceNotDiscoveredException' });
  });
});
