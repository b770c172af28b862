/** The bus of the hub in AWS, or in the embedded one: with the caller's own credentials, which prove who asks. */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { stsClient } from '../../shared/aws/clients.ts';
import { intentPutter } from '../../shared/aws/put-intent.ts';
import { INSTALLATION_PARAMETER, readInstallation } from '../../shared/aws/read-installation.ts';
import { ownRegion } from '../aws/own-region.ts';
import { prepareSdk, saying } from '../aws/reach-aws.ts';
import { refuse } from '../input-error.ts';
import type { RequestDesk } from './request-desk.ts';

export async function openRequestDesk(): Promise<RequestDesk> {
  prepareSdk();
  const place = `read ${INSTALLATION_PARAMETER} in Parameter Store, where the hub says what it is`;
  const { account, region, busName } = await saying(ownRegion, place, readInstallation);
  const where = async () => region;
  const sts = stsClient({ region });
  // The bus takes requests of its own account only, so that this one would be lost. It also sets the client's clock.
  const { Account = '' } = await saying(where, 'ask STS who asks', () => sts.send(new GetCallerIdentityCommand()));
  if (Account !== account) throw refuse('the credentials', Account, `those of the hub's account, ${account}`);
  const putIntent = intentPutter({ busName, region }, sts);
  return { account, region, put: (intent) => saying(where, `ask on the bus ${busName}`, () => putIntent(intent)) };
}
