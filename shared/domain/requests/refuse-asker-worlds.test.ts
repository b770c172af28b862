import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { NOON, PROVEN, UNPROVEN } from '../../testing/request-builders.ts';
import { refuseAsker } from './refuse-asker.ts';

const QUARTER_MS = 15 * 60_000;

describe('refuseAsker() in small worlds', () => {
  // Method: every asker, dated in time, too early and too late, a millisecond around either edge. A clock may be ahead of the bus.
  it('lets pass who is proven and in time, and nobody else (P5)', () => {
    const lateMs = [
      -24 * 4 * QUARTER_MS,
      -QUARTER_MS - 1,
      -QUARTER_MS,
      -1,
      0,
      1,
      QUARTER_MS - 1,
      QUARTER_MS,
      QUARTER_MS + 1,
      24 * 4 * QUARTER_MS,
    ];
    const found = survey(everyCombination({ asker: [PROVEN, UNPROVEN], lateMs }), ({ asker, lateMs }) => {
      const now = new Date(NOON.getTime() + lateMs);
      const refusal = refuseAsker({ now, intent: { at: NOON }, asker });
      return {
        'nobody passes unproven': asker.kind === 'proven' || refusal?.cause === 'unproven',
        'nor a quarter of an hour from when it came': Math.abs(lateMs) <= QUARTER_MS || refusal !== undefined,
        'who is proven is refused for nothing but that':
          asker.kind === 'unproven' || (refusal?.cause === 'stale') === Math.abs(lateMs) > QUARTER_MS,
        'who is refused hears why, and what to do':
          refusal === undefined || (refusal.because !== '' && refusal.next !== ''),
      };
    });
    expect(found).toEqual({ worlds: 2 * 10, broken: [] });
  });
});
