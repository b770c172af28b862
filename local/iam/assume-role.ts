/** Becoming a role: its trust policy must let the caller in, and a caller from elsewhere needs its own grant as well. */
import { AwsError, type Need, type Principal, type ServicePrincipal } from '../cloud.ts';
import { requireArn } from './arn.ts';
import type { Authorizer } from './authorizer.ts';
import type { Identities } from './identities.ts';

export interface RoleAsked {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
}

export type AssumeRole = (caller: Principal | ServicePrincipal, asked: RoleAsked) => Principal;

export function assumeRole(authorizer: Authorizer, identities: Identities): AssumeRole {
  return (caller, { roleArn, sessionName, externalId }) => {
    const need: Need = {
      action: 'sts:AssumeRole',
      resource: roleArn,
      context: {
        'sts:RoleSessionName': sessionName,
        ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
      },
    };
    // A role that does not exist has no policy that lets anybody in: AWS answers both alike.
    const refused =
      'service' in caller
        ? authorizer.refusalOfService(caller, need)
        : authorizer.refusalOf(caller, 'aws-global', need);
    const role = identities.role(roleArn);
    if (refused !== undefined || role === undefined) {
      throw new AwsError('AccessDenied', refused ?? `Role ${roleArn} cannot be assumed`, { status: 403 });
    }
    const { account } = requireArn(roleArn);
    return { account, arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`, roleArn };
  };
}
