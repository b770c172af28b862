import { describe, expect, it } from '@jest/globals';
import { parseSchedule, type Schedule } from '../../shared/domain/schedule/schedule.ts';
import { dayAndMonth, offsetDaysOf, scheduleWords, weekdayAndDate } from './calendar-words.ts';

it('says a date as people do', () => {
  expect(dayAndMonth('2026-03-09')).toBe('9 Mar');
  expect(weekdayAndDate('2026-12-27')).toBe('Sun 27 Dec');
});

describe('scheduleWords()', () => {
  it.each([
    ['2SATX4', 0, '4th Saturday'],
    ['0SUN', 0, 'every Sunday'],
    ['4TUEX2', 4, '2nd Tuesday +4 days'],
    ['4TUEX2', 1, '2nd Tuesday +1 day'],
  ])('%s plus %i is %s', (value, offset, words) => {
    expect(scheduleWords(schedule(value), offset)).toBe(words);
  });
});

describe('offsetDaysOf()', () => {
  it.each([
    ['2SATX4', '2026-04-25', 0],
    ['4TUEX2', '2026-02-14', 4],
    ['4SUNX1', '2026-03-28', 27],
    ['2SAT', '2026-04-27', 2],
    ['2SATX5', '2026-04-25', undefined],
  ])('%s on %s lies %s days behind', (value, date, expected) => {
    expect(offsetDaysOf(schedule(value), date)).toBe(expected);
  });
});

function schedule(value: string): Schedule {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return parsed.schedule;
}
