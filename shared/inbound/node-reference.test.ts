import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { hybridNodeId, nodeArn, nodeId, nodeReference } from './node-reference.ts';

const account = '444455556666';
const instance = 'i-0a1b2c3d4e5f60718';
const hybrid = 'mi-0123456789abcdef0';

describe('nodeId', () => {
  it.each([instance, 'i-0a1b2c3d', hybrid])('knows %s', (id) => {
    expect(z.safeParse(nodeId, id).success).toBe(true);
  });

  it.each(['i-0a1b2c3', 'i-0a1b2c3d4', 'mi-01234567', 'I-0A1B2C3D', 'i-0a1b2c3g', 'vol-0a1b2c3d', ` ${instance}`, ''])(
    'refuses %j',
    (id) => {
      expect(z.safeParse(nodeId, id).success).toBe(false);
    },
  );
});

describe('hybridNodeId', () => {
  it('knows hybrid nodes and no instances', () => {
    expect([hybrid, instance].map((id) => z.safeParse(hybridNodeId, id).success)).toEqual([true, false]);
  });
});

describe('nodeArn', () => {
  it.each([
    `arn:aws:ec2:eu-west-1:${account}:instance/${instance}`,
    `arn:aws:ssm:eu-west-1:${account}:managed-instance/${hybrid}`,
    `arn:aws-us-gov:ec2:us-gov-west-1:${account}:instance/i-0a1b2c3d`,
  ])('reads %s', (arn) => {
    const [, , , region, , resource] = arn.split(':');
    expect(z.parse(nodeArn, arn)).toEqual({ id: resource?.split('/')[1], account, region, arn });
  });

  it.each([
    instance,
    `arn:aws:ssm:eu-west-1:${account}:managed-instance/${instance}`,
    `arn:aws:ec2:eu-west-1:${account}:instance/${hybrid}`,
    `arn:aws:ec2:eu-west-1:${account}:volume/vol-0a1b2c3d`,
    `arn:aws:ec2:eu-west-1::instance/${instance}`,
    `arn:aws:ec2:eu-west-1:${account}:instance/${instance}/more`,
  ])('refuses %s', (arn) => {
    expect(z.safeParse(nodeArn, arn).success).toBe(false);
  });
});

describe('nodeReference()', () => {
  it.each([
    [instance, 'eu-west-1', 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718'],
    [hybrid, 'eu-west-1', 'arn:aws:ssm:eu-west-1:444455556666:managed-instance/mi-0123456789abcdef0'],
    [instance, 'cn-north-1', 'arn:aws-cn:ec2:cn-north-1:444455556666:instance/i-0a1b2c3d4e5f60718'],
    [instance, 'us-gov-west-1', 'arn:aws-us-gov:ec2:us-gov-west-1:444455556666:instance/i-0a1b2c3d4e5f60718'],
    [instance, 'eusc-de-east-1', 'arn:aws-eusc:ec2:eusc-de-east-1:444455556666:instance/i-0a1b2c3d4e5f60718'],
  ])('writes the ARN of %s in %s so that nodeArn reads it', (id, region, arn) => {
    const node = nodeReference({ id, account, region });

    expect(node).toEqual({ id, account, region, arn });
    expect(z.parse(nodeArn, node.arn)).toEqual(node);
  });
});
