/**
 * Civil dates: days of the calendar without a zone. A date is written `2026-04-25`; counted, it is the number of days
 * since 1970-01-01, on which all arithmetic is plain addition.
 */
import { type Weekday, weekdays } from './schedule.ts';

const DAY_MS = 86_400_000;

/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_DAY_ZERO = weekdays.indexOf('THU');

export function dayOf(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  if (!Number.isInteger(day) || dateOf(day) !== date) {
    throw new Error(`Cannot read date: ${JSON.stringify(date)} is no day of the calendar, wanted one like 2026-04-25`);
  }
  return day;
}

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 if the day is that weekday, otherwise how many days until the next one. */
export function daysUntil(weekday: Weekday, day: number): number {
  const difference = weekdays.indexOf(weekday) - WEEKDAY_OF_DAY_ZERO - day;
  return ((difference % 7) + 7) % 7; // The remainder of a negative number is negative.
}

/** 1 to 31. */
export function dayOfMonth(day: number): number {
  return new Date(day * DAY_MS).getUTCDate();
}
