import { dayOf } from '../civil.ts';
import type { SubjectWindow, Surroundings } from './subject.ts';

/** Days between each window and the next, as far as any of the time between them lies in the stretch. */
export function pausesIn({ from, to }: Surroundings, windows: readonly SubjectWindow[]): number[] {
  return windows.flatMap((window, index) => {
    const next = windows[index + 1];
    if (next === undefined || next.opensAt <= from || window.opensAt >= to) return [];
    return [dayOf(next.date) - dayOf(window.date)];
  });
}
