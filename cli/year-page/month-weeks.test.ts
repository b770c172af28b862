import { describe, expect, it } from '@jest/globals';
import { monthWeeks } from './month-weeks.ts';

describe('monthWeeks()', () => {
  it('begins with Monday and leaves out the days of other months', () => {
    expect(monthWeeks(2026, 3).map((week) => week.map((date) => date?.slice(8) ?? '··').join(' '))).toEqual([
      '·· ·· ·· ·· ·· ·· 01',
      '02 03 04 05 06 07 08',
      '09 10 11 12 13 14 15',
      '16 17 18 19 20 21 22',
      '23 24 25 26 27 28 29',
      '30 31 ·· ·· ·· ·· ··',
    ]);
  });

  it('needs four weeks for a February that begins on a Monday, and ends a year', () => {
    expect(monthWeeks(2027, 2)).toHaveLength(4);
    expect(monthWeeks(2026, 12).flat().filter(Boolean).at(-1)).toBe('2026-12-31');
  });

  it('has every day of a year once, each in the column of its weekday', () => {
    for (const year of [2024, 2026, 2100]) {
      const weeks = Array.from({ length: 12 }, (_, index) => monthWeeks(year, index + 1)).flat();
      const wrong = weeks.flatMap((week) =>
        week.filter((date, column) => date !== undefined && (new Date(date).getUTCDay() + 6) % 7 !== column),
      );

      expect(wrong).toEqual([]);
      expect(new Set(weeks.flat().filter(Boolean)).size).toBe(year === 2024 ? 366 : 365);
    }
  });
});
