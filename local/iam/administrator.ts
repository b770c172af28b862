import type { Principal } from '../cloud.ts';

/** Who may do everything in an account. */
export function administratorOf(account: string): Principal {
  return { account, arn: `arn:aws:iam::${account}:root` };
}
