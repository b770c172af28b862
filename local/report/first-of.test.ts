import { describe, expect, it } from '@jest/globals';
import { firstOf } from './first-of.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('firstOf()', () => {
  it('shows twelve lines and says how many more there are', () => {
    expect(firstOf(lines(20)).slice(-2)).toEqual(['line 12', 'and 8 more, in run.json']);
  });

  it('does not hide a single line behind a sentence of the same length', () => {
    expect(firstOf(lines(13))).toEqual(lines(13));
  });
});
