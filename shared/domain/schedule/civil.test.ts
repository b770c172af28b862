import { describe, expect, it } from '@jest/globals';
import { dateOf, dayOf, dayOfMonth, daysUntil } from './civil.ts';
import { weekdays } from './schedule.ts';

describe('civil dates', () => {
  it('counts one day more for each day of the calendar, over leap years and the turn of a century', () => {
    const before = dayOf('1896-12-31');
    const wrong = [...everyDate(1897, 2104)].filter(
      (date, index) => dayOf(date) !== before + 1 + index || dateOf(before + 1 + index) !== date,
    );

    expect(wrong).toEqual([]);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-4-5', '26-04-05', '2026-04-25T00:00', 'soon', ''])(
    'refuses %j',
    (date) => {
      expect(() => dayOf(date)).toThrow(
        `Cannot read date: ${JSON.stringify(date)} is no day of the calendar, wanted one like 2026-04-25`,
      );
    },
  );

  it.each([
    ['2026-02-28', 28],
    ['2026-03-01', 1],
    ['1969-12-31', 31],
  ])('%s is day %i of its month', (date, expected) => {
    expect(dayOfMonth(dayOf(date))).toBe(expected);
  });
});

describe('daysUntil()', () => {
  it('counts from 0 on the day itself to 6', () => {
    const friday = dayOf('2026-03-06');
    expect(weekdays.map((weekday) => [weekday, daysUntil(weekday, friday)])).toEqual([
      ['SUN', 2],
      ['MON', 3],
      ['TUE', 4],
      ['WED', 5],
      ['THU', 6],
      ['FRI', 0],
      ['SAT', 1],
    ]);
  });

  it('is right before 1970 too', () => {
    expect(daysUntil('SUN', dayOf('1969-07-20'))).toBe(0); // The Sunday on which somebody first walked on the moon.
    expect(daysUntil('SAT', dayOf('1969-07-20'))).toBe(6);
  });
});

/** Spelt out by hand, since the calendar under test rests on Date. */
function* everyDate(fromYear: number, toYear: number): Generator<string> {
  for (let year = fromYear; year <= toYear; year += 1) {
    const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
    const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [month, length] of lengths.entries())
      for (let day = 1; day <= length; day += 1)
        yield [year, String(month + 1).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  }
}
