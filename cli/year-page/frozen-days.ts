/**
 * Freezes on a calendar of days: a day is frozen if any part of it lies inside a freeze, in the zone by which most windows
 * go. That can differ from a window's own mark at a freeze's edges, and for schedules that it does not hold for; the mark
 * is the truth.
 */
import { dateOf, dayOf } from '../../shared/domain/schedule/civil.ts';
import type { Freeze } from '../../shared/domain/schedule/lint/lint-input.ts';
import { localDateOf } from '../../shared/domain/schedule/local-time.ts';

export interface FrozenStretch {
  readonly calendar: string;
  /** Local dates, both included, within the year. */
  readonly first: string;
  readonly last: string;
}

/** Those that touch the year, cut at its ends, in order. */
export function frozenStretches(freezes: readonly Freeze[], { year, zone }: { year: number; zone: string }) {
  const [start, end] = [`${year}-01-01`, `${year}-12-31`];
  return freezes
    .filter(({ from, to }) => from < to)
    .map(({ calendar, from, to }): FrozenStretch => {
      const first = localDateOf(from, zone);
      const last = localDateOf(new Date(to.getTime() - 1), zone); // Half-open: a freeze until midnight ends the day before.
      return { calendar, first: first < start ? start : first, last: last > end ? end : last };
    })
    .filter(({ first, last }) => first <= last)
    .sort((a, b) => (a.first < b.first ? -1 : 1));
}

/** The names of the freezes of each frozen day. */
export function frozenDays(stretches: readonly FrozenStretch[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const { calendar, first, last } of stretches) {
    for (let day = dayOf(first); day <= dayOf(last); day += 1) {
      const date = dateOf(day);
      days.set(date, [...(days.get(date) ?? []), calendar]);
    }
  }
  return days;
}
