/** One harmless call by each client, as the functions make theirs: what standard-configuration.test.ts bundles and runs. */
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  cloudTrailClient,
  configClient,
  documentClient,
  eventBridgeClient,
  organizationsClient,
  s3Client,
  snsClient,
  ssmClient,
  stsClient,
  taggingClient,
} from '../aws/clients.ts';
import { describeInstances } from '../aws/ec2-instances.ts';

type Where = 'here' | 'elsewhere';

const credentials = { accessKeyId: 'ASIAASSUMED', secretAccessKey: 'any', sessionToken: 'any' };
const scopeOf = (where: Where) => (where === 'here' ? {} : { region: 'ap-southeast-2', credentials });

/** By the name that the build gives a client; topics and the bucket of reports are the hub's alone. */
export const standardCalls: Readonly<Record<string, (where: Where) => Promise<unknown>>> = {
  cloudtrail: (where) => cloudTrailClient(scopeOf(where)).send(new LookupEventsCommand({})),
  'config-service': (where) =>
    configClient(scopeOf(where)).send(new PutEvaluationsCommand({ ResultToken: 'token', Evaluations: [] })),
  dynamodb: (where) => {
    const region = where === 'here' ? {} : { region: 'ap-southeast-2' };
    return documentClient(region).send(new GetCommand({ TableName: 'ledger', Key: { pk: 'a', sk: 'b' } }));
  },
  ec2: (where) => describeInstances(['i-0a1b2c3d4e5f60718'], scopeOf(where)),
  eventbridge: (where) => eventBridgeClient(scopeOf(where)).send(new PutEventsCommand({ Entries: [] })),
  organizations: () => organizationsClient().send(new DescribeOrganizationCommand({})),
  'resource-groups-tagging-api': (where) =>
    taggingClient(scopeOf(where)).send(new GetResourcesCommand({ ResourceARNList: ['arn:aws:ec2:::instance/i-1'] })),
  s3: () => s3Client().send(new PutObjectCommand({ Bucket: 'reports', Key: 'report', Body: 'text' })),
  sns: () => snsClient().send(new PublishCommand({ TopicArn: 'arn:aws:sns:::alerts', Message: 'text' })),
  ssm: (where) => ssmClient(scopeOf(where)).send(new GetParameterCommand({ Name: '/patchplane/hub' })),
  sts: (where) => stsClient(scopeOf(where)).send(new GetCallerIdentityCommand({})),
};
