/** What an operator, or a function of ours, asks for on the hub's bus. */
import type { HoldScope } from '../window/hold.ts';
import type { Cell } from '../window/node.ts';

export type Intent =
  | PatchIntent
  | HoldIntent
  | ReleaseIntent
  | AcknowledgeIntent
  | ExceptIntent
  | ApproveExceptionIntent
  | EndExceptionIntent
  | DecideIntent;

interface Asked {
  /** A UUID of whoever asks: the same request delivered twice is one request. */
  readonly requestId: string;
  /** Whose credentials put the event on the bus: AWS's own word. */
  readonly account: string;
  readonly reason: string;
  /** As the event is dated, by whoever put it; a repeated delivery carries the same. What is decided goes by our own clock. */
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

/** A node is not to be patched until an instant. */
export interface ExceptIntent extends Asked {
  readonly kind: 'except';
  readonly node: Cell & { readonly id: string };
  readonly owner: string;
  readonly until: Date;
}

/** Somebody else agrees. */
export interface ApproveExceptionIntent extends Asked {
  readonly kind: 'approve-exception';
  readonly nodeId: string;
  /** The id of the request that is approved, so that none is approved that nobody has looked at. */
  readonly exception: string;
}

/** It is to end now, or never to begin. */
export interface EndExceptionIntent extends Asked {
  readonly kind: 'end-exception';
  readonly nodeId: string;
  readonly exception: string;
}

/** A node of the review queue is to get a schedule. */
export interface DecideIntent extends Asked {
  readonly kind: 'decide';
  readonly nodeId: string;
  readonly value: string;
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
