/**
 * AWS Organizations, as far as somebody asks who belongs to it. The laptop's hub doubles as the management account; a
 * delegated administrator may ask the same, and any other member nothing.
 */

import type { ListAccountsCommandInput, ListAccountsCommandOutput } from '@aws-sdk/client-organizations';
import * as organizations from '@aws-sdk/client-organizations';
import { AwsError, operation, type Part } from '../cloud.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import type { Organization } from '../organization/organization.ts';

/** AWS's limit, and what it takes where nothing is asked. */
const PAGE_SIZE_MAX = 20;

export function organizationsPart({ id, hub, accounts, from }: Organization): Part {
  return {
    service: {
      id: 'organizations',
      schemas: organizations,
      accessDenied: 'AccessDeniedException',
      operations: {
        ListAccounts: operation<ListAccountsCommandInput, ListAccountsCommandOutput>({
          needs: () => [{ action: 'organizations:ListAccounts', resource: '*' }],
          run: ({ MaxResults, NextToken }, { principal }) => {
            if (id === '')
              throw new AwsError(
                'AWSOrganizationsNotInUseException',
                'Your account is not a member of an organization.',
              );
            if (principal.account !== hub.account)
              throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
            const size = sizeWithin(MaxResults, {
              ...{ name: 'maxResults', least: 1, most: PAGE_SIZE_MAX, otherwise: PAGE_SIZE_MAX },
              code: 'InvalidInputException',
            });
            const { items, nextToken } = page(accounts, {
              ...{ size, token: NextToken, invalidTokenCode: 'InvalidInputException' },
            });
            return {
              Accounts: items.map((account) => ({
                Id: account.id,
                Arn: `arn:aws:organizations::${hub.account}:account/${id}/${account.id}`,
                Name: account.name,
                Email: `${account.id}@example.com`,
                State: 'ACTIVE',
                JoinedMethod: 'CREATED',
                JoinedTimestamp: from,
              })),
              ...(nextToken !== undefined && { NextToken: nextToken }),
            };
          },
        }),
      },
    },
  };
}
