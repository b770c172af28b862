/** AWS Organizations, as the management account and delegated administrators see it. The laptop's hub doubles as the former. */
import * as organizations from '@aws-sdk/client-organizations';
import { AwsError, type Call, type Cloud, operation, type Part } from '../cloud.ts';
import { page, sizeWithin } from '../fleet/page.ts';

/** What a person switches on before the stacks are deployed. */
const TRUSTED = [
  'config.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'member.org.stacksets.cloudformation.amazonaws.com',
  'ssm.amazonaws.com',
];

const pageBounds = { name: 'maxResults', least: 1, most: 20, otherwise: 20, code: 'InvalidInputException' };

export function organizationsPart({ organization, clock }: Pick<Cloud, 'organization' | 'clock'>): Part {
  const { id, hub, accounts, from } = organization;
  const trusted = new Set(TRUSTED);

  function refuseOutsiders({ principal }: Call): void {
    if (id === '')
      throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
    if (principal.account !== hub.account)
      throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  }

  return {
    service: {
      id: 'organizations',
      schemas: organizations,
      accessDenied: 'AccessDeniedException',
      operations: {
        ListAccounts: operation<organizations.ListAccountsCommandInput, organizations.ListAccountsCommandOutput>({
          needs: () => [{ action: 'organizations:ListAccounts', resource: '*' }],
          run: ({ MaxResults, NextToken }, call) => {
            refuseOutsiders(call);
            const { items, nextToken } = pageOf(accounts, MaxResults, NextToken);
            const Accounts = items.map((account) => ({
              Id: account.id,
              Arn: `arn:aws:organizations::${hub.account}:account/${id}/${account.id}`,
              Name: account.name,
              Email: `${account.id}@example.com`,
              State: 'ACTIVE' as const,
              JoinedMethod: 'CREATED' as const,
              JoinedTimestamp: from,
            }));
            return { Accounts, ...(nextToken !== undefined && { NextToken: nextToken }) };
          },
        }),
        DescribeOrganization: operation<
          organizations.DescribeOrganizationCommandInput,
          organizations.DescribeOrganizationCommandOutput
        >({
          needs: () => [{ action: 'organizations:DescribeOrganization', resource: '*' }],
          run: () => {
            if (id === '')
              throw new AwsError(
                'AWSOrganizationsNotInUseException',
                'Your account is not a member of an organization.',
              );
            const Arn = `arn:aws:organizations::${hub.account}:organization/${id}`;
            return { Organization: { Id: id, Arn, FeatureSet: 'ALL', MasterAccountId: hub.account } };
          },
        }),
        ListAWSServiceAccessForOrganization: operation<
          organizations.ListAWSServiceAccessForOrganizationCommandInput,
          organizations.ListAWSServiceAccessForOrganizationCommandOutput
        >({
          needs: () => [{ action: 'organizations:ListAWSServiceAccessForOrganization', resource: '*' }],
          run: ({ MaxResults, NextToken }, call) => {
            refuseOutsiders(call);
            const services = [...trusted]
              .sort()
              .map((ServicePrincipal) => ({ ServicePrincipal, DateEnabled: clock.now() }));
            const { items, nextToken } = pageOf(services, MaxResults, NextToken);
            return { EnabledServicePrincipals: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
          },
        }),
        // Nobody is a delegated administrator: the management account needs none.
        ListDelegatedServicesForAccount: operation<
          organizations.ListDelegatedServicesForAccountCommandInput,
          organizations.ListDelegatedServicesForAccountCommandOutput
        >({
          needs: ({ AccountId = '' }) => [
            {
              action: 'organizations:ListDelegatedServicesForAccount',
              resource: `arn:aws:organizations::${hub.account}:account/${id}/${AccountId}`,
            },
          ],
          run: ({ AccountId }, call) => {
            refuseOutsiders(call);
            throw new AwsError(
              'AccountNotRegisteredException',
              `The account ${AccountId} is not registered as a delegated administrator.`,
            );
          },
        }),
        DisableAWSServiceAccess: operation<
          organizations.DisableAWSServiceAccessCommandInput,
          organizations.DisableAWSServiceAccessCommandOutput
        >({
          needs: () => [{ action: 'organizations:DisableAWSServiceAccess', resource: '*' }],
          run: ({ ServicePrincipal = '' }, call) => {
            refuseOutsiders(call);
            trusted.delete(ServicePrincipal);
            return {};
          },
        }),
      },
    },
  };
}

function pageOf<Item>(all: readonly Item[], maxResults: number | undefined, token: string | undefined) {
  const size = sizeWithin(maxResults, pageBounds);
  const { items, nextToken } = page(all, { size, token, invalidTokenCode: 'InvalidInputException' });
  return { items: [...items], nextToken };
}
