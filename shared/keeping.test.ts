/** What must not get lost: the ledger, what the nodes wrote, the reports; and what must not be kept for ever. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate } from './testing/packaged.ts';

const { Resources } = packagedTemplate('hub');

describe('the ledger', () => {
  it('costs by use, can be brought back to any second, is encrypted, forgets, and is not deleted by accident', () => {
    expect(Resources['Ledger']).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });
});

describe.each(['ReportBucket', 'OutputBucket'])('%s', (bucket) => {
  it('is encrypted, private and versioned, and stays when the stack goes, unless the stack never came to be', () => {
    expect(Resources[bucket]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
  });

  it('forgets what is old, what was written over, and what was never finished', () => {
    expect(Resources[bucket]?.Properties?.['LifecycleConfiguration']).toEqual({
      Rules: [
        {
          Id: 'forget',
          Status: 'Enabled',
          ExpirationInDays: expect.any(Number),
          NoncurrentVersionExpiration: { NoncurrentDays: 90 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    });
  });
});

describe.each(['hub', 'region'] as const)('what the %s keeps', (stack) => {
  const resources = Object.entries(packagedTemplate(stack).Resources);

  it.each(['Bucket', 'Queue'])('is reached by TLS only: every %s', (what) => {
    const service = what === 'Bucket' ? 'S3' : 'SQS';
    const kept = resources.filter(
      ([id, { Type }]) => Type === `AWS::${service}::${what}` && id !== 'ServerlessDeploymentBucket',
    );
    const policies = resources.filter(([, { Type }]) => Type === `AWS::${service}::${what}Policy`);
    for (const [id] of kept) {
      const own = policies.filter(([, { Properties }]) => JSON.stringify(Properties).includes(`{"Ref":"${id}"}`));
      expect(JSON.stringify(own)).toContain(
        `"Effect":"Deny","Principal":"*","Action":"${service.toLowerCase()}:*","Resource":`,
      );
      expect(JSON.stringify(own)).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}}');
    }
  });

  it('is encrypted in the queues', () => {
    const queues = resources.filter(([, { Type }]) => Type === 'AWS::SQS::Queue');
    expect(queues.length).toBeGreaterThan(0);
    for (const [, { Properties }] of queues) expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
  });
});
