/** The way to the hub, in AWS or in the embedded one: what it says of itself, to whoever may read it. */
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { stsClient } from '../../shared/aws/clients.ts';
import { INSTALLATION_PARAMETER, readInstallation } from '../../shared/aws/read-installation.ts';
import type { Installation } from '../../shared/inbound/installation.ts';
import { refuse } from '../input-error.ts';
import { ownRegion } from './own-region.ts';
import { prepareSdk, saying } from './reach-aws.ts';

export function findHub(): Promise<Installation> {
  prepareSdk();
  const place = `read ${INSTALLATION_PARAMETER} in Parameter Store, where the hub says what it is`;
  return saying(ownRegion, place, readInstallation);
}

/**
 * The same for what only the hub's own account can do: its bus takes no events of others, and its documents nobody else's
 * word. The client has asked who asks, and has AWS's clock since.
 */
export async function findOwnHub(): Promise<Installation & { readonly sts: STSClient }> {
  const hub = await findHub();
  const { account, region } = hub;
  const sts = stsClient({ region });
  const { Account = '' } = await saying(
    async () => region,
    'ask STS who asks',
    () => sts.send(new GetCallerIdentityCommand()),
  );
  if (Account !== account) throw refuse('the credentials', Account, `those of the hub's account, ${account}`);
  return { ...hub, sts };
}
