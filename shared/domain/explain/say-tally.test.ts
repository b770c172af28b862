import { describe, expect, it } from '@jest/globals';
import { sayTally } from './say-tally.ts';

describe('sayTally()', () => {
  it('names the verdicts that nodes have, of the whole roster', () => {
    expect(sayTally({ verdicts: { patched: 2, failed: 1, missed: 0 }, roster: 3 })).toBe('2 patched, 1 failed of 3');
    expect(sayTally({ verdicts: { patched: 0 }, roster: 0 })).toBe('no verdicts of 0');
    expect(sayTally({})).toBe('no verdicts of 0');
  });
});
