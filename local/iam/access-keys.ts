/**
 * Whom an access key stands for.
 *
 *   A key that STS or Lambda issued is its role session, until it expires by the virtual clock.
 *   An account id of the organization is that account's administrator, any other text the hub's: conveniences of the
 *   laptop, whose port is on loopback only. An account id, a full stop and the name of a role is a session of that role,
 *   so that a bundle may run beside the laptop with what its function is granted. A key that looks issued (`ASIA…`) and was not is refused, as by AWS.
 */
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Principal } from '../cloud.ts';
import type { Organization } from '../organization/organization.ts';
import type { Protocol } from '../wire/exchange.ts';
import { administratorOf } from './administrator.ts';

export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
}

interface Issued {
  readonly principal: Principal;
  readonly expiresAt: Date;
}

export class AccessKeys {
  readonly #issued = new Map<string, Issued>();
  readonly #clock: VirtualClock;
  readonly #organization: Organization;

  constructor(clock: VirtualClock, organization: Organization) {
    this.#clock = clock;
    this.#organization = organization;
  }

  issue(principal: Principal, lifetimeMs: number): SessionKeys {
    const serial = String(this.#issued.size + 1).padStart(16, '0');
    const accessKeyId = `ASIA${serial}`;
    const expiresAt = new Date(this.#clock.now().getTime() + lifetimeMs);
    this.#issued.set(accessKeyId, { principal, expiresAt });
    return { accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken: `session-${serial}`, expiresAt };
  }

  /** Undefined for a key that was not issued here. */
  secretOf(accessKeyId: string): string | undefined {
    return this.#issued.has(accessKeyId) ? secretOf(accessKeyId) : undefined;
  }

  principalOf(accessKeyId: string, protocol: Protocol): Principal {
    const issued = this.#issued.get(accessKeyId);
    if (issued === undefined) return this.#byConvenience(accessKeyId, protocol);
    if (issued.expiresAt > this.#clock.now()) return issued.principal;
    throw new AwsError(EXPIRED[protocol], 'The security token included in the request is expired', { status: 403 });
  }

  #byConvenience(accessKeyId: string, protocol: Protocol): Principal {
    if (accessKeyId.startsWith('ASIA')) {
      throw new AwsError(UNRECOGNIZED[protocol], 'The security token included in the request is invalid.', {
        status: 403,
      });
    }
    const { accounts, hub } = this.#organization;
    const [, account = '', roleName] = ROLE_KEY.exec(accessKeyId) ?? [];
    if (roleName !== undefined && accounts.some(({ id }) => id === account)) return sessionOf(account, roleName);
    const known = accounts.some(({ id }) => id === accessKeyId);
    return administratorOf(known ? accessKeyId : hub.account);
  }
}

/** Such as `111122223333.patchplane-live-check-tag`. */
const ROLE_KEY = /^(\d{12})\.([\w+=,.@-]+)$/;

function sessionOf(account: string, roleName: string): Principal {
  const roleArn = `arn:aws:iam::${account}:role/${roleName}`;
  return { account, arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${roleName}`, roleArn };
}

function secretOf(accessKeyId: string): string {
  return `secret-of-${accessKeyId.slice('ASIA'.length)}`;
}

const EXPIRED: Readonly<Record<Protocol, string>> = {
  json: 'ExpiredTokenException',
  query: 'ExpiredToken',
  'ec2-query': 'RequestExpired',
  'rest-xml': 'ExpiredToken',
};

const UNRECOGNIZED: Readonly<Record<Protocol, string>> = {
  json: 'UnrecognizedClientException',
  query: 'InvalidClientTokenId',
  'ec2-query': 'AuthFailure',
  'rest-xml': 'InvalidAccessKeyId',
};
