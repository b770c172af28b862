import {
  DescribeOrganizationCommand,
  DisableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedServicesForAccountCommand,
  OrganizationsClient,
  paginateListAccounts,
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
    await expect(as(HUB).send(new ListDelegatedServicesForAccountCommand({ AccountId: MEMBER }))).rejects.toMatchObject(
      { name: 'AccountNotRegisteredException' },
    );
  });
});

/** An organization of the hub, a member and so many others. */
function cloudOf(others: number): void {
  const accounts = Array.from({ length: others }, (_, index) => ({
    id: String(300000000000 + index),
    name: `team-${index}`,
  }));
  const organization = {
    ...smallOrganization,
    accounts: [{ id: HUB, name: 'hub' }, ...accounts, { id: MEMBER, name: 'member' }],
  };
  assembled = startCloud({ organization });
}

describe('ListAccounts', () => {
  it('lists all in pages of twenty, each with its state', async () => {
    cloudOf(44);
    const pages: number[] = [];
    const states = new Set<string | undefined>();
    for await (const { Accounts = [] } of paginateListAccounts({ client: as(HUB) }, {})) {
      pages.push(Accounts.length);
      for (const { State } of Accounts) states.add(State);
    }
    expect(pages).toEqual([20, 20, 6]);
    expect([...states]).toEqual(['ACTIVE']);
  });

  it('answers the management account only, and only where there is an organization', async () => {
    cloudOf(1);
    await expect(as(MEMBER).send(new ListAccountsCommand())).rejects.toThrow("You don't have permissions");
    await expect(as(HUB).send(new ListAccountsCommand({ MaxResults: 21 }))).rejects.toThrow('from 1 to 20');
    assembled.close();
    assembled = startCloud({ organization: { ...smallOrganization, id: '' } });
    await expect(as(HUB).send(new ListAccountsCommand())).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });
});
