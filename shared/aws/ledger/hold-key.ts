import type { HoldScope } from '../../domain/window/hold.ts';

/** The partition of holds and releases. */
export const HOLDS_PARTITION = 'HOLDS';

const RELEASE = 'RELEASE#';

/** `ALL`, `SCHEDULE#2SAT`, `WINDOW#2SAT@2026-03-07`, `ACCOUNT#111122223333`. */
export function holdKeyOf(scope: HoldScope): string {
  switch (scope.kind) {
    case 'all':
      return 'ALL';
    case 'schedule':
      return `SCHEDULE#${scope.schedule}`;
    case 'window':
      return `WINDOW#${scope.window}`;
    case 'account':
      return `ACCOUNT#${scope.account}`;
  }
}

export function releaseKeyOf(windowId: string): string {
  return `${RELEASE}${windowId}`;
}

/** What a row of the partition is about; unknown where its key says nothing that this version knows. */
export type HoldsKey =
  | { readonly kind: 'hold'; readonly scope: HoldScope }
  | { readonly kind: 'release'; readonly window: string }
  | { readonly kind: 'unknown' };

export function parseHoldsKey(sk: string): HoldsKey {
  if (sk.startsWith(RELEASE)) return { kind: 'release', window: sk.slice(RELEASE.length) };
  const scope = scopeOf(sk);
  return scope === undefined ? { kind: 'unknown' } : { kind: 'hold', scope };
}

function scopeOf(sk: string): HoldScope | undefined {
  const [kind, ...rest] = sk.split('#');
  const name = rest.join('#');
  switch (kind) {
    case 'ALL':
      return { kind: 'all' };
    case 'SCHEDULE':
      return { kind: 'schedule', schedule: name };
    case 'WINDOW':
      return { kind: 'window', window: name };
    case 'ACCOUNT':
      return { kind: 'account', account: name };
    default:
      return undefined;
  }
}
