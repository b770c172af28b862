import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aHold } from '../../testing/opening-builders.ts';
import { aReleaseIntent, aReleaseRequest, NOON, PROVEN, UNPROVEN } from '../../testing/request-builders.ts';
import { REASONS, type Reason } from '../reporting/reasons.ts';
import type { HoldScope } from '../window/hold.ts';
import { judgeRelease, type WindowOfRelease } from './judge-release.ts';

const scopes: readonly HoldScope[] = [
  { kind: 'all' },
  { kind: 'schedule', schedule: '22FRI' },
  { kind: 'window', window: '22FRI@2026-03-06' },
  { kind: 'account', account: '444455556666' },
];

/** What a person may decide: the gate, a shrunken roster and the age of scans. Never a hold, a freeze, or what was not read. */
const RELEASABLE = /^(ring-(not-final|below-success|soaking|incident|unproven)|roster-shrunk|scan-too-old)$/;

const reasons: readonly (Reason | undefined)[] = [
  undefined,
  ...Object.keys(REASONS).filter((text): text is Reason => text in REASONS),
];

const windows: readonly WindowOfRelease[] = [
  { kind: 'none' },
  { kind: 'upcoming' },
  ...reasons.map((waitingFor) => ({ kind: 'known', state: 'opening', waitingFor }) as const),
  ...(['open', 'closing', 'final', 'missed', 'skipped'] as const).map((state) => ({ kind: 'known', state }) as const),
];

describe('judgeRelease() in small worlds', () => {
  // Method: every scope, with holds of every scope from before, at and after the request, and every state and reason.
  it('keeps L1 to L3 in every small world', () => {
    const worlds = everyCombination({
      scope: scopes,
      ...{ hold: [undefined, ...scopes], heldAfterMs: [-1, 0, 1] },
      asker: [PROVEN, UNPROVEN],
      lateMs: [0, 15 * 60_000, 15 * 60_000 + 1],
      window: windows,
    });
    const found = survey(worlds, ({ scope, hold, heldAfterMs, asker, lateMs, window }) => {
      const holds = hold === undefined ? [] : [aHold({ scope: hold, at: new Date(NOON.getTime() + heldAfterMs) })];
      const answer = judgeRelease(
        aReleaseRequest({
          ...{ now: new Date(NOON.getTime() + lateMs), intent: aReleaseIntent({ scope }), asker, holds },
          window: scope.kind === 'window' ? window : undefined,
        }),
      );
      const cause = answer.kind === 'refused' ? answer.cause : undefined;
      const vouched = asker.kind === 'proven' && lateMs <= 15 * 60_000;
      const isHeld = hold?.kind === scope.kind;
      const mayPass =
        window.kind === 'upcoming' ||
        (window.kind === 'known' &&
          window.state === 'opening' &&
          (window.waitingFor === undefined || RELEASABLE.test(window.waitingFor)));
      return {
        'L1: nothing is released for who is not vouched for, or late':
          vouched || cause === (asker.kind === 'proven' ? 'stale' : 'unproven'),
        'L2: the hold of this scope, from before the request, and none wider or narrower':
          (answer.kind === 'released') === (vouched && isHeld && heldAfterMs <= 0),
        'L2: a hold that is newer stands': (cause === 'newer-hold') === (vouched && isHeld && heldAfterMs > 0),
        'L3 (P1, P5): a window passes what a person may decide, and nothing else':
          (answer.kind === 'window-released') === (vouched && !isHeld && scope.kind === 'window' && mayPass),
        'L3: it says what it lets pass':
          answer.kind !== 'window-released' ||
          answer.waitingFor === (window.kind === 'known' ? window.waitingFor : undefined),
        'what holds nothing is said to': (cause === 'nothing-held') === (vouched && !isHeld && scope.kind !== 'window'),
      };
    });
    expect(found).toEqual({ worlds: 4 * 5 * 3 * 2 * 3 * windows.length, broken: [] });
    expect(windows).toHaveLength(2 + 1 + Object.keys(REASONS).length + 5);
  });
});
