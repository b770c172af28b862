import { describe, expect, it } from '@jest/globals';
import { CELL } from '../../testing/domain-builders.ts';
import { aHub, HUB_CELL, read, unreadable } from '../../testing/readiness-builders.ts';
import { judgeHub, TRUSTED_SERVICES } from './judge-hub.ts';
import type { HubObservation } from './observation.ts';

function story(overrides: Partial<HubObservation> = {}, cells = [HUB_CELL, CELL]): string[] {
  return judgeHub(aHub(overrides), cells).map(({ answer, what, sentence }) => `${answer} ${what}: ${sentence}`);
}

const inOrganization = {
  managementAccount: '999900001111',
  trusted: read(new Set(['config.amazonaws.com'])),
  administers: read(new Set(['config.amazonaws.com'])),
};

describe('judgeHub()', () => {
  it('finds nothing where all is in place', () => {
    expect(story()).toEqual([]);
  });

  it('names what the organization does not trust, and what the hub does not administer', () => {
    expect(story({ organization: read(inOrganization) })).toEqual([
      'fails trusted-access: AWS Organizations does not trust config-multiaccountsetup.amazonaws.com, member.org.stacksets.cloudformation.amazonaws.com.',
      'fails delegated-admin: The account of the hub is no delegated administrator of config-multiaccountsetup.amazonaws.com.',
    ]);
  });

  it('wants no delegation of the management account (U2)', () => {
    const trusted = read(new Set(TRUSTED_SERVICES));
    const organization = read({ managementAccount: HUB_CELL.account, trusted, administers: unreadable() });
    expect(story({ organization })).toEqual([]);
  });

  it('asks for no organization where a window stays in its own account (U2)', () => {
    expect(story({ organization: unreadable() }, [HUB_CELL])).toEqual([]);
    expect(story({ organization: read(undefined) }, [HUB_CELL])).toEqual([]);
    expect(story({ organization: read(undefined) })).toEqual([
      'fails trusted-access: The account of the hub is in no organization, and a window reaches other accounts.',
    ]);
  });

  it('says of everything that it could not read that it could not (U1)', () => {
    const readings = { regions: unreadable(), sources: unreadable() };
    expect(story({ ...readings, organization: unreadable() })).toEqual([
      'unread aggregator: The aggregator of AWS Config could not be read: AWS answered ThrottlingException: no',
      'unread trusted-access: The organization could not be read: AWS answered ThrottlingException: no',
      'unread region-opt-in: Which Regions are enabled could not be read: AWS answered ThrottlingException: no',
    ]);
    const organization = read({ ...inOrganization, trusted: unreadable(), administers: unreadable() });
    expect(story({ organization })).toEqual([
      'unread trusted-access: Which services AWS Organizations trusts could not be read: AWS answered ThrottlingException: no',
      'unread delegated-admin: Which services the account of the hub administers could not be read: AWS answered ThrottlingException: no',
    ]);
  });

  it('takes a hub that AWS Organizations answers nothing for no delegated administrator (U2)', () => {
    const denied = unreadable('AccessDeniedException');
    const asked = (overrides: object) => story({ organization: read({ ...inOrganization, ...overrides }) });
    expect(asked({ trusted: denied, administers: denied })).toEqual([
      'unread trusted-access: Which services AWS Organizations trusts could not be read: AWS answered AccessDeniedException: no',
      'fails delegated-admin: The account of the hub is no delegated administrator: AWS Organizations answers it nothing.',
    ]);
    expect(asked({ trusted: denied, administers: unreadable() })[1]).toMatch(/^unread delegated-admin/);
    expect(asked({ trusted: denied, administers: denied, managementAccount: HUB_CELL.account })).toHaveLength(1);
  });

  it('knows that there is no aggregator where AWS says so', () => {
    expect(story({ sources: unreadable('NoSuchConfigurationAggregatorException') })).toEqual([
      'fails aggregator: There is no aggregator of AWS Config in the hub (NoSuchConfigurationAggregatorException: no).',
    ]);
  });

  it('names a Region that is not enabled, or that AWS does not name (U3)', () => {
    const elsewhere = [
      { ...CELL, region: 'eu-south-1' },
      { ...CELL, region: 'xx-test-1' },
    ];
    expect(story({}, elsewhere)).toEqual([
      'fails region-opt-in: Region eu-south-1 is not enabled in the account of the hub.',
      'fails region-opt-in: Region xx-test-1 is not enabled in the account of the hub.',
    ]);
  });

  it('refuses a hub in a Region that one opts into, if others are on by default (U3)', () => {
    const hub = { ...HUB_CELL, region: 'me-south-1' };
    expect(story({ hub })).toEqual([
      'fails region-opt-in: The hub is in me-south-1, a Region that one opts into, and cannot start runs in eu-central-1, eu-west-1.',
    ]);
    expect(story({ hub }, [{ ...CELL, region: 'me-south-1' }])).toEqual([]);
  });
});
