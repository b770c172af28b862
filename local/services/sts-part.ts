/** STS: becoming a role for a while, and asking who one is. */
import * as sts from '@aws-sdk/client-sts';
import { AwsError, type Call, operation, type Part } from '../cloud.ts';
import { digest } from '../digest.ts';
import type { AccessKeys } from '../iam/access-keys.ts';
import type { AssumeRole } from '../iam/assume-role.ts';
import type { Identities } from '../iam/identities.ts';

const DURATION_SECONDS_MIN = 900;
const DURATION_SECONDS_DEFAULT = 3600;
/** One role session that assumes another role gets an hour at most, whatever the role allows. */
const CHAINED_SECONDS_MAX = 3600;

interface Sts {
  readonly accessKeys: AccessKeys;
  readonly assumeRole: AssumeRole;
  readonly identities: Identities;
}

export function stsPart(parts: Sts): Part {
  return {
    service: {
      id: 'sts',
      schemas: sts,
      xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      accessDenied: 'AccessDenied',
      operations: {
        AssumeRole: operation<sts.AssumeRoleCommandInput, sts.AssumeRoleCommandOutput>({
          needs: () => [], // The role's trust policy is asked below, together with the caller's own.
          run: (input, call) => becomeRole(parts, input, call),
        }),
        GetCallerIdentity: operation<sts.GetCallerIdentityCommandInput, sts.GetCallerIdentityCommandOutput>({
          needs: () => [], // Nobody can be denied this one.
          run: (_input, { principal }) => ({
            Account: principal.account,
            Arn: principal.arn,
            UserId: principal.roleArn === undefined ? principal.account : userId(principal.arn),
          }),
        }),
      },
    },
  };
}

function becomeRole(
  { accessKeys, assumeRole, identities }: Sts,
  input: sts.AssumeRoleCommandInput,
  { principal }: Call,
): Omit<sts.AssumeRoleCommandOutput, '$metadata'> {
  const { RoleArn: roleArn = '', RoleSessionName: sessionName = '', ExternalId: externalId } = input;
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw new AwsError(
      'ValidationError',
      `Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: [\\w+=,.@-]{2,64}`,
    );
  }
  const session = assumeRole(principal, { roleArn, sessionName, externalId });
  const seconds = input.DurationSeconds ?? DURATION_SECONDS_DEFAULT;
  const roleMax = identities.role(roleArn)?.maxSessionSeconds ?? DURATION_SECONDS_DEFAULT;
  const max = principal.roleArn === undefined ? roleMax : Math.min(roleMax, CHAINED_SECONDS_MAX);
  if (seconds < DURATION_SECONDS_MIN || seconds > max) {
    throw new AwsError(
      'ValidationError',
      `The requested DurationSeconds ${seconds} is not between ${DURATION_SECONDS_MIN} and ${max} for this role.`,
    );
  }
  const keys = accessKeys.issue(session, seconds * 1000);
  return {
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      SecretAccessKey: keys.secretAccessKey,
      SessionToken: keys.sessionToken,
      Expiration: keys.expiresAt,
    },
    AssumedRoleUser: { Arn: session.arn, AssumedRoleId: userId(session.arn) },
  };
}

function userId(sessionArn: string): string {
  return `AROA${digest(sessionArn, 16).toUpperCase()}:${sessionArn.split('/').at(-1)}`;
}
