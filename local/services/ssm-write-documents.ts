import type {
  CreateDocumentCommandInput,
  CreateDocumentCommandOutput,
  DeleteDocumentCommandInput,
  DeleteDocumentCommandOutput,
  DocumentDescription,
  UpdateDocumentCommandInput,
  UpdateDocumentCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import type { Documents, StoredDocument } from './ssm-document-store.ts';
import { ownedDocument } from './ssm-documents.ts';
import { documentArn } from './ssm-send-command.ts';

/** Documents that somebody writes during a run: calendars above all. A new version of a calendar holds at once. */
export function ssmWriteDocuments(cloud: Cloud, documents: Documents): Capability {
  return {
    operations: {
      CreateDocument: operation<CreateDocumentCommandInput, CreateDocumentCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:CreateDocument', resource: documentArn(call, Name) }],
        run: ({ Name = '', Content, DocumentType = 'Command', DocumentFormat = 'JSON' }, call) => {
          refuseBadName(Name);
          if (documents.find(cellOf(call), Name) !== undefined)
            throw new AwsError('DocumentAlreadyExists', `Document with same name ${Name} already exists`);
          const document = documents.write({
            ...cellOf(call),
            name: Name,
            type: DocumentType,
            content: Content,
            format: DocumentFormat,
            at: cloud.clock.now(),
          });
          return { DocumentDescription: descriptionOf(document) };
        },
      }),
      UpdateDocument: operation<UpdateDocumentCommandInput, UpdateDocumentCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:UpdateDocument', resource: documentArn(call, Name) }],
        run: ({ Name = '', Content = '', DocumentFormat }, call) => {
          const before = ownedDocument(documents, call, Name);
          if (before.content === Content)
            throw new AwsError('DuplicateDocumentContent', 'The content of the association document matches another.');
          const document = documents.write({
            ...cellOf(call),
            name: before.name,
            type: before.type,
            content: Content,
            format: DocumentFormat ?? before.format,
            at: cloud.clock.now(),
          });
          return { DocumentDescription: descriptionOf(document) };
        },
      }),
      DeleteDocument: operation<DeleteDocumentCommandInput, DeleteDocumentCommandOutput>({
        needs: ({ Name = '' }, call) => [{ action: 'ssm:DeleteDocument', resource: documentArn(call, Name) }],
        run: ({ Name = '' }, call) => {
          documents.delete(cellOf(call), ownedDocument(documents, call, Name).name);
          return {};
        },
      }),
    },
  };
}

function refuseBadName(name: string): void {
  if (/^[a-zA-Z0-9_\-.]{3,128}$/.test(name) && !/^(aws|amazon|amzn)/i.test(name)) return;
  throw new AwsError(
    'ValidationException',
    `Value '${name}' at 'name' failed to satisfy constraint: 3 to 128 of letters, digits and _ - . that do not begin with aws`,
  );
}

function descriptionOf({ name, account, type, version, format, createdAt }: StoredDocument): DocumentDescription {
  return {
    Name: name,
    Owner: account,
    CreatedDate: createdAt,
    Status: 'Active',
    DocumentType: type,
    DocumentFormat: format,
    DocumentVersion: String(version),
    LatestVersion: String(version),
    DefaultVersion: String(version),
  };
}
