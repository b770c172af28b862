import type { Reason } from '../reporting/reasons.ts';
import { type Hold, sayScope } from '../window/hold.ts';
import type { WindowState } from '../window/states.ts';
import { type Answer, refused } from './answer.ts';
import { affectedBy, holdOf, type WindowUnderWay } from './hold-reach.ts';
import type { Asker, ReleaseIntent } from './intent.ts';
import { refuseAsker } from './refuse-asker.ts';

export interface ReleaseInput {
  readonly now: Date;
  readonly intent: ReleaseIntent;
  readonly asker: Asker;
  readonly holds: readonly Hold[];
  readonly underWay: readonly WindowUnderWay[];
  /** What there is of the window, if the release is of one. */
  readonly window: WindowOfRelease | undefined;
}

export type WindowOfRelease =
  /** It has not been claimed, and will be. */
  | { readonly kind: 'upcoming' }
  /** No window of a schedule in force has this id. */
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly state: WindowState; readonly waitingFor?: Reason | undefined };

/**
 * Decides what a release does.
 *
 *   L1. Nothing is released for somebody whom AWS does not vouch for, or long after it was asked.
 *   L2. A hold of exactly this scope is released, unless it was set after the release was asked for.
 *   L3. Where a window itself is not held, it may open whatever a person may let it pass; never a hold, a freeze, or what
 *       could not be read (P1, P5).
 */
export function judgeRelease(input: ReleaseInput): Answer {
  const { intent, holds, underWay, window } = input;
  const unfit = refuseAsker(input);
  if (unfit !== undefined) return unfit; // L1
  const hold = holdOf(intent.scope, holds);
  if (hold !== undefined) return releaseHold(hold, intent, underWay); // L2

  const scope = sayScope(intent.scope);
  const next = 'A wider or a narrower hold is released by its own scope.';
  return window === undefined ? refused('nothing-held', `Nothing holds ${scope}.`, next) : releaseWindow(scope, window); // L3
}

function releaseHold(
  { by, reason, at }: Hold,
  { scope, at: askedAt }: ReleaseIntent,
  underWay: ReleaseInput['underWay'],
): Answer {
  if (at <= askedAt) return { kind: 'released', hold: { by, reason, at }, affected: affectedBy(scope, underWay) };
  const because = `${by} has held ${sayScope(scope)} after the release was asked for: ${JSON.stringify(reason)}.`;
  return refused('newer-hold', because, 'Look at it, and ask again.');
}

function releaseWindow(scope: string, window: WindowOfRelease): Answer {
  switch (window.kind) {
    case 'none':
      return refused('not-waiting', `There is no ${scope}.`, 'Take its id from the notice, such as 2SATX4@2026-04-25.');
    case 'upcoming':
      return { kind: 'window-released', waitingFor: undefined };
    case 'known':
      return releaseKnown(scope, window);
  }
}

function releaseKnown(scope: string, { state, waitingFor }: Extract<WindowOfRelease, { kind: 'known' }>): Answer {
  if (state !== 'opening') return refused('not-waiting', `The ${scope} does not wait: it is ${state}.`, 'Leave it.');
  if (waitingFor === undefined || isReleasable(waitingFor)) return { kind: 'window-released', waitingFor };
  const because = `The ${scope} waits (${waitingFor}), and no release passes that.`;
  const next =
    waitingFor === 'held'
      ? 'Release the hold that keeps it: all, or its schedule.'
      : 'It opens by itself once that is over, if it is before its last start.';
  return refused('not-releasable', because, next);
}

/** What a person may decide that a window need not wait for. */
export function isReleasable(reason: Reason): boolean {
  return RELEASABLE.has(reason);
}

const RELEASABLE: ReadonlySet<Reason> = new Set([
  'ring-not-final',
  'ring-below-success',
  'ring-soaking',
  'ring-incident',
  'ring-unproven',
  'roster-shrunk',
  'scan-too-old',
]);
