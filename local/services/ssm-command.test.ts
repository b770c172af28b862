import { describe, expect, it } from '@jest/globals';
import { countOf } from './ssm-command.ts';

describe('countOf()', () => {
  it.each([
    ['10', 50, 0, 10],
    ['10%', 50, 0, 5],
    ['10%', 9, 0, 0],
    ['10%', 9, 1, 1],
    ['100%', 3, 1, 3],
  ])('makes %s of %i with at least %i: %i', (limit, total, least, count) => {
    expect(countOf(limit, total, least)).toBe(count);
  });
});
