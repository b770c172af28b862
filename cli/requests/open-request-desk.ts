/** The bus of the hub in AWS, or in the embedded one: with the caller's own credentials, which prove who asks. */
import { intentPutter } from '../../shared/aws/put-intent.ts';
import { findOwnHub } from '../aws/find-hub.ts';
import { saying } from '../aws/reach-aws.ts';
import type { RequestDesk } from './request-desk.ts';

export async function openRequestDesk(): Promise<RequestDesk> {
  const { account, region, busName, sts } = await findOwnHub();
  const where = async () => region;
  const putIntent = intentPutter({ busName, region }, sts);
  return { account, region, put: (intent) => saying(where, `ask on the bus ${busName}`, () => putIntent(intent)) };
}
