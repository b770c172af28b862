import type { Organization } from '../organization/organization.ts';
import { parseOrganization } from '../organization/parse-organization.ts';

const REGION = 'eu-central-1';
const HUB = '111122223333';
const SHOP = '444455556666';
const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1' };

interface Changes {
  /** Of the organization file, such as its calendars. */
  readonly file?: object;
  /** Of the catalogue entry. */
  readonly entry?: object;
  /** Of the node `web-01`. */
  readonly web?: object;
  readonly settings?: object;
}

/** Two accounts, three nodes and one window of two hours: the least that has an opening, runs, cells and a close. */
export function tinyOrganization({ file = {}, entry = {}, web = {}, settings = {} }: Changes = {}): Organization {
  return parseOrganization(
    {
      name: 'Tiny',
      organizationId: 'o-exampletiny',
      hub: { account: HUB, region: REGION },
      accounts: [
        { id: HUB, name: 'hub', tags: { owner: 'ann@example.com', environment: 'test' } },
        { id: SHOP, name: 'shop', tags: { owner: 'bob@example.com', environment: 'test' } },
      ],
      regions: [REGION],
      weekend: { from: '2026-03-06T21:40', to: '2026-03-07T01:05', zone: 'Europe/Berlin' },
      settings: { graceMinutes: 10, ...settings },
      schedules: { '22FRI': { ...ENTRY, ...entry } },
      nodes: [
        { name: 'web', account: SHOP, region: REGION, platform: 'Amazon Linux 2023', tags, ...web },
        {
          name: 'db',
          account: SHOP,
          region: REGION,
          platform: 'Ubuntu 24.04',
          tags: { ...tags, 'maintenance:wave': '2' },
          condition: 'install-fails',
        },
        { name: 'bastion', account: HUB, region: REGION, platform: 'Amazon Linux 2023', tags },
      ],
      ...file,
    },
    'the tiny organization',
  );
}

/** The catalogue entry of its only window. */
export const ENTRY = {
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
};
