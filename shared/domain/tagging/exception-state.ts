import type { Exception } from './exception.ts';

/** What is due of an exception. */
export type ExceptionDue =
  | { readonly kind: 'nothing' }
  /** Nobody has approved it in time. */
  | { readonly kind: 'lapse' }
  /** Its tag has to become `EXEMPT`. */
  | { readonly kind: 'exempt' }
  /** Its owner has to be told that it is about to end. */
  | { readonly kind: 'warn' }
  /** It is over: the schedule has to come back. */
  | { readonly kind: 'restore' };

export const WARNED_BEFORE_MS = 7 * 24 * 3_600_000;

/**
 * The states of an exception: requested → approved → expiring → ended; a request that is refused, or that nobody
 * approves in time, is refused.
 *
 *   X1. Nothing is exempt without an approval, nor from the instant on at which the exception ends.
 *   X2. The owner is told from a week before the end on, once; of a shorter exception at once.
 *   X3. It is over at its end, whether its tag was ever written or not.
 */
export function exceptionDue(exception: Exception, now: Date): ExceptionDue {
  const over = now >= exception.until;
  switch (exception.kind) {
    case 'requested':
      return { kind: over ? 'lapse' : 'nothing' };
    case 'approved':
    case 'expiring':
      if (over) return { kind: 'restore' }; // X3
      if (exception.exemptAt === undefined) return { kind: 'exempt' };
      return { kind: exception.kind === 'approved' && isAboutToEnd(exception, now) ? 'warn' : 'nothing' }; // X2
    case 'refused':
    case 'ended':
      return { kind: 'nothing' };
  }
}

function isAboutToEnd({ until }: Exception, now: Date): boolean {
  return now.getTime() >= until.getTime() - WARNED_BEFORE_MS;
}
