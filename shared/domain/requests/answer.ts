import type { Reason } from '../reporting/reasons.ts';
import type { Window } from '../schedule/window.ts';

/** What a request comes to. It is stored before anything is done, so that a repeated delivery comes to the same. */
export type Answer =
  | Refused
  /** A window out of turn, which the next sweep opens. */
  | {
      readonly kind: 'admitted';
      readonly window: Window;
      /** Accounts that were asked for and are held: they wait for their release. */
      readonly heldAccounts: readonly string[];
      /** Accounts that were asked for, and where the last window of the schedule saw no node. */
      readonly unseenAccounts: readonly string[];
    }
  | { readonly kind: 'held'; readonly affected: readonly string[]; readonly warnings: readonly string[] }
  | { readonly kind: 'released'; readonly hold: ReleasedHold; readonly affected: readonly string[] }
  /** Nothing was held, but the window waits for something that a person may let it pass. */
  | { readonly kind: 'window-released'; readonly waitingFor?: Reason | undefined }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'exception-requested' }
  | { readonly kind: 'exception-approved'; readonly exception: ToldException }
  /** One that was `requested` is refused by it; one that stands is over. */
  | {
      readonly kind: 'exception-closed';
      readonly was: 'requested' | 'approved' | 'expiring';
      readonly exception: ToldException;
    }
  /** A node that waited for a person gets the schedule that was asked for. */
  | { readonly kind: 'decided'; readonly node: DecidedNode };

export interface DecidedNode {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
}

export interface ToldException {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: Date;
  readonly requestedBy: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly cause: RefusalCause;
  /** One sentence: why. */
  readonly because: string;
  /** One sentence: what to do instead. */
  readonly next: string;
}

export interface ReleasedHold {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

export const REFUSAL_CAUSES = [
  'unreadable',
  'unproven',
  'stale',
  'repeated-id',
  'unknown-schedule',
  'reserved-value',
  'entry-refused',
  'scan-only',
  'held',
  'running',
  'minimum-gap',
  'opens-soon',
  'nothing-held',
  'newer-hold',
  'not-waiting',
  'not-releasable',
  'unknown-incident',
  'exception-open',
  'exception-over',
  'exception-too-long',
  'no-such-exception',
  'same-principal',
  'not-in-review',
] as const;

export type RefusalCause = (typeof REFUSAL_CAUSES)[number];

export function refused(cause: RefusalCause, because: string, next: string): Refused {
  return { kind: 'refused', cause, because, next };
}
