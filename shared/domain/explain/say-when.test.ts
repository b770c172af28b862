import { describe, expect, it } from '@jest/globals';
import { sayLapse, sayWhen } from './say-when.ts';

describe('sayWhen()', () => {
  it('says a time in its zone and in UTC, on both sides of a clock change', () => {
    expect(sayWhen(new Date('2026-03-28T21:30:59Z'), 'Europe/Berlin')).toBe(
      '2026-03-28 22:30 Europe/Berlin (2026-03-28T21:30:59Z)',
    );
    expect(sayWhen(new Date('2026-03-29T21:30:00Z'), 'Europe/Berlin')).toBe(
      '2026-03-29 23:30 Europe/Berlin (2026-03-29T21:30:00Z)',
    );
  });
});

describe('sayLapse()', () => {
  it.each([
    [0, '0 seconds'],
    [499, '0 seconds'],
    [1000, '1 second'],
    [2000, '2 seconds'],
    [59_999, '1 minute'],
    [61_000, '1 minute 1 second'],
    [3_600_000, '1 hour'],
    [3_605_000, '1 hour 5 seconds'],
    [7_500_000, '2 hours 5 minutes'],
    [90_061_000, '1 day 1 hour'],
    [-120_000, '2 minutes'],
  ])('says %i ms as %s', (ms, said) => {
    expect(sayLapse(ms)).toBe(said);
  });
});
