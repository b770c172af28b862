/** Systems Manager of the hub and AWS Organizations, or the embedded ones: with the caller's own credentials. */
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import {
  DescribeDocumentPermissionCommand,
  ModifyDocumentPermissionCommand,
  paginateListDocuments,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ssmClient, stsClient } from '../../shared/aws/clients.ts';
import { INSTALLATION_PARAMETER, readInstallation } from '../../shared/aws/read-installation.ts';
import { seam } from '../../shared/platform/seam.ts';
import { ownRegion } from '../aws/own-region.ts';
import { prepareSdk, saying } from '../aws/reach-aws.ts';
import { byName } from '../catalogue-folder/by-name.ts';
import { InputError, refuse } from '../input-error.ts';
import type { ShareDesk } from './share-desk.ts';

/** Of runbooks, and of nothing else that the hub's account may hold. */
const RUNBOOKS = [
  { Key: 'Owner', Values: ['Self'] },
  { Key: 'DocumentType', Values: ['Automation'] },
  { Key: 'Name', Values: ['Patchplane-'] },
];

/** Of accounts that share a document in one page, Systems Manager's limit. */
const PAGE_SIZE = 200;
/** A document is shared with some thousand accounts at most, whatever the quota. */
const PAGES_MAX = 100;

export async function openShareDesk(): Promise<ShareDesk> {
  prepareSdk();
  const place = `read ${INSTALLATION_PARAMETER} in Parameter Store, where the hub says what it is`;
  const { account, region } = await saying(ownRegion, place, readInstallation);
  const where = async () => region;
  const { Account = '' } = await saying(where, 'ask STS who asks', () =>
    stsClient({ region }).send(new GetCallerIdentityCommand()),
  );
  // Only the owner of a document may say with whom it is shared.
  if (Account !== account) throw refuse('the credentials', Account, `those of the hub's account, ${account}`);
  const ssm = ssmClient({ region });

  return {
    place: { account, region },
    readRunbooks: () =>
      saying(where, "list the hub's runbooks", async () => {
        const names: string[] = [];
        for await (const page of paginateListDocuments({ client: ssm }, { Filters: RUNBOOKS }))
          for (const { Name = '' } of page.DocumentIdentifiers ?? []) names.push(Name);
        return names.sort(byName);
      }),
    readShared: (Name) =>
      saying(where, `read with whom ${Name} is shared`, async () => {
        const accounts: string[] = [];
        let NextToken: string | undefined;
        for (let pages = 0; pages < PAGES_MAX; pages += 1) {
          const query = { Name, PermissionType: 'Share', MaxResults: PAGE_SIZE, NextToken } as const;
          const answer = await ssm.send(new DescribeDocumentPermissionCommand(query));
          accounts.push(...(answer.AccountIds ?? []));
          NextToken = answer.NextToken;
          if (NextToken === undefined || NextToken === '') return accounts;
        }
        throw new InputError(`${accounts.length} accounts were read, and AWS still has more`);
      }),
    readOrganization: () =>
      saying(where, 'list the accounts of the organization', async () => {
        const client = new OrganizationsClient({ ...seam().client, region });
        const active: string[] = [];
        // State is newer than Status, and the one that stays.
        for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
          for (const { Id = '', State, Status } of Accounts) if ((State ?? Status) === 'ACTIVE') active.push(Id);
        return active;
      }),
    modify: (Name, { add, remove }) =>
      saying(where, `change with whom ${Name} is shared`, async () => {
        await ssm.send(
          new ModifyDocumentPermissionCommand({
            ...{ Name, PermissionType: 'Share' },
            ...(add.length > 0 && { AccountIdsToAdd: [...add] }),
            ...(remove.length > 0 && { AccountIdsToRemove: [...remove] }),
          }),
        );
      }),
  };
}
