import { DescribeDocumentPermissionCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { allItems } from './pages.ts';

/** Accounts in a page of DescribeDocumentPermission (the service's limit). */
const PAGE_SIZE = 200;

/** The accounts that a document of one's own is shared with; `All` is all. */
export function readShares(client: SSMClient, documentName: string): Promise<string[]> {
  const query = { Name: documentName, PermissionType: 'Share', MaxResults: PAGE_SIZE } as const;
  return allItems((NextToken) => client.send(new DescribeDocumentPermissionCommand({ ...query, NextToken })), {
    items: ({ AccountIds }) => AccountIds,
    nextToken: ({ NextToken }) => NextToken,
  });
}
