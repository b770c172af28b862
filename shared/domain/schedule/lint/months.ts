/** Calendar months, written `2026-04`, which sorts as text. */
import { dateOf, dayOf } from '../civil.ts';

export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** The months whose first day, in UTC, lies in [from, to): in ten years 120, whatever day of the month they begin on. */
export function monthsBetween({ from, to }: { readonly from: Date; readonly to: Date }): string[] {
  const months: string[] = [];
  for (let index = 0; ; index += 1) {
    const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + index, 1));
    if (first >= to) return months;
    if (first >= from) months.push(monthOf(first.toISOString()));
  }
}

export function monthBefore(month: string): string {
  return monthOf(dateOf(dayOf(`${month}-01`) - 1));
}
