import type { Cell } from '../window/node.ts';

/**
 * A node that is not patched for a while: asked for by one, approved by another, until an instant. While it stands, the
 * node's tag says `EXEMPT`, and what it said before is remembered.
 */
export type Exception = RequestedException | GrantedException | ClosedException;

export interface AskedException {
  readonly node: Cell & { readonly id: string };
  /** The id of the request: who approves means exactly this one. */
  readonly requestId: string;
  /** Whom to tell about it. */
  readonly owner: string;
  readonly reason: string;
  /** From this instant on it stands no longer. An early end moves it. */
  readonly until: Date;
  readonly requested: Said;
}

/** Who said it, as AWS vouches for it, and when. */
export interface Said {
  readonly by: string;
  readonly at: Date;
}

export interface SaidWhy extends Said {
  readonly reason: string;
}

export interface RequestedException extends AskedException {
  readonly kind: 'requested';
}

/** `expiring`: its owner has been told that it is about to end. */
export interface GrantedException extends AskedException {
  readonly kind: 'approved' | 'expiring';
  readonly approved: SaidWhy;
  /** What the tag said before; noted before it is written over. */
  readonly remembered?: { readonly schedule?: string | undefined } | undefined;
  /** Since when the tag says `EXEMPT`. */
  readonly exemptAt?: Date | undefined;
  /** Somebody has ended it early. */
  readonly ended?: SaidWhy | undefined;
}

/** `refused`: it never came to stand. */
export interface ClosedException extends AskedException {
  readonly kind: 'refused' | 'ended';
  readonly approved?: SaidWhy | undefined;
  /** Absent where it ended by itself. */
  readonly ended?: SaidWhy | undefined;
}

/** No exception outlives a year and a day: who still needs it asks again, and somebody looks again. */
export const EXCEPTION_DAYS_MAX = 366;

/** Half-open: at `until` it stands no longer. */
export function stands(exception: Exception | undefined, now: Date): exception is GrantedException {
  return (exception?.kind === 'approved' || exception?.kind === 'expiring') && now < exception.until;
}

/** Since when the tags of nodes say `EXEMPT`, by their id: of the exceptions that are carried out. */
export function exemptNodes(exceptions: readonly Exception[]): ReadonlyMap<string, Date> {
  return new Map(
    exceptions.flatMap((exception): [string, Date][] =>
      'exemptAt' in exception && exception.exemptAt !== undefined ? [[exception.node.id, exception.exemptAt]] : [],
    ),
  );
}
