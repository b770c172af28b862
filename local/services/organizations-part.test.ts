import {
  DescribeOrganizationCommand,
  DisableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedServicesForAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { HUB, MEMBER, smallOrganization } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

let assembled: AssembledCloud;
afterEach(() => assembled.close());

function as(account: string): OrganizationsClient {
  return new OrganizationsClient(clientOf(assembled, account));
}

describe('AWS Organizations', () => {
  it('tells any member who manages it, and outsiders that they are in none', async () => {
    assembled = startCloud();
    const { Organization } = await as(MEMBER).send(new DescribeOrganizationCommand());
    expect(Organization).toMatchObject({ Id: 'o-example1234', MasterAccountId: HUB });
    assembled.close();

    assembled = startCloud({ organization: { ...smallOrganization, id: '' } });
    await expect(as(HUB).send(new DescribeOrganizationCommand())).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });

  it('pages through what it trusts, for the management account alone', async () => {
    assembled = startCloud();
    const first = await as(HUB).send(new ListAWSServiceAccessForOrganizationCommand({ MaxResults: 1 }));
    const { NextToken } = first;
    const second = await as(HUB).send(new ListAWSServiceAccessForOrganizationCommand({ MaxResults: 1, NextToken }));
    expect([first, second].map((page) => page.EnabledServicePrincipals?.[0]?.ServicePrincipal)).toEqual([
      'config-multiaccountsetup.amazonaws.com',
      'config.amazonaws.com',
    ]);
    await expect(as(MEMBER).send(new ListAWSServiceAccessForOrganizationCommand())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('trusts a service no more that is switched off', async () => {
    assembled = startCloud();
    await as(HUB).send(new DisableAWSServiceAccessCommand({ ServicePrincipal: 'config.amazonaws.com' }));
    const { EnabledServicePrincipals = [] } = await as(HUB).send(new ListAWSServiceAccessForOrganizationCommand());
    expect(EnabledServicePrincipals.map(({ ServicePrincipal }) => ServicePrincipal)).not.toContain(
      'config.amazonaws.com',
    );
  });

  it('knows no delegated administrator', async () => {
    assembled = startCloud();
    await expect(
      as(HUB).send(new ListDelegatedServicesForAccountCommand({ AccountId: MEMBER })),
    ).rejects.toMatchObject({ name: 'AccountNotRegisteredException' });
  });
});
