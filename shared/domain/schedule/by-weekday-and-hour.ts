import { parseSchedule, type Schedule, weekdays } from './schedule.ts';

/** Schedules as a person looks for one: by weekday, hour, and then which one of the month; what is none comes last. */
export function byWeekdayAndHour(values: readonly string[]): string[] {
  return values
    .map((value) => ({ value, rank: rankOf(value) }))
    .sort((a, b) => a.rank - b.rank || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value);
}

function rankOf(value: string): number {
  const parsed = parseSchedule(value);
  return parsed.kind === 'schedule' ? placeInWeek(parsed.schedule) : Number.MAX_SAFE_INTEGER;
}

function placeInWeek({ hour, weekday, occurrence }: Schedule): number {
  const nth = occurrence.kind === 'weekly' ? 0 : occurrence.nth;
  return (weekdays.indexOf(weekday) * 24 + hour) * 6 + nth;
}
