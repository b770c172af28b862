/** Systems Manager of the hub and AWS Organizations, or the embedded ones: with the caller's own credentials. */
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { ModifyDocumentPermissionCommand, paginateListDocuments } from '@aws-sdk/client-ssm';
import { ssmClient } from '../../shared/aws/clients.ts';
import { readShares } from '../../shared/aws/read-shares.ts';
import { seam } from '../../shared/platform/seam.ts';
import { findOwnHub } from '../aws/find-hub.ts';
import { saying } from '../aws/reach-aws.ts';
import { byName } from '../catalogue-folder/by-name.ts';
import type { ShareDesk } from './share-desk.ts';

/** Of runbooks, and of nothing else that the hub's account may hold. */
const RUNBOOKS = [
  { Key: 'Owner', Values: ['Self'] },
  { Key: 'DocumentType', Values: ['Automation'] },
  { Key: 'Name', Values: ['Patchplane-'] },
];

export async function openShareDesk(): Promise<ShareDesk> {
  const { account, region } = await findOwnHub();
  const where = async () => region;
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
    readShared: (Name) => saying(where, `read with whom ${Name} is shared`, () => readShares(ssm, Name)),
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
