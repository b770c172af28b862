import type {
  DescribeDocumentCommandInput,
  DescribeDocumentCommandOutput,
  DescribeDocumentPermissionCommandInput,
  DescribeDocumentPermissionCommandOutput,
  DocumentParameter,
  GetDocumentCommandInput,
  GetDocumentCommandOutput,
  ModifyDocumentPermissionCommandInput,
  ModifyDocumentPermissionCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, type Call, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { isCommandDocument } from './ssm-command-document.ts';
import type { Documents, StoredDocument } from './ssm-document-store.ts';
import type { Runbook } from './ssm-runbook.ts';
import { documentArn } from './ssm-send-command.ts';

const accountsPerCallMax = 20;
const sharesMax = 1000;

export function ssmDocuments(cloud: Cloud, documents: Documents): Capability {
  return {
    operations: {
      GetDocument: operation<GetDocumentCommandInput, GetDocumentCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:GetDocument', resource: documentArn(call, Name) }],
        run: ({ Name = '' }, call) => {
          const document = existing(documents, call, Name);
          return {
            Name: document.name,
            DocumentVersion: String(document.version),
            Status: 'Active',
            Content: document.content,
            DocumentType: document.type,
            DocumentFormat: document.format,
            CreatedDate: document.createdAt,
          };
        },
      }),
      DescribeDocument: operation<DescribeDocumentCommandInput, DescribeDocumentCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:DescribeDocument', resource: documentArn(call, Name) }],
        run: ({ Name = '' }, call) => {
          if (isCommandDocument(Name))
            return {
              Document: { Name, Owner: 'Amazon', DocumentType: 'Command', DocumentVersion: '1', Status: 'Active' },
            };
          const document = existing(documents, call, Name);
          return {
            Document: {
              Name: document.name,
              Owner: document.account,
              CreatedDate: document.createdAt,
              Status: 'Active',
              DocumentVersion: String(document.version),
              LatestVersion: String(document.version),
              DefaultVersion: String(document.version),
              DocumentType: document.type,
              DocumentFormat: document.format,
              ...(document.type === 'Automation' && {
                SchemaVersion: '0.3',
                Parameters: parametersOf(document.runbook),
              }),
            },
          };
        },
      }),
      ModifyDocumentPermission: operation<ModifyDocumentPermissionCommandInput, ModifyDocumentPermissionCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:ModifyDocumentPermission', resource: documentArn(call, Name) }],
        run: ({ Name = '', PermissionType, AccountIdsToAdd = [], AccountIdsToRemove = [] }, call) => {
          refuseOtherThanShare(PermissionType);
          const { sharedWith } = ownedDocument(documents, call, Name);
          for (const ids of [AccountIdsToAdd, AccountIdsToRemove])
            if (ids.length > accountsPerCallMax)
              throw new AwsError(
                'ValidationException',
                `${ids.length} account ids, wanted at most ${accountsPerCallMax} a call`,
              );
          const malformed = AccountIdsToAdd.find((id) => !/^(all|\d{12})$/i.test(id));
          if (malformed !== undefined)
            throw new AwsError('ValidationException', `Account id '${malformed}' is no 12 digits and not all`);
          if (new Set([...sharedWith, ...AccountIdsToAdd]).size > sharesMax)
            throw new AwsError(
              'DocumentPermissionLimit',
              `The document can't be shared with more than ${sharesMax} accounts.`,
            );
          for (const id of AccountIdsToAdd) sharedWith.add(id);
          for (const id of AccountIdsToRemove) sharedWith.delete(id);
          return {};
        },
      }),
      DescribeDocumentPermission: operation<
        DescribeDocumentPermissionCommandInput,
        DescribeDocumentPermissionCommandOutput
      >({
        needs: ({ Name = '' }, call) => [
          { action: 'ssm:DescribeDocumentPermission', resource: documentArn(call, Name) },
        ],
        run: ({ Name = '', PermissionType, MaxResults, NextToken }, call) => {
          refuseOtherThanShare(PermissionType);
          const size = sizeWithin(MaxResults, { name: 'maxResults', least: 1, most: 200, otherwise: 200 });
          const { sharedWith } = ownedDocument(documents, call, Name);
          const { items, nextToken } = page([...sharedWith].sort(), {
            size,
            token: NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return {
            AccountIds: [...items],
            AccountSharingInfoList: items.map((AccountId) => ({ AccountId, SharedDocumentVersion: '$DEFAULT' })),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
    },
    resources: {
      'AWS::SSM::Document': ({ logicalId, properties, stack }) => {
        const name = typeof properties['Name'] === 'string' ? properties['Name'] : `${stack.name}-${logicalId}`;
        const { Content: content, DocumentType: type = 'Command', DocumentFormat: format } = properties;
        documents.write({
          account: stack.account,
          region: stack.region,
          name,
          type,
          content,
          format,
          at: cloud.clock.now(),
        });
        return { ref: name };
      },
    },
  };
}

function parametersOf({ parameters }: Runbook): DocumentParameter[] {
  return Object.entries(parameters).map(([Name, { type }]) => ({
    Name,
    Type: type === 'StringList' ? 'StringList' : 'String',
  }));
}

function existing(documents: Documents, call: Call, name: string): StoredDocument {
  const document = documents.find(cellOf(call), name);
  if (document === undefined) throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  return document;
}

/** Nobody changes a document of another account. */
export function ownedDocument(documents: Documents, call: Call, name: string): StoredDocument {
  const document = existing(documents, call, name);
  if (document.account !== call.principal.account)
    throw new AwsError('InvalidDocument', `Document with name ${name} belongs to another account.`);
  return document;
}

function refuseOtherThanShare(type: string | undefined): void {
  if (type !== 'Share')
    throw new AwsError('InvalidPermissionType', `The permission type ${type} isn't supported, wanted Share`);
}
