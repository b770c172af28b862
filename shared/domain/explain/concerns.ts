import type { HoldScope } from '../window/hold.ts';

/** Whether a hold of a certain scope stands in the way of a node in a window; a hold on one window leaves others alone. */
export function concerns(
  scope: HoldScope,
  {
    schedule,
    window,
    account,
  }: { schedule?: string | undefined; window?: string | undefined; account?: string | undefined },
): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'schedule':
      return scope.schedule === schedule;
    case 'account':
      return scope.account === account;
    case 'window':
      return scope.window === window;
  }
}
