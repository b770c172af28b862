/** `OrganizationAccountAccessRole`, which AWS Organizations leaves in each account for the management account. */
import type { Organization } from '../organization/organization.ts';
import type { Authorizer } from './authorizer.ts';
import type { Identities } from './identities.ts';
import { readPolicy } from './policy.ts';

const NAME = 'OrganizationAccountAccessRole';

/** The laptop's hub doubles as the management account. */
export function addOrganizationRoles(
  { accounts, hub }: Organization,
  identities: Identities,
  authorizer: Authorizer,
): void {
  for (const { id } of accounts) {
    const arn = `arn:aws:iam::${id}:role/${NAME}`;
    const root = { AWS: `arn:aws:iam::${hub.account}:root` };
    const trust = readPolicy({ Statement: { Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' } }, arn);
    identities.addRole({ arn, account: id, name: NAME, trust, maxSessionSeconds: 12 * 3600 });
    identities.makeAdministrator(arn);
    authorizer.addResourcePolicy(arn, trust);
  }
}
