import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { seam } from '../platform/seam.ts';
import type { MemberCredentials } from './assume-member-role.ts';

/** Whose client, and where; a Lambda's own role and Region unless told. */
export interface ClientScope {
  readonly region?: string;
  readonly credentials?: MemberCredentials;
}

// One factory a client, so that a bundle holds only the clients that its function makes.
export const ssmClient = (scope: ClientScope = {}) => new SSMClient({ ...seam().client, ...scope });
export const snsClient = () => new SNSClient(seam().client);
export const stsClient = (scope: ClientScope & Pick<STSClientConfig, 'signer'> = {}) =>
  new STSClient({ ...seam().client, ...scope });
export const configClient = (scope: ClientScope = {}) => new ConfigServiceClient({ ...seam().client, ...scope });
export const eventBridgeClient = (scope: ClientScope = {}) => new EventBridgeClient({ ...seam().client, ...scope });
export const cloudTrailClient = (scope: ClientScope) => new CloudTrailClient({ ...seam().client, ...scope });
export const organizationsClient = () => new OrganizationsClient(seam().client);
export const s3Client = () => new S3Client(seam().client);
export const taggingClient = (scope: ClientScope) => new ResourceGroupsTaggingAPIClient({ ...seam().client, ...scope });
export const documentClient = (scope: Pick<ClientScope, 'region'> = {}) =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...seam().client, ...scope }), {
    marshallOptions: { removeUndefinedValues: true },
  });
