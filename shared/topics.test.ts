/** The topics: encrypted with a key that alarms can use, published to by ours alone. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate, type Resource } from './testing/packaged.ts';

const stacks = ['hub', 'region'] as const;
const everyTopic = stacks.flatMap((stack) => {
  const { Resources } = packagedTemplate(stack);
  const topics = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::SNS::Topic');
  return topics.map(([id, topic]) => ({ stack, id, topic, Resources }));
});

describe.each(everyTopic)('the topic $id of the $stack', ({ id, topic, Resources, stack }) => {
  const statements = statementsOf(Resources[`${id}Policy`], 'PolicyDocument');

  it('is encrypted with our key', () => {
    expect(topic.Properties?.['KmsMasterKeyId']).toEqual({ 'Fn::GetAtt': ['NoticeKey', 'Arn'] });
  });

  it('has a policy that speaks of it, refuses what does not come by TLS, and whoever is not ours', () => {
    expect(Resources[`${id}Policy`]?.Properties?.['Topics']).toEqual([{ Ref: id }]);
    expect(statements).toContainEqual({
      Sid: 'OnlyByTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: { Ref: id },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: expect.objectContaining({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
      }),
    );
  });

  it('keeps out whoever is granted to publish to no topic', () => {
    const granted = Object.entries(Resources).filter(([, role]) =>
      everyTopic.some((one) => one.stack === stack && publishesTo(role, one.id)),
    );
    const [strangers] = statements.filter(({ Sid }) => Sid === 'OnlyOurFunctions');
    const named = JSON.stringify(strangers ?? '').match(/(?<="Fn::GetAtt":\[")\w+/g) ?? [];
    expect(named.toSorted()).toEqual(granted.map(([role]) => role).toSorted());
    expect(granted.length > 0).toBe(stack === 'hub');
  });
});

describe.each(stacks)('the key of the %s', (stack) => {
  const { Resources } = packagedTemplate(stack);
  const statements = statementsOf(Resources['NoticeKey'], 'KeyPolicy');

  it('turns by itself, and can be mended by its own account', () => {
    expect(Resources['NoticeKey']?.Properties?.['EnableKeyRotation']).toBe(true);
    expect(statements[0]).toMatchObject({
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': expect.stringMatching(/:root$/) } },
      Action: 'kms:*',
    });
  });

  it('lets CloudWatch in for the alarms of this stage and account, and SNS for these topics, and no other service', () => {
    const services = statements.filter(({ Principal }) => Object.hasOwn(Object(Principal), 'Service'));
    expect(services).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': { 'Fn::Sub': expect.stringContaining(':alarm:patchplane-live-*') } },
        },
      },
      {
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:sns:topicArn': { 'Fn::Sub': expect.stringContaining(':patchplane-live-*') },
          },
        },
      },
    ]);
  });

  it('is used by functions through SNS alone', () => {
    const grants = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .flatMap((role) => rolePolicies(role))
      .filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    for (const grant of grants) {
      expect(grant).toMatchObject({
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: { 'Fn::GetAtt': ['NoticeKey', 'Arn'] },
        Condition: {
          StringEquals: { 'kms:ViaService': { 'Fn::Sub': expect.stringMatching(/^sns\..*\.amazonaws\.com$/) } },
        },
      });
    }
  });
});

interface Statement {
  readonly Sid?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

function statementsOf(resource: Resource | undefined, document: string): Statement[] {
  return Object(resource?.Properties?.[document]).Statement ?? [];
}

function rolePolicies({ Properties }: Resource): Statement[] {
  const policies: readonly { readonly PolicyDocument: { readonly Statement: Statement[] } }[] = Object(
    Properties?.['Policies'] ?? [],
  );
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function publishesTo(role: Resource, topic: string): boolean {
  if (role.Type !== 'AWS::IAM::Role') return false;
  return rolePolicies(role).some(
    ({ Action, Resource }) => Action === 'sns:Publish' && JSON.stringify(Resource).includes(`{"Ref":"${topic}"}`),
  );
}
