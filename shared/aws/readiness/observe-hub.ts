import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedServicesForAccountCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { HubObservation, OrganizationFacts, RegionStatus } from '../../domain/readiness/observation.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import { sourcesReader } from '../aggregator-status.ts';
import { isAwsError } from '../attempt.ts';
import { organizationsClient, ssmClient } from '../clients.ts';
import { ec2Client } from '../ec2-instances.ts';
import { allItems } from '../pages.ts';
import { readShares } from '../read-shares.ts';
import { readingOf } from './reading.ts';

/** Looks at what every window needs of the hub: six listings, however many cells there are. */
export function hubObserver({
  hub,
  aggregatorName,
  runbookName,
}: {
  readonly hub: Cell;
  readonly aggregatorName: string;
  readonly runbookName: string;
}): () => Promise<HubObservation> {
  const readSources = sourcesReader(aggregatorName);
  const ssm = ssmClient();

  async function sharedWith(): Promise<ReadonlySet<string>> {
    const accounts = await readShares(ssm, runbookName);
    return new Set(accounts.map((account) => account.toLowerCase())); // `All` is all.
  }

  return async () => {
    const [organization, regions, sources, shares] = await Promise.all([
      readingOf(() => readOrganization(hub.account)),
      readingOf(readRegions),
      readingOf(async () => new Map((await readSources()).map((source) => [cellKey(source), source.reason]))),
      readingOf(sharedWith),
    ]);
    return { hub, organization, regions, sources, sharedWith: shares };
  };
}

async function readRegions(): Promise<ReadonlyMap<string, RegionStatus>> {
  const { Regions = [] } = await ec2Client({}).send(new DescribeRegionsCommand({ AllRegions: true }));
  return new Map(Regions.map(({ RegionName = '', OptInStatus }) => [RegionName, statusOf(OptInStatus)]));
}

function statusOf(status: string | undefined): RegionStatus {
  return status === 'opt-in-not-required' || status === 'opted-in' ? status : 'not-opted-in';
}

/** Undefined where the account is in none. */
async function readOrganization(account: string): Promise<OrganizationFacts | undefined> {
  const organizations = organizationsClient();
  const managementAccount = await managementAccountOf(organizations);
  if (managementAccount === undefined) return undefined;
  const [trusted, administers] = await Promise.all([
    readingOf(() => trustedServices(organizations)),
    readingOf(() => administeredServices(organizations, account)),
  ]);
  return { managementAccount, trusted, administers };
}

async function managementAccountOf(organizations: OrganizationsClient): Promise<string | undefined> {
  try {
    const { Organization } = await organizations.send(new DescribeOrganizationCommand());
    return Organization?.MasterAccountId;
  } catch (error) {
    if (isAwsError(error) && error.name === 'AWSOrganizationsNotInUseException') return undefined;
    throw error;
  }
}

async function trustedServices(organizations: OrganizationsClient): Promise<ReadonlySet<string>> {
  const services = await allItems(
    (NextToken) => organizations.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken })),
    { items: ({ EnabledServicePrincipals }) => EnabledServicePrincipals, nextToken: ({ NextToken }) => NextToken },
  );
  return new Set(services.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []));
}

async function administeredServices(
  organizations: OrganizationsClient,
  AccountId: string,
): Promise<ReadonlySet<string>> {
  try {
    const services = await allItems(
      (NextToken) => organizations.send(new ListDelegatedServicesForAccountCommand({ AccountId, NextToken })),
      { items: ({ DelegatedServices }) => DelegatedServices, nextToken: ({ NextToken }) => NextToken },
    );
    return new Set(services.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []));
  } catch (error) {
    if (isAwsError(error) && error.name === 'AccountNotRegisteredException') return new Set(); // It administers nothing.
    throw error;
  }
}
