import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { aPatchState, aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { breakRebootLoop, isRebooted, rebootDeadline, rebootDueAt } from './reboot-deadline.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

const HOUR_MS = 3_600_000;
const ENDED_AT = new Date('2026-03-06T21:20:00Z');
const COUNTS = [0, 1, 2, 3] as const;

describe('isRebooted() in small worlds', () => {
  // Goal: no node is said to be back that may not be. Method: every count up to three, operations that began around the end
  // of the install, what is known and what is not.
  it('believes only an operation that began after the install, with nothing pending and nothing failed', () => {
    const worlds = everyCombination({
      installEndedAt: [undefined, ENDED_AT],
      startedAt: [undefined, ...around(ENDED_AT), new Date(ENDED_AT.getTime() - 24 * HOUR_MS)],
      pendingRebootCount: COUNTS,
      failedCount: COUNTS,
      missingCount: COUNTS,
      operation: ['Install', 'Scan'],
    });

    expect(
      survey(worlds, ({ installEndedAt, startedAt, ...counts }) => {
        const back = isRebooted(startedAt && aPatchState({ startedAt, ...counts }), installEndedAt);
        const nothingOpen = counts.pendingRebootCount + counts.failedCount === 0;
        const since = startedAt !== undefined && installEndedAt !== undefined && startedAt >= installEndedAt;
        return { 'it is back just if that is proven (P5)': back === (since && nothingOpen) };
      }),
    ).toEqual({ worlds: 2 * 5 * 4 * 4 * 4 * 2, broken: [] });
  });
});

describe('rebootDueAt() in small worlds', () => {
  it('is so many hours after the end of the window, for every node that waits and no other', () => {
    const window = aWindow();
    const worlds = everyCombination({
      kind: VERDICTS,
      reason: ['reboot-needed', 'reboot-suppressed', 'installed'],
      hours: [...COUNTS, 72],
      closesAt: around(window.closesAt),
    });

    expect(
      survey(worlds, ({ kind, reason, hours, closesAt }) => {
        const due = rebootDueAt({ kind, reason }, rebootDeadline({ closesAt }, hours));
        const wanted = kind === 'pending-reboot' ? closesAt.getTime() + hours * HOUR_MS : undefined;
        return { due: due?.getTime() === wanted };
      }),
    ).toEqual({ worlds: 6 * 3 * 5 * 3, broken: [] });
  });
});

const STORY: readonly Verdict[] = [
  { kind: 'pending-reboot', reason: 'reboot-needed' },
  { kind: 'pending-reboot', reason: 'reboot-suppressed' },
  { kind: 'patched', reason: 'installed' },
  { kind: 'failed', reason: 'reboot-loop' },
  { kind: 'failed', reason: 'patches-failed' },
  { kind: 'missed', reason: 'node-offline' },
];

describe('breakRebootLoop() in small worlds', () => {
  // Goal: a node is rebooted in vain three times at most, and none is called looping that is not. Method: every verdict
  // after every three, two, one or none before it.
  it('breaks at the third reboot in vain in a row, and changes no other verdict', () => {
    const worlds = everyCombination({
      verdict: STORY,
      last: [undefined, ...STORY],
      before: [undefined, ...STORY],
      longAgo: [undefined, ...STORY],
    });

    expect(
      survey(worlds, ({ verdict, last, before, longAgo }) => {
        const earlier = [last, before, longAgo].filter((one) => one !== undefined);
        const came = breakRebootLoop(verdict, earlier);
        const inVain = [verdict, ...earlier].findIndex(
          ({ reason }) => !reason.startsWith('reboot-') || reason === 'reboot-suppressed',
        );
        const inARow = inVain < 0 ? 1 + earlier.length : inVain;
        return {
          'three in a row are a loop':
            (came.reason === 'reboot-loop') === (inARow >= 3 || verdict.reason === 'reboot-loop'),
          'a loop is a failure': came.reason !== 'reboot-loop' || came.kind === 'failed',
          'anything else stays what it is': came.reason === 'reboot-loop' || came === verdict,
        };
      }),
    ).toEqual({ worlds: 6 * 7 * 7 * 7, broken: [] });
  });

  it('goes on failing a node for as long as it loops', () => {
    const needed: Verdict = { kind: 'pending-reboot', reason: 'reboot-needed' };
    const told: Verdict[] = [];
    for (let window = 0; window < 6; window += 1) told.unshift(breakRebootLoop(needed, told));

    expect(told.reverse().map(({ kind }) => kind)).toEqual([
      'pending-reboot',
      'pending-reboot',
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
  });
});
