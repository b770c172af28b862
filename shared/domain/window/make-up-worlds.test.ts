import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { makeUpWindows } from './make-up.ts';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

describe('makeUpWindows() in small worlds', () => {
  // Goal: the slot that is promised is the next one, and none is passed over. Method: every weekday and week of the month,
  // from instants around 22:00 on the days around a change of the clock; the dates are counted day by day.
  it('lists the next twelve, without the skipped one, in order', () => {
    const worlds = everyCombination({
      weekday: WEEKDAYS,
      week: [undefined, 1, 2, 3, 4, 5],
      offsetDays: [0, 3],
      // 22:00 in Berlin, before and after its clocks have been put forward.
      skipped: ['2026-03-28T21:00:00Z', '2026-03-29T20:00:00Z', '2026-03-30T20:00:00Z'],
      ms: [-1, 0, 1],
    });

    expect(
      survey(worlds, ({ weekday, week, offsetDays, skipped, ms }) => {
        const schedule = `22${weekday}${week === undefined ? '' : `X${week}`}`;
        const opensAt = new Date(Date.parse(skipped) + ms);
        const windows = [...makeUpWindows(aWindow({ schedule, opensAt }), anEntry({ value: schedule, offsetDays }))];
        const day = Date.parse(skipped.slice(0, 10)) + (ms < 0 ? 0 : DAY_MS);
        const dates = windows.map(({ date }) => date).join();
        return {
          'twelve of them': windows.length === 12,
          'all that follow, in order': dates === datesFrom(day, { weekday, week, offsetDays }).join(),
          'each later than the skipped one': windows.every((window) => window.opensAt > opensAt),
          'each by its own name': windows.every(({ id, date }) => id === `${schedule}@${date}`),
        };
      }),
    ).toEqual({ worlds: 7 * 6 * 2 * 3 * 3, broken: [] });
  });
});

/** Twelve dates from a day on: those whose day, before the offset, is this weekday in this week of its month. */
function datesFrom(
  from: number,
  { weekday, week, offsetDays }: { weekday: string; week: number | undefined; offsetDays: number },
): string[] {
  const dates: string[] = [];
  for (let day = from; dates.length < 12; day += DAY_MS) {
    const anchor = new Date(day - offsetDays * DAY_MS);
    const inWeek = week === undefined || Math.ceil(anchor.getUTCDate() / 7) === week;
    if (WEEKDAYS[anchor.getUTCDay()] === weekday && inWeek) dates.push(new Date(day).toISOString().slice(0, 10));
  }
  return dates;
}
