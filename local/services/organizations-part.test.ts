import { ListAccountsCommand, OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { HUB, MEMBER, smallOrganization } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

let assembled: AssembledCloud;
afterEach(() => assembled.close());

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

const clientAs = (account: string) => new OrganizationsClient(clientOf(assembled, account));

describe('ListAccounts', () => {
  it('lists all in pages of twenty, each with its state', async () => {
    cloudOf(44);
    const pages: number[] = [];
    const states = new Set<string | undefined>();
    for await (const { Accounts = [] } of paginateListAccounts({ client: clientAs(HUB) }, {})) {
      pages.push(Accounts.length);
      for (const { State } of Accounts) states.add(State);
    }
    expect(pages).toEqual([20, 20, 6]);
    expect([...states]).toEqual(['ACTIVE']);
  });

  it('answers the management account only, and only where there is an organization', async () => {
    cloudOf(1);
    await expect(clientAs(MEMBER).send(new ListAccountsCommand())).rejects.toThrow("You don't have permissions");
    await expect(clientAs(HUB).send(new ListAccountsCommand({ MaxResults: 21 }))).rejects.toThrow('from 1 to 20');
    assembled.close();
    assembled = startCloud({ organization: { ...smallOrganization, id: '' } });
    await expect(clientAs(HUB).send(new ListAccountsCommand())).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });
});
