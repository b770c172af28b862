import { type AssembledCloud, assembleCloud, type CloudPlan } from '../assemble-cloud.ts';
import { smallOrganization } from './small-organization.ts';

/** The small organization with nothing deployed, and without nodes. */
export function startCloud(plan: Partial<CloudPlan> = {}): AssembledCloud {
  return assembleCloud({ organization: smallOrganization, seed: 1, root: '/nowhere', fleet: () => [], ...plan });
}

/** How an SDK client in a test reaches the cloud: in process, as whom the access key stands for. */
export function clientOf({ requestHandler }: AssembledCloud, accessKeyId = 'anybody', region = 'eu-central-1') {
  return { requestHandler, region, credentials: { accessKeyId, secretAccessKey: 'not looked at' } };
}
