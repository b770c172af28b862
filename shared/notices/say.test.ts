import { describe, expect, it } from '@jest/globals';
import { sayCount, sayFew, sayInstant, sayOr } from './say.ts';

describe('sayInstant()', () => {
  it.each([
    ['2026-03-07T01:00:00Z', 'Europe/Berlin', 'Sat 7 Mar 2026 02:00 Europe/Berlin'],
    ['2026-03-06T23:00:00Z', 'Europe/Berlin', 'Sat 7 Mar 2026 00:00 Europe/Berlin'],
    ['2026-07-01T04:05:00Z', 'America/New_York', 'Wed 1 Jul 2026 00:05 America/New_York'],
    ['2026-09-30T12:00:00Z', 'UTC', 'Wed 30 Sept 2026 12:00 UTC'],
  ])('says %s in %s', (instant, zone, said) => {
    expect(sayInstant(new Date(instant), zone)).toBe(said);
  });
});

describe('sayCount()', () => {
  it.each([
    [0, '0 nodes'],
    [1, '1 node'],
    [2, '2 nodes'],
  ])('says %d', (count, said) => {
    expect(sayCount(count, 'node')).toBe(said);
  });
});

describe('sayOr()', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('says %j', (words, said) => {
    expect(sayOr(words)).toBe(said);
  });
});

describe('sayFew()', () => {
  it('names the first of a list, and how many are left out', () => {
    expect(sayFew(['a', 'b', 'c'], 3)).toBe('a, b, c');
    expect(sayFew(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  });
});
