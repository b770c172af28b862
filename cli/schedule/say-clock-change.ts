import { formatLocal } from '../../shared/domain/schedule/local-time.ts';
import type { Opening } from '../../shared/domain/schedule/occurrences.ts';
import { fullHour } from './describe-schedule.ts';

/** What the clock did to an opening, in a sentence; undefined where it did nothing. */
export function sayClockChange(
  { date, instant, clockChange }: Opening,
  hour: number,
  zone: string,
): string | undefined {
  const shown = formatLocal(instant, zone);
  const time = fullHour(hour);
  switch (clockChange) {
    case 'exact':
      return undefined;
    case 'gap': {
      const at = shown.startsWith(date) ? shown.slice(11, 16) : `${shown.slice(11, 16)} on ${shown.slice(0, 10)}`;
      return `On ${date}, ${time} did not exist in ${zone}: the clocks went forward, and the window opens at ${at}, the first instant after the gap.`;
    }
    case 'overlap':
      return `On ${date}, ${time} came twice in ${zone}: the clocks went back, and the window opens at the first, ${shown}.`;
  }
}
