import path from 'node:path';
import type { Cloud } from '../cloud.ts';
import type { Organization } from '../organization/organization.ts';
import type { Stretch } from '../report/build-run.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { type Circumstances, openStage } from './open-stage.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');

export interface Tiny extends Circumstances {
  readonly organization?: Organization;
  /** The sweeps in this stretch never come. */
  readonly withoutTicks?: Stretch;
  /** What people do meanwhile, arranged on the clock before it runs. */
  readonly meanwhile?: (cloud: Cloud) => void;
}

/** Plays the tiny organization to its end, whatever befalls it. */
export async function playedTiny(tiny: Tiny = {}, root = PROJECT): Promise<Cloud> {
  const { organization = tinyOrganization(), withoutTicks, meanwhile = () => {}, ...circumstances } = tiny;
  const { cloud, embedded } = await openStage({ organization, seed: 1, withoutTicks }, root, circumstances);
  try {
    meanwhile(cloud);
    await cloud.clock.runUntil(organization.to);
    return cloud;
  } finally {
    embedded.close();
  }
}
