import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { partitionOf } from '../inbound/node-reference.ts';
import { seam } from '../platform/seam.ts';
import { stsClient } from './clients.ts';

export interface MemberCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Credentials are given up this long before they expire, so that no call runs out in the middle. */
const EXPIRY_MARGIN_MS = 5 * 60_000;

export type AssumeMemberRole = (account: string) => Promise<MemberCredentials>;

/**
 * Becomes a role in a member account. A warm sandbox keeps the credentials, so a cell costs one AssumeRole an hour.
 * Throws what STS answers; a caller for whom one account must not stop the rest turns that into an outcome.
 */
export function memberRoleAssumer({
  roleName,
  hubRegion,
}: {
  readonly roleName: string;
  readonly hubRegion: string;
}): AssumeMemberRole {
  const sts = stsClient();
  const held = new Map<string, { readonly credentials: MemberCredentials; readonly expiresAt: Date }>();

  return async (account) => {
    const cached = held.get(account);
    if (cached !== undefined && cached.expiresAt.getTime() - EXPIRY_MARGIN_MS > seam().now().getTime()) {
      return cached.credentials;
    }
    const RoleArn = `arn:${partitionOf(hubRegion)}:iam::${account}:role/${roleName}`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'patchplane' }));
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
      throw new Error(`Cannot assume ${RoleArn}: the answer holds no credentials`);
    }
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    held.set(account, { credentials, expiresAt: Expiration ?? seam().now() });
    return credentials;
  };
}
