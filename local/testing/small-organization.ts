import type { Organization } from '../organization/organization.ts';

export const HUB = '111122223333';
export const MEMBER = '444455556666';
export const OTHER_MEMBER = '777788889999';

/** Three accounts, two Regions, no nodes. */
export const smallOrganization: Organization = {
  id: 'o-example1234',
  name: 'example',
  hub: { account: HUB, region: 'eu-central-1' },
  accounts: [
    { id: HUB, name: 'hub' },
    { id: MEMBER, name: 'member' },
    { id: OTHER_MEMBER, name: 'other-member' },
  ],
  regions: ['eu-central-1', 'eu-west-1'],
  from: new Date('2026-03-06T17:00:00Z'),
  to: new Date('2026-03-09T05:00:00Z'),
  zone: 'Europe/Berlin',
  nodes: [],
  parameters: new Map(),
};
