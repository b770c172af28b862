import { describe, expect, it } from '@jest/globals';
import { aPatchState, aWindow } from '../../testing/domain-builders.ts';
import { breakRebootLoop, isRebooted, rebootDeadline, rebootDueAt } from './reboot-deadline.ts';
import type { Verdict } from './verdict.ts';

const needed: Verdict = { kind: 'pending-reboot', reason: 'reboot-needed' };
const suppressed: Verdict = { kind: 'pending-reboot', reason: 'reboot-suppressed' };
const loop: Verdict = { kind: 'failed', reason: 'reboot-loop' };
const patched: Verdict = { kind: 'patched', reason: 'installed' };

describe('rebootDueAt()', () => {
  it('is the deadline of the window, and only for a node that waits', () => {
    const deadline = rebootDeadline(aWindow(), 72);
    expect(deadline).toEqual(new Date('2026-03-10T01:00:00Z'));
    expect([needed, suppressed, patched, loop].map((verdict) => rebootDueAt(verdict, deadline))).toEqual([
      deadline,
      deadline,
      undefined,
      undefined,
    ]);
  });
});

describe('isRebooted()', () => {
  const installEndedAt = new Date('2026-03-06T21:20:00Z');
  const before = new Date(installEndedAt.getTime() - 1);

  it('sees it in an operation that began since, with nothing pending and nothing failed', () => {
    expect(isRebooted(aPatchState({ startedAt: installEndedAt }), installEndedAt)).toBe(true);
    expect(isRebooted(aPatchState({ startedAt: installEndedAt, missingCount: 3 }), installEndedAt)).toBe(true);
    expect(isRebooted(aPatchState({ startedAt: before }), installEndedAt)).toBe(false);
    expect(isRebooted(aPatchState({ startedAt: installEndedAt, pendingRebootCount: 1 }), installEndedAt)).toBe(false);
    expect(isRebooted(aPatchState({ startedAt: installEndedAt, failedCount: 1 }), installEndedAt)).toBe(false);
    expect(isRebooted(undefined, installEndedAt)).toBe(false);
    expect(isRebooted(aPatchState({ startedAt: installEndedAt }), undefined)).toBe(false);
  });
});

describe('breakRebootLoop()', () => {
  it.each([
    [needed, [needed, needed], loop],
    [needed, [needed, needed, patched], loop],
    [needed, [loop, needed], loop],
    [needed, [needed], needed],
    [needed, [], needed],
    [needed, [needed, patched, needed], needed],
    [needed, [patched, needed, needed], needed],
    [needed, [suppressed, needed], needed],
    [suppressed, [needed, needed], suppressed],
    [patched, [needed, needed], patched],
  ] as const)('makes of %j after %j: %j', (verdict, earlier, expected) => {
    expect(breakRebootLoop(verdict, earlier)).toEqual(expected);
  });
});
