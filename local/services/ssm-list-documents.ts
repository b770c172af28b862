import type {
  DocumentKeyValuesFilter,
  ListDocumentsCommandInput,
  ListDocumentsCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import type { Documents, StoredDocument } from './ssm-document-store.ts';

const pageBounds = { name: 'maxResults', least: 1, most: 50, otherwise: 50 };

/** The documents of an account and Region: its own, since those of AWS and those that are shared have other owners. */
export function ssmListDocuments(documents: Documents): Capability {
  return {
    operations: {
      ListDocuments: operation<ListDocumentsCommandInput, ListDocumentsCommandOutput>({
        needs: () => [{ action: 'ssm:ListDocuments', resource: '*' }],
        run: ({ Filters = [], MaxResults, NextToken }, call) => {
          const size = sizeWithin(MaxResults, pageBounds);
          if (!Filters.some(({ Key, Values = [] }) => Key === 'Owner' && Values.includes('Self')))
            throw new AwsError('InvalidFilterKey', 'The embedded AWS lists documents of the Owner Self only.');
          const matching = documents
            .list(cellOf(call))
            .filter((document) => Filters.every((filter) => passes(document, filter)));
          const { items, nextToken } = page(matching, { size, token: NextToken, invalidTokenCode: 'InvalidNextToken' });
          return {
            DocumentIdentifiers: items.map(({ name, account, type, format, version }) => ({
              ...{ Name: name, Owner: account, DocumentType: type, DocumentFormat: format },
              DocumentVersion: String(version),
            })),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
    },
  };
}

/** A name is meant by its beginning. */
function passes({ name, type }: StoredDocument, { Key, Values = [] }: DocumentKeyValuesFilter): boolean {
  switch (Key) {
    case 'Owner':
      return true;
    case 'DocumentType':
      return Values.includes(type);
    case 'Name':
      return Values.some((beginning) => name.startsWith(beginning));
    default:
      throw new AwsError('InvalidFilterKey', `The specified key ${Key} isn't valid.`);
  }
}
