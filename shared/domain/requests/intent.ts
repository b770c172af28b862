/** What an operator, or a function of ours, asks for on the hub's bus. */
import type { HoldScope } from '../window/hold.ts';

export type Intent = PatchIntent | HoldIntent | ReleaseIntent | AcknowledgeIntent;

interface Asked {
  /** A UUID of whoever asks: the same request delivered twice is one request. */
  readonly requestId: string;
  /** Whose credentials put the event on the bus: AWS's own word. */
  readonly account: string;
  readonly reason: string;
  /** When the bus took the event: a repeated delivery carries the same. */
  readonly at: Date;
}

/** Patch now, out of turn. */
export interface PatchIntent extends Asked {
  readonly kind: 'patch';
  readonly schedule: string;
  /** Empty for all of the schedule's. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly severity: RequestSeverity;
}

export interface HoldIntent extends Asked {
  readonly kind: 'hold';
  readonly scope: HoldScope;
  readonly cancelRunning: boolean;
}

export interface ReleaseIntent extends Asked {
  readonly kind: 'release';
  readonly scope: HoldScope;
}

/** Somebody has taken up an incident. */
export interface AcknowledgeIntent extends Asked {
  readonly kind: 'acknowledge';
  readonly key: string;
}

export const REQUEST_SEVERITIES = ['critical', 'high', 'normal'] as const;

export type RequestSeverity = (typeof REQUEST_SEVERITIES)[number];

/** What STS says of the proof that came with a request. */
export type Asker =
  | { readonly kind: 'proven'; readonly arn: string }
  | { readonly kind: 'unproven'; readonly why: string };

/** Such as `arn:aws:iam::111122223333:user/ada`, and where nobody is proven no more than AWS's word for the account. */
export function sayAsker({ account }: Pick<Intent, 'account'>, asker: Asker): string {
  return asker.kind === 'proven' ? asker.arn : `account ${account} (principal unknown)`;
}
