/** SNS on the wire and in the templates. */
import * as sns from '@aws-sdk/client-sns';
import { AwsError, operation, type Part, type Resource, type Service } from '../cloud.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { readPolicy } from '../iam/policy.ts';
import { publishNeeds } from './sns-needs.ts';
import { type Topics, topicOf } from './sns-topics.ts';

const BATCH_ENTRIES_MAX = 10;

export function snsPart(topics: Topics, authorizer: Authorizer): Part {
  return {
    service: snsService(topics),
    resources: {
      'AWS::SNS::Topic': (resource) => createTopic(topics, resource),
      'AWS::SNS::TopicPolicy': (resource) => createPolicy(authorizer, resource),
      'AWS::SNS::Subscription': ({ logicalId }) => ({ ref: logicalId }), // Whoever it is reads the record.
    },
  };
}

function snsService(topics: Topics): Service {
  return {
    id: 'sns',
    schemas: sns,
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    accessDenied: 'AuthorizationError',
    operations: {
      Publish: operation<sns.PublishCommandInput, sns.PublishCommandOutput>({
        needs: (input) => publishNeeds(topics, topicOf(input)),
        run: (input, { region }) => ({ MessageId: topics.publish(input, region) }),
      }),
      PublishBatch: operation<sns.PublishBatchCommandInput, sns.PublishBatchCommandOutput>({
        needs: (input) => publishNeeds(topics, topicOf({ TopicArn: input.TopicArn, Message: '' })),
        run: (input, { region }) => publishBatch(topics, input, region),
      }),
      ListTopics: operation<sns.ListTopicsCommandInput, sns.ListTopicsCommandOutput>({
        needs: () => [{ action: 'sns:ListTopics', resource: '*' }],
        run: (_input, { principal, region }) => ({
          Topics: topics
            .arns()
            .filter((arn) => arn.startsWith(`arn:aws:sns:${region}:${principal.account}:`))
            .map((TopicArn) => ({ TopicArn })),
        }),
      }),
    },
  };
}

/** A batch succeeds as a whole even when single entries fail: the trap of a 200 that carries `Failed`. */
function publishBatch(
  topics: Topics,
  { TopicArn, PublishBatchRequestEntries: entries = [] }: sns.PublishBatchCommandInput,
  region: string,
): Omit<sns.PublishBatchCommandOutput, '$metadata'> {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch request contains no entries.');
  if (entries.length > BATCH_ENTRIES_MAX) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `The batch request contains ${entries.length} entries, over 10.`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  const Successful: sns.PublishBatchResultEntry[] = [];
  const Failed: sns.BatchResultErrorEntry[] = [];
  for (const { Id, ...entry } of entries) {
    try {
      Successful.push({ Id, MessageId: topics.publish({ TopicArn, ...entry }, region) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

function createTopic(topics: Topics, { properties, stack, logicalId }: Resource) {
  const name = typeof properties['TopicName'] === 'string' ? properties['TopicName'] : `${stack.name}-${logicalId}`;
  const arn = `arn:aws:sns:${stack.region}:${stack.account}:${name}`;
  const key = properties['KmsMasterKeyId'];
  if (key !== undefined && !String(key).startsWith('arn:aws:kms:')) {
    throw new Error(
      `KmsMasterKeyId of ${logicalId} is ${JSON.stringify(key)}: the embedded SNS knows keys by their ARN`,
    );
  }
  topics.create(arn, key === undefined ? undefined : String(key));
  return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
}

function createPolicy(authorizer: Authorizer, { properties, logicalId }: Resource) {
  const arns: unknown = properties['Topics'];
  if (!Array.isArray(arns)) throw new Error(`Topics of ${logicalId} is ${JSON.stringify(arns)}: wanted a list`);
  for (const arn of arns) {
    authorizer.addResourcePolicy(String(arn), readPolicy(properties['PolicyDocument'], logicalId));
  }
  return { ref: logicalId };
}
