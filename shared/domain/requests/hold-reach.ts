import type { KnownWindow } from '../window/decide-windows.ts';
import { type Hold, type HoldScope, sayScope } from '../window/hold.ts';

/** A window under way, as far as a hold has to do with it. */
export type WindowUnderWay = Pick<KnownWindow, 'window' | 'state' | 'cells'>;

/** The hold of exactly this scope, no wider and no narrower. */
export function holdOf(scope: HoldScope, holds: readonly Hold[]): Hold | undefined {
  return holds.find((each) => sayScope(each.scope) === sayScope(scope));
}

/** The windows under way that a hold of this scope keeps shut or stops, such as `2SATX4@2026-04-25 (open)`. */
export function affectedBy(scope: HoldScope, underWay: readonly WindowUnderWay[]): string[] {
  const touched = underWay.filter((each) => touches(scope, each));
  return touched.map(({ window, state }) => `${window.id} (${state})`).sort();
}

function touches(scope: HoldScope, { window, cells }: WindowUnderWay): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'schedule':
      return window.schedule === scope.schedule;
    case 'window':
      return window.id === scope.window;
    case 'account':
      return cells.some(({ account }) => account === scope.account);
  }
}
