/** Operators' stops, and what releases a window that waits. */

export type HoldScope =
  /** The kill switch: nothing starts anywhere. */
  | { readonly kind: 'all' }
  | { readonly kind: 'schedule'; readonly schedule: string }
  | { readonly kind: 'window'; readonly window: string }
  | { readonly kind: 'account'; readonly account: string };

export interface Hold {
  readonly scope: HoldScope;
  readonly reason: string;
  /** Who asked, as AWS vouches for it. */
  readonly by: string;
  readonly at: Date;
  /** What runs is cancelled as well. */
  readonly cancelRunning: boolean;
}

/** A person's word that a window may open whatever it waits for: its gate, the age of its scans, its shrunken roster. */
export interface Release {
  readonly window: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export interface Intents {
  readonly holds: readonly Hold[];
  readonly releases: readonly Release[];
}

/** The hold that keeps all of a window from beginning anything, if there is one: the widest first. */
export function holdOn(window: { id: string; schedule: string }, holds: readonly Hold[]): Hold | undefined {
  return holdsOn(window, holds)[0];
}

/** All of them, the widest first. */
export function holdsOn({ id, schedule }: { id: string; schedule: string }, holds: readonly Hold[]): Hold[] {
  return [
    ...holds.filter(({ scope }) => scope.kind === 'all'),
    ...holds.filter(({ scope }) => scope.kind === 'schedule' && scope.schedule === schedule),
    ...holds.filter(({ scope }) => scope.kind === 'window' && scope.window === id),
  ];
}

export function heldAccounts(holds: readonly Hold[]): ReadonlySet<string> {
  return new Set(holds.flatMap(({ scope }) => (scope.kind === 'account' ? [scope.account] : [])));
}

/** Such as `all` or `schedule 2SATX4`. */
export function sayScope(scope: HoldScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all';
    case 'schedule':
      return `schedule ${scope.schedule}`;
    case 'window':
      return `window ${scope.window}`;
    case 'account':
      return `account ${scope.account}`;
  }
}
