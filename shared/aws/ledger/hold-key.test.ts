import { describe, expect, it } from '@jest/globals';
import type { HoldScope } from '../../domain/window/hold.ts';
import { holdKeyOf, parseHoldsKey, releaseKeyOf } from './hold-key.ts';

const scopes: readonly (readonly [string, HoldScope])[] = [
  ['ALL', { kind: 'all' }],
  ['SCHEDULE#2SAT', { kind: 'schedule', schedule: '2SAT' }],
  ['WINDOW#2SAT@2026-03-07', { kind: 'window', window: '2SAT@2026-03-07' }],
  ['ACCOUNT#111122223333', { kind: 'account', account: '111122223333' }],
];

describe('parseHoldsKey()', () => {
  it.each(scopes)('reads %s as it is written', (sk, scope) => {
    expect(holdKeyOf(scope)).toBe(sk);
    expect(parseHoldsKey(sk)).toEqual({ kind: 'hold', scope });
  });

  it('reads the release of a window as it is written', () => {
    expect(releaseKeyOf('2SAT@2026-03-07')).toBe('RELEASE#2SAT@2026-03-07');
    expect(parseHoldsKey('RELEASE#2SAT@2026-03-07')).toEqual({ kind: 'release', window: '2SAT@2026-03-07' });
  });

  it.each(['REGION#eu-west-1', '', 'all'])('knows nothing of %j', (sk) => {
    expect(parseHoldsKey(sk)).toEqual({ kind: 'unknown' });
  });
});
