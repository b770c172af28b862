import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import { parseOrganization } from '../organization/parse-organization.ts';
import { retagByHand } from './retag-by-hand.ts';

const cell = { account: '444455556666', region: 'eu-west-1' };
const organization = parseOrganization(
  {
    name: 'Small',
    organizationId: 'o-exampletiny',
    hub: cell,
    accounts: [{ id: cell.account, name: 'shop' }],
    regions: [cell.region],
    weekend: { from: '2026-03-06T18:00', to: '2026-03-09T06:00', zone: 'UTC' },
    schedules: {},
    nodes: [
      { name: 'web', ...cell, platform: 'Ubuntu 24.04' },
      { name: 'till', ...cell, platform: 'Ubuntu 24.04', kind: 'hybrid' },
    ],
    changes: [
      { at: '2026-03-06T19:00', node: 'web-01', tags: { 'maintenance:patching': '2STA' } },
      { at: '2026-03-06T20:00', node: 'till-01', tags: { 'maintenance:patching': '2SAT' } },
    ],
  },
  'small.json',
);

describe('retagByHand()', () => {
  it('calls what a person would call for each kind of node, as the administrator of its account, at its time', async () => {
    const told: unknown[] = [];
    const clock = new VirtualClock(organization.from);
    retagByHand({ organization, clock, callAs: async (...call) => told.push([clock.now().toISOString(), ...call]) });
    await clock.runUntil(organization.to);

    const [web, till] = organization.nodes;
    const administrator = { account: cell.account, arn: `arn:aws:iam::${cell.account}:root` };
    expect(told).toEqual([
      [
        '2026-03-06T19:00:00.000Z',
        administrator,
        cell.region,
        'ec2',
        'CreateTags',
        { Resources: [web?.id], Tags: [{ Key: 'maintenance:patching', Value: '2STA' }] },
      ],
      [
        '2026-03-06T20:00:00.000Z',
        administrator,
        cell.region,
        'ssm',
        'AddTagsToResource',
        {
          ResourceType: 'ManagedInstance',
          ResourceId: till?.id,
          Tags: [{ Key: 'maintenance:patching', Value: '2SAT' }],
        },
      ],
    ]);
  });

  it('does not make up for what lies before the run', async () => {
    const told: unknown[] = [];
    const clock = new VirtualClock(new Date('2026-03-06T19:30:00Z'));
    retagByHand({ organization, clock, callAs: async (_principal, _region, service) => told.push(service) });
    await clock.runUntil(organization.to);

    expect(told).toEqual(['ssm']);
  });
});
