import { describe, expect, it } from '@jest/globals';
import { datesOf, daysBetween } from '../../../testing/calendar-oracle.ts';
import { aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

describe('fifth-weekday', () => {
  it('tells the months of a year without a fifth Saturday', () => {
    expect(story(findingsOf([aLintEntry('2SATX5')], ONE_YEAR))).toMatchInlineSnapshot(`
"2SATX5 fifth-weekday
  2SATX5 has no window in 8 of 12 months: it exists in 4 months of a year, and its windows are 63 to 119 days apart, so the longest pause is 119 days.
  2026-02 2026-03 2026-04 2026-06 2026-07 2026-09 2026-11 2026-12
  Take 2SATX4, which every month has."
`);
  });

  it.each(weekdays)('agrees with a walk through ten years of %s', (weekday) => {
    const [finding, ...rest] = findingsOf([aLintEntry(`6${weekday}X5`, { offsetDays: 3 })]);
    const dates = datesOf(`${weekday}X5`, '2025-08-01', '2036-06-01');
    const kept = new Set(dates.map((date) => date.slice(0, 7)));
    const months = Array.from({ length: 120 }, (_, index) =>
      new Date(Date.UTC(2026, index, 1)).toISOString().slice(0, 7),
    );
    const pauses = dates
      .slice(1)
      .map((date, index) => ({ date, pause: daysBetween(dates[index] ?? '', date), since: dates[index] ?? '' }))
      .filter(({ date, since }) => date >= '2026-01-01' && since < '2035-12-29') // The offset moves them by three days.
      .map(({ pause }) => pause);

    expect(rest).toEqual([]);
    expect(finding?.dates).toEqual(months.filter((month) => !kept.has(month)));
    expect(finding?.sentence).toContain(`${Math.min(...pauses)} to ${Math.max(...pauses)} days apart`);
    expect(finding?.sentence).toContain(`the longest pause is ${Math.max(...pauses)} days`);
  });

  it('counts the months of whole years only', () => {
    const half = { from: new Date('2026-03-01T00:00Z'), to: new Date('2026-09-01T00:00Z') };
    const [finding] = findingsOf([aLintEntry('2SATX5')], half);
    expect(finding?.sentence).toBe(
      '2SATX5 has no window in 4 of 6 months: its windows are 63 to 119 days apart, so the longest pause is 119 days.',
    );
    expect(finding?.dates).toEqual(['2026-03', '2026-04', '2026-06', '2026-07']);
  });

  it('has nothing to say of a month that has one', () => {
    const may = { from: new Date('2026-05-01T00:00Z'), to: new Date('2026-06-01T00:00Z') };
    expect(findingsOf([aLintEntry('2SATX5')], may)).toEqual([]);
  });

  it('proposes the fourth, of which there is nothing to say', () => {
    const [finding] = findingsOf([aLintEntry('2SATX5')]);
    expect(finding?.cure).toBe('Take 2SATX4, which every month has.');
    expect(findingsOf([aLintEntry('2SATX4')])).toEqual([]);
  });
});
