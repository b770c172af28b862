/** Deploys Patchplane's stacks over the organization, in the order in which docs/deploy.md has a person do it. */
import type { Cell, Provider } from './cloud.ts';
import { deploy, type Outputs } from './cloudformation/deploy.ts';
import type { Template } from './cloudformation/read-template.ts';
import type { Organization } from './organization/organization.ts';

export interface Templates {
  /** Packaged from `serverless.yml`. */
  readonly hub: Template;
  /** Packaged from `serverless.region.yml`, for each governed Region of the hub account. */
  readonly region: Template;
  /** `stacks/member.yml`, for each account and governed Region. */
  readonly member: Template;
  /** Packaged from `serverless.account.yml`: in a single account, both of these in one. */
  readonly account: Template;
}

/** The stage that the laptop plays; names of resources carry it. */
const STAGE = 'live';

export async function deployPatchplane(
  templates: Templates,
  organization: Organization,
  providers: ReadonlyMap<string, Provider>,
): Promise<ReadonlyMap<string, Outputs>> {
  const { id, hub } = organization;
  // The hub first: the members' rules are taken only if its bus lets them in. Then the hub's Region, which makes the roles.
  const beside = id === '' ? singleAccount(templates, organization) : members(templates, organization);
  const plan = [{ template: templates.hub, ...hub, name: `patchplane-${STAGE}` }, ...beside];
  const outputs = new Map<string, Outputs>();
  for (const { template, account, region, name } of plan) {
    const stack = { account, region, name };
    const parameters = parametersFor(template, organization, region);
    outputs.set(`${account}/${region}/${name}`, await deploy(template, { stack, parameters, providers }));
  }
  return outputs;
}

interface Planned extends Cell {
  readonly template: Template;
  readonly name: string;
}

/** One stack beside the hub's, in each Region. */
function singleAccount({ account: template }: Templates, organization: Organization): Planned[] {
  const { account } = organization.hub;
  return memberRegions(organization).map((region) => ({
    ...{ template, account, region },
    name: `patchplane-account-${STAGE}`,
  }));
}

function members({ member, region: ofRegion }: Templates, organization: Organization): Planned[] {
  const { accounts, hub, regions } = organization;
  return [
    ...accounts.flatMap(({ id: account }) =>
      memberRegions(organization).map((region) => ({ template: member, account, region, name: 'patchplane-member' })),
    ),
    ...regions.map((region) => ({
      ...{ template: ofRegion, account: hub.account, region },
      name: `patchplane-region-${STAGE}`,
    })),
  ];
}

/** Roles are global: the member stack of the hub's Region makes them, so it is there even where nothing is governed. */
function memberRegions({ hub, regions }: Organization): string[] {
  return [...new Set([hub.region, ...regions])];
}

/** What a person would type in; a template declares those that it wants. */
function parametersFor(template: Template, { id, hub, regions }: Organization, region: string): Record<string, string> {
  // The stack of a single account is also where the roles are made and nothing is governed.
  const rule = regions.includes(region) ? {} : { Rule: 'pack' };
  const known = { OrganizationId: id, HubAccountId: hub.account, HubRegion: hub.region, Stage: STAGE, ...rule };
  return Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(template.Parameters ?? {}, name)));
}
