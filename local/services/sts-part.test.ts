import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { HUB, MEMBER, OTHER_MEMBER } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const accessRole = (account: string) => `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;

let assembled: AssembledCloud;
beforeEach(() => {
  assembled = startCloud();
});
afterEach(() => assembled.close());

function assume(input: Partial<AssumeRoleCommandInput>, accessKeyId = HUB) {
  const asked = { RoleArn: accessRole(MEMBER), RoleSessionName: 'test', ...input };
  return new STSClient(clientOf(assembled, accessKeyId)).send(new AssumeRoleCommand(asked));
}

describe('AssumeRole', () => {
  it('gives credentials for as long as asked', async () => {
    const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 12 * 3600 });
    expect(Credentials?.Expiration).toEqual(new Date('2026-03-07T05:00:00Z'));
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/test`);
  });

  it.each([
    [{ DurationSeconds: 899 }, 'DurationSeconds 899'],
    [{ DurationSeconds: 12 * 3600 + 1 }, 'DurationSeconds 43201'],
    [{ RoleSessionName: 'has a space' }, 'roleSessionName'],
  ])('refuses %j', async (input, complaint) => {
    await expect(assume(input)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(complaint),
    });
  });

  it('lets a member neither into another member nor into the hub', async () => {
    await expect(assume({ RoleArn: accessRole(OTHER_MEMBER) }, MEMBER)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume({ RoleArn: accessRole(HUB) }, MEMBER)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('gives a role that assumes another an hour at most', async () => {
    const { Credentials } = await assume({ RoleArn: accessRole(HUB) });
    const chained = assume({ DurationSeconds: 3601 }, Credentials?.AccessKeyId);
    // The trust of the member names the hub's account, which leaves it to the hub's own policies.
    await expect(chained).rejects.toMatchObject({ message: expect.stringContaining('between 900 and 3600') });
    const { AssumedRoleUser } = await assume({}, Credentials?.AccessKeyId);
    expect(AssumedRoleUser?.Arn).toContain(MEMBER);
  });
});

it('GetCallerIdentity tells an administrator by the root of the account', async () => {
  const { Account, Arn } = await new STSClient(clientOf(assembled, MEMBER)).send(new GetCallerIdentityCommand({}));
  expect([Account, Arn]).toEqual([MEMBER, `arn:aws:iam::${MEMBER}:root`]);
});
