/** Deploys Patchplane's stacks over the organization, in the order in which docs/deploy.md has a person do it. */
import type { Provider } from './cloud.ts';
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
}

/** The stage that the laptop plays; names of resources carry it. */
const STAGE = 'live';

export async function deployPatchplane(
  templates: Templates,
  organization: Organization,
  providers: ReadonlyMap<string, Provider>,
): Promise<ReadonlyMap<string, Outputs>> {
  const { hub, accounts, regions } = organization;
  // Roles are global: the member stack of the hub's Region makes them, so it is there even where nothing is governed.
  const memberRegions = [...new Set([hub.region, ...regions])];
  const plan = [
    // The hub first: the members' rules are taken only if its bus lets them in. Then the hub's Region, which makes the roles.
    { template: templates.hub, ...hub, name: `patchplane-${STAGE}` },
    ...accounts.flatMap(({ id }) =>
      memberRegions.map((region) => ({ template: templates.member, account: id, region, name: 'patchplane-member' })),
    ),
    ...regions.map((region) => ({
      template: templates.region,
      account: hub.account,
      region,
      name: `patchplane-region-${STAGE}`,
    })),
  ];
  const outputs = new Map<string, Outputs>();
  for (const { template, account, region, name } of plan) {
    const stack = { account, region, name };
    const parameters = parametersFor(template, organization);
    outputs.set(`${account}/${region}/${name}`, await deploy(template, { stack, parameters, providers }));
  }
  return outputs;
}

/** What a person would type in; a template declares those that it wants. */
function parametersFor(template: Template, { id, hub }: Organization): Record<string, string> {
  const known = { OrganizationId: id, HubAccountId: hub.account, HubRegion: hub.region, Stage: STAGE };
  return Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(template.Parameters ?? {}, name)));
}
