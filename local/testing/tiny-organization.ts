import type { Organization } from '../organization/organization.ts';
import { parseOrganization } from '../organization/parse-organization.ts';

const REGION = 'eu-central-1';
const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1' };

/** Two accounts, three nodes and one window of two hours: the least that has an opening, runs, cells and a close. */
export const tinyOrganization: Organization = parseOrganization(
  {
    name: 'Tiny',
    organizationId: 'o-exampletiny',
    hub: { account: '111122223333', region: REGION },
    accounts: [
      { id: '111122223333', name: 'hub', tags: { owner: 'ann@example.com', environment: 'test' } },
      { id: '444455556666', name: 'shop', tags: { owner: 'bob@example.com', environment: 'test' } },
    ],
    regions: [REGION],
    weekend: { from: '2026-03-06T21:50', to: '2026-03-07T01:05', zone: 'Europe/Berlin' },
    settings: { graceMinutes: 10 },
    schedules: {
      '22FRI': {
        zone: 'Europe/Berlin',
        durationHours: 2,
        cutoffHours: 1,
        offsetDays: 0,
        environment: 'test',
        operation: 'Install',
        reboot: 'RebootIfNeeded',
        concurrency: '100%',
        errors: '100%',
        cells: { concurrency: '100%', errors: '100%' },
        waves: [1, 2],
        owner: 'ann@example.com',
      },
    },
    nodes: [
      { name: 'web', count: 1, account: '444455556666', region: REGION, platform: 'Amazon Linux 2023', tags },
      {
        name: 'db',
        account: '444455556666',
        region: REGION,
        platform: 'Ubuntu 24.04',
        tags: { ...tags, 'maintenance:wave': '2' },
        condition: 'install-fails',
      },
      { name: 'bastion', account: '111122223333', region: REGION, platform: 'Amazon Linux 2023', tags },
    ],
  },
  'the tiny organization',
);
