/** A month as a calendar shows it: weeks from Monday to Sunday, so that a weekend stands together. */
import { dateOf, dayOf, daysUntil } from '../../shared/domain/schedule/civil.ts';

/** Dates such as `2026-03-10`, and undefined before the first and after the last. */
export type Week = readonly (string | undefined)[];

/** The month counts from 1. */
export function monthWeeks(year: number, month: number): Week[] {
  const first = dayOf(monthStart(year, month));
  const next = month === 12 ? dayOf(monthStart(year + 1, 1)) : dayOf(monthStart(year, month + 1));
  const weeks: Week[] = [];
  for (let monday = first - mondayDistance(first); monday < next; monday += 7) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => monday + index).map((day) =>
        day < first || day >= next ? undefined : dateOf(day),
      ),
    );
  }
  return weeks;
}

/** How many days ago it was Monday: 0 on a Monday, 6 on a Sunday. */
export function mondayDistance(day: number): number {
  return 6 - daysUntil('SUN', day);
}

function monthStart(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}
