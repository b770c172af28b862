/** Dates and schedules as people say them. English, as the rest of the project. */
import { dayOf, dayOfMonth, daysUntil } from '../../shared/domain/schedule/civil.ts';
import type { Schedule, Weekday } from '../../shared/domain/schedule/schedule.ts';
import { mondayDistance } from './month-weeks.ts';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** In the order of a calendar's columns. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const ORDINALS = ['', '1st', '2nd', '3rd', '4th', '5th'] as const;

/** A catalogue entry allows no more. */
const OFFSET_DAYS_MAX = 27;

/** `29 Mar`. */
export function dayAndMonth(date: string): string {
  return `${dayOfMonth(dayOf(date))} ${MONTHS[Number(date.slice(5, 7)) - 1]?.slice(0, 3)}`;
}

/** `Sun 29 Mar`. */
export function weekdayAndDate(date: string): string {
  return `${DAYS[mondayDistance(dayOf(date))]?.slice(0, 3)} ${dayAndMonth(date)}`;
}

/** `4th Saturday`, `every Sunday`, `2nd Tuesday +4 days`. */
export function scheduleWords({ weekday, occurrence }: Schedule, offsetDays: number): string {
  const which = occurrence.kind === 'weekly' ? 'every' : ORDINALS[occurrence.nth];
  const shift = offsetDays === 0 ? '' : ` +${offsetDays} day${offsetDays === 1 ? '' : 's'}`;
  return `${which} ${nameOf(weekday)}${shift}`;
}

/** How far a window lies behind the day that its schedule names; undefined if no entry could put it there. */
export function offsetDaysOf({ weekday, occurrence }: Schedule, date: string): number | undefined {
  const day = dayOf(date);
  for (let offset = 0; offset <= OFFSET_DAYS_MAX; offset += 1) {
    const anchor = day - offset;
    if (daysUntil(weekday, anchor) !== 0) continue;
    if (occurrence.kind === 'weekly' || Math.ceil(dayOfMonth(anchor) / 7) === occurrence.nth) return offset;
  }
  return undefined;
}

function nameOf(weekday: Weekday): string {
  return DAYS.find((name) => name.slice(0, 3).toUpperCase() === weekday) ?? weekday;
}
