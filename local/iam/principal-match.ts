/** Whether a statement of a resource's own policy speaks of the caller, and how closely. */
import type { Principal, ServicePrincipal } from '../cloud.ts';
import type { Principals } from './policy.ts';

/**
 * `named`: the caller itself, or everybody; that grants by itself. `account`: only the caller's account is named, which
 * leaves it to that account's own policies.
 */
export type PrincipalMatch = 'named' | 'account' | 'none';

export function matchPrincipal(principals: Principals | undefined, caller: Principal): PrincipalMatch {
  const listed = principals?.aws ?? [];
  const root = `arn:aws:iam::${caller.account}:root`;
  if (listed.some((who) => who === '*' || who === caller.arn || who === caller.roleArn)) {
    return caller.arn === root ? 'account' : 'named';
  }
  return listed.some((who) => who === caller.account || who === root) ? 'account' : 'none';
}

export function matchService(principals: Principals | undefined, { service }: ServicePrincipal): boolean {
  return principals?.services.includes(service) ?? false;
}
