import type {
  DescribeDocumentCommandInput,
  DescribeDocumentCommandOutput,
  DescribeDocumentPermissionCommandInput,
  DescribeDocumentPermissionCommandOutput,
  GetDocumentCommandInput,
  GetDocumentCommandOutput,
  ModifyDocumentPermissionCommandInput,
  ModifyDocumentPermissionCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, type Call, type Cell, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { isCommandDocument } from './ssm-command-document.ts';
import { parseRunbook, type Runbook } from './ssm-runbook.ts';
import { documentArn } from './ssm-send-command.ts';

const accountsPerCallMax = 20;
const sharesMax = 1000;

export interface RunbookDocument extends Cell {
  readonly name: string;
  readonly arn: string;
  readonly content: string;
  readonly format: 'YAML' | 'JSON' | 'TEXT';
  readonly runbook: Runbook;
  /** Account ids, or `all`. There is no sharing with an organization. */
  readonly sharedWith: Set<string>;
  readonly createdAt: Date;
}

export class Documents {
  readonly #documents = new PerCell<Map<string, RunbookDocument>>(() => new Map());

  add(document: RunbookDocument): void {
    this.#documents.of(document).set(document.name, document);
  }

  /** By name in the caller's own cell, or by the ARN of whoever shares it. */
  find(cell: Cell, nameOrArn: string): RunbookDocument | undefined {
    const [, region, account, name] = /^arn:aws:ssm:([^:]+):(\d{12}):document\/(.+)$/.exec(nameOrArn) ?? [];
    if (region === undefined || account === undefined || name === undefined)
      return this.#documents.of(cell).get(nameOrArn);
    const document = this.#documents.of({ account, region }).get(name);
    return document !== undefined && isSharedWith(document, cell.account) ? document : undefined;
  }
}

export function isSharedWith(document: RunbookDocument, account: string): boolean {
  return document.account === account || document.sharedWith.has(account) || document.sharedWith.has('all');
}

export function ssmDocuments(cloud: Cloud, documents: Documents): Capability {
  return {
    operations: {
      GetDocument: operation<GetDocumentCommandInput, GetDocumentCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:GetDocument', resource: documentArn(call, Name) }],
        run: ({ Name = '' }, call) => {
          const document = existing(documents, call, Name);
          return {
            Name: document.name,
            DocumentVersion: '1',
            Status: 'Active',
            Content: document.content,
            DocumentType: 'Automation',
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
              DocumentVersion: '1',
              LatestVersion: '1',
              DefaultVersion: '1',
              DocumentType: 'Automation',
              DocumentFormat: document.format,
              SchemaVersion: '0.3',
              Parameters: Object.entries(document.runbook.parameters).map(([parameter, { type }]) => ({
                Name: parameter,
                Type: type === 'StringList' ? 'StringList' : 'String',
              })),
            },
          };
        },
      }),
      ModifyDocumentPermission: operation<ModifyDocumentPermissionCommandInput, ModifyDocumentPermissionCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:ModifyDocumentPermission', resource: documentArn(call, Name) }],
        run: ({ Name = '', PermissionType, AccountIdsToAdd = [], AccountIdsToRemove = [] }, call) => {
          refuseOtherThanShare(PermissionType);
          const { sharedWith } = owned(documents, call, Name);
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
          const { sharedWith } = owned(documents, call, Name);
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
        if (properties['DocumentType'] !== 'Automation')
          throw new Error(
            `Cannot create document ${name}: DocumentType is ${JSON.stringify(properties['DocumentType'])}, wanted Automation`,
          );
        const content = properties['Content'];
        const format = properties['DocumentFormat'] === 'YAML' ? ('YAML' as const) : ('JSON' as const);
        documents.add({
          account: stack.account,
          region: stack.region,
          name,
          arn: `arn:aws:ssm:${stack.region}:${stack.account}:document/${name}`,
          content: typeof content === 'string' ? content : JSON.stringify(content),
          format,
          runbook: parseRunbook(name, content),
          sharedWith: new Set(),
          createdAt: cloud.clock.now(),
        });
        return { ref: name };
      },
    },
  };
}

function existing(documents: Documents, call: Call, name: string): RunbookDocument {
  const document = documents.find(cellOf(call), name);
  if (document === undefined) throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  return document;
}

function owned(documents: Documents, call: Call, name: string): RunbookDocument {
  const document = existing(documents, call, name);
  if (document.account !== call.principal.account)
    throw new AwsError('InvalidDocument', `Document with name ${name} belongs to another account.`);
  return document;
}

function refuseOtherThanShare(type: string | undefined): void {
  if (type !== 'Share')
    throw new AwsError('InvalidPermissionType', `The permission type ${type} isn't supported, wanted Share`);
}
