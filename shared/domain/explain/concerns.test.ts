import { describe, expect, it } from '@jest/globals';
import type { HoldScope } from '../window/hold.ts';
import { concerns } from './concerns.ts';

const node = { schedule: '22FRI', window: '22FRI@2026-03-06', account: '444455556666' };

describe('concerns()', () => {
  it.each<[HoldScope, boolean]>([
    [{ kind: 'all' }, true],
    [{ kind: 'schedule', schedule: '22FRI' }, true],
    [{ kind: 'schedule', schedule: '2SAT' }, false],
    [{ kind: 'window', window: '22FRI@2026-03-06' }, true],
    [{ kind: 'window', window: '22FRI@2026-03-13' }, false],
    [{ kind: 'account', account: '444455556666' }, true],
    [{ kind: 'account', account: '777788889999' }, false],
  ])('finds of a hold on %j: %p', (scope, concerned) => {
    expect(concerns(scope, node)).toBe(concerned);
  });

  it('leaves alone what has no window', () => {
    expect(concerns({ kind: 'window', window: '22FRI@2026-03-06' }, { schedule: '22FRI' })).toBe(false);
  });
});
