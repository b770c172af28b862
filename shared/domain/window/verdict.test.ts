import { describe, expect, it } from '@jest/globals';
import { addsUp, countVerdicts, VERDICTS } from './verdict.ts';

describe('countVerdicts()', () => {
  it('counts each kind, and names those that nobody came to', () => {
    expect(countVerdicts(['patched', 'missed', 'patched'])).toEqual({
      patched: 2,
      'pending-reboot': 0,
      failed: 0,
      skipped: 0,
      missed: 1,
      excepted: 0,
    });
  });

  it('counts every kind that there is', () => {
    expect(countVerdicts(VERDICTS)).toEqual(Object.fromEntries(VERDICTS.map((kind) => [kind, 1])));
  });
});

describe('addsUp()', () => {
  it('holds if the verdicts are as many as the roster, neither fewer nor more (P3)', () => {
    const counts = countVerdicts(VERDICTS);

    expect(addsUp(counts, 6)).toBe(true);
    expect(addsUp(counts, 5)).toBe(false);
    expect(addsUp(counts, 7)).toBe(false);
    expect(addsUp(countVerdicts([]), 0)).toBe(true);
  });
});
