/**
 * The embedded AWS: an organization of accounts and Regions in this process, on a virtual clock, with Patchplane
 * deployed into it from the very templates that deploy.
 */
import { type AssembledCloud, assembleCloud, type CloudPlan } from './assemble-cloud.ts';
import type { Outputs } from './cloudformation/deploy.ts';
import { deployPatchplane, type Templates } from './deploy-patchplane.ts';
import { type FleetSettings, fleetParts } from './fleet/fleet-parts.ts';

export interface EmbeddedAwsPlan extends Omit<CloudPlan, 'fleet'> {
  readonly templates: Templates;
  readonly fleetSettings?: FleetSettings | undefined;
}

export interface EmbeddedAws extends AssembledCloud {
  /** What the stacks gave out, by `account/region/stack`. */
  readonly outputs: ReadonlyMap<string, Outputs>;
}

export async function embeddedAws({ templates, fleetSettings, ...plan }: EmbeddedAwsPlan): Promise<EmbeddedAws> {
  const assembled = assembleCloud({ ...plan, fleet: (cloud) => fleetParts(cloud, fleetSettings) });
  const outputs = await deployPatchplane(templates, plan.organization, assembled.providers);
  return { ...assembled, outputs };
}
