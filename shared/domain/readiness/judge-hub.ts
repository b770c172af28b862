import type { Cell } from '../window/node.ts';
import type { HubObservation, OrganizationFacts, Reading } from './observation.ts';
import type { Finding, Prerequisite } from './prerequisites.ts';

/** The aggregator, the organization rule and the stack sets of the members each need their own. */
export const TRUSTED_SERVICES = [
  'config.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'member.org.stacksets.cloudformation.amazonaws.com',
] as const;

/** Those of which the hub itself is the administrator. */
export const ADMINISTERED_SERVICES = ['config.amazonaws.com', 'config-multiaccountsetup.amazonaws.com'] as const;

const NO_AGGREGATOR = 'NoSuchConfigurationAggregatorException';

/**
 * Judges what holds for every window: the aggregator, the organization and the Regions.
 *
 *   U1. What could not be read is said as unread, with AWS's own words; only that there is no aggregator is a fact.
 *   U2. Trusted access and delegation matter where a window reaches other accounts. The management account needs no
 *       delegation. A hub whose questions AWS Organizations refuses one and all is no delegated administrator: they may ask.
 *   U3. A Region must be enabled in the hub's account, which runs the function of the Config rule there; and a hub in a
 *       Region that one opts into cannot start runs in those that are on by default.
 */
export function judgeHub(observed: HubObservation, cells: readonly Cell[]): Finding[] {
  return [...aggregator(observed), ...organization(observed, cells), ...regions(observed, cells)];
}

function aggregator({ sources }: HubObservation): Finding[] {
  if (sources.kind === 'read') return [];
  if (sources.error !== NO_AGGREGATOR) return [unread('aggregator', 'The aggregator of AWS Config', sources.reason)];
  return [fails('aggregator', `There is no aggregator of AWS Config in the hub (${sources.reason}).`)];
}

function organization({ hub, organization }: HubObservation, cells: readonly Cell[]): Finding[] {
  if (cells.every(({ account }) => account === hub.account)) return []; // U2
  if (organization.kind === 'unread') return [unread('trusted-access', 'The organization', organization.reason)];
  if (organization.value === undefined)
    return [
      fails('trusted-access', 'The account of the hub is in no organization, and a window reaches other accounts.'),
    ];
  return [...trustedAccess(organization.value), ...delegation(organization.value, hub)];
}

function trustedAccess({ trusted }: OrganizationFacts): Finding[] {
  if (trusted.kind === 'unread')
    return [unread('trusted-access', 'Which services AWS Organizations trusts', trusted.reason)];
  const missing = TRUSTED_SERVICES.filter((service) => !trusted.value.has(service));
  return missing.length === 0
    ? []
    : [fails('trusted-access', `AWS Organizations does not trust ${missing.join(', ')}.`)];
}

function delegation({ managementAccount, trusted, administers }: OrganizationFacts, hub: Cell): Finding[] {
  if (managementAccount === hub.account) return []; // U2
  if (isDenied(trusted) && isDenied(administers))
    return [
      fails(
        'delegated-admin',
        'The account of the hub is no delegated administrator: AWS Organizations answers it nothing.',
      ),
    ];
  if (administers.kind === 'unread')
    return [unread('delegated-admin', 'Which services the account of the hub administers', administers.reason)];
  const missing = ADMINISTERED_SERVICES.filter((service) => !administers.value.has(service));
  return missing.length === 0
    ? []
    : [fails('delegated-admin', `The account of the hub is no delegated administrator of ${missing.join(', ')}.`)];
}

function isDenied(reading: Reading<unknown>): boolean {
  return reading.kind === 'unread' && reading.error === 'AccessDeniedException';
}

function regions({ hub, regions: observed }: HubObservation, cells: readonly Cell[]): Finding[] {
  if (observed.kind === 'unread') return [unread('region-opt-in', 'Which Regions are enabled', observed.reason)];
  const governed = [...new Set([hub.region, ...cells.map(({ region }) => region)])].sort();
  const off = governed.filter((region) => (observed.value.get(region) ?? 'not-opted-in') === 'not-opted-in');
  const byDefault = governed.filter((region) => observed.value.get(region) === 'opt-in-not-required');
  return [
    ...off.map((region) => fails('region-opt-in', `Region ${region} is not enabled in the account of the hub.`)),
    ...(observed.value.get(hub.region) === 'opted-in' && byDefault.length > 0
      ? [
          fails(
            'region-opt-in',
            `The hub is in ${hub.region}, a Region that one opts into, and cannot start runs in ${byDefault.join(', ')}.`,
          ),
        ]
      : []),
  ]; // U3
}

function fails(what: Prerequisite, sentence: string): Finding {
  return { answer: 'fails', what, sentence };
}

function unread(what: Prerequisite, thing: string, reason: string): Finding {
  return { answer: 'unread', what, sentence: `${thing} could not be read: AWS answered ${reason}` };
}
