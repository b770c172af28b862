import { approvedValues, type Catalogue } from '../catalogue/catalogue-entry.ts';
import type { Hold, HoldScope } from '../window/hold.ts';
import type { Answer } from './answer.ts';
import { affectedBy, holdOf, type WindowUnderWay } from './hold-reach.ts';
import type { HoldIntent } from './intent.ts';

export interface HoldFacts {
  readonly holds: readonly Hold[];
  readonly underWay: readonly WindowUnderWay[];
  readonly catalogue: Catalogue;
}

/** A hold is taken of whomever asks, and whatever it names: to stop is safe. What is odd about it is said. */
export function judgeHold(
  { scope, cancelRunning }: Pick<HoldIntent, 'scope' | 'cancelRunning'>,
  { holds, underWay, catalogue }: HoldFacts,
): Extract<Answer, { kind: 'held' }> {
  const before = holdOf(scope, holds);
  const changesNothing = before !== undefined && (before.cancelRunning || !cancelRunning);
  const held = changesNothing
    ? [`${before.by} held it already: ${JSON.stringify(before.reason)}. That hold stays as it is.`]
    : [];
  return {
    kind: 'held',
    affected: affectedBy(scope, underWay),
    warnings: [...held, ...warnOfTypingError(scope, catalogue)],
  };
}

/** Who believes that something is held which is spelt otherwise is not safe at all. */
function warnOfTypingError(scope: HoldScope, catalogue: Catalogue): string[] {
  const schedule = scheduleIn(scope);
  if (schedule === undefined || catalogue.kind === 'unread' || approvedValues(catalogue).includes(schedule)) return [];
  return [`No schedule ${schedule} is in force: make sure that this is what you mean to stop.`];
}

function scheduleIn(scope: HoldScope): string | undefined {
  if (scope.kind === 'schedule') return scope.schedule;
  return scope.kind === 'window' ? scope.window.split('@')[0] : undefined;
}
