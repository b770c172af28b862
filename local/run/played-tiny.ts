import path from 'node:path';
import type { Cloud } from '../cloud.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { type Circumstances, openStage } from './open-stage.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');

/** Plays the tiny organization to its end, whatever befalls it. */
export async function playedTiny(circumstances: Circumstances = {}, root = PROJECT): Promise<Cloud> {
  const { cloud, embedded } = await openStage({ organization: tinyOrganization, seed: 1 }, root, circumstances);
  try {
    await cloud.clock.runUntil(tinyOrganization.to);
    return cloud;
  } finally {
    embedded.close();
  }
}
