import { describe, expect, it } from '@jest/globals';
import { hasEnded, runStatusOf } from './run-status.ts';

describe('runStatusOf()', () => {
  it.each([
    ['cancelled', ['Canceled', 'Cancelled', 'CANCELLED']],
    ['timed-out', ['TimedOut', 'TIMED_OUT', 'Timed Out']],
    ['success', ['Success', 'SUCCESS', 'CompletedWithSuccess']],
    ['failed', ['Failed', 'FAILED', 'CompletedWithFailure']],
    ['rejected', ['Rejected', 'ChangeCalendarOverrideRejected']],
    ['exited', ['Exited']],
    ['running', ['InProgress', 'IN_PROGRESS', 'RunbookInProgress', 'Cancelling', 'Canceling']],
    ['waiting', ['Pending', 'Waiting', 'Scheduled', 'Delayed', 'Approved', 'PendingApproval']],
    ['waiting', ['PendingChangeCalendarOverride', 'ChangeCalendarOverrideApproved']],
    ['unknown', ['Evaporated', '', 'Successful', '成功']],
  ] as const)('says %s for %j', (status, spellings) => {
    expect(spellings.map(runStatusOf)).toEqual(spellings.map(() => status));
  });
});

describe('hasEnded()', () => {
  it('is false for whatever may still move, the unknown included', () => {
    expect(['Pending', 'InProgress', 'Cancelling', 'Evaporated'].map((text) => hasEnded(runStatusOf(text)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('is true for the rest', () => {
    const ends = ['success', 'failed', 'timed-out', 'cancelled', 'rejected', 'exited'] as const;
    expect(ends.filter(hasEnded)).toEqual(ends);
  });
});
