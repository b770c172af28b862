/**
 * The calendar found again in a stupid way, to hold the linter against: dates by walking every day, clock changes by
 * asking Intl what the local clock shows every half hour. None of the code under test is used.
 */

const DAY_MS = 86_400_000;
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Days of the calendar from one date up to another, which is not among them. */
export function daysFrom(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += DAY_MS)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

/** The dates of a month's nth weekday, or of every one: `datesOf('SATX4', …)`, `datesOf('SAT', …)`. */
export function datesOf(weekdayAndWeek: string, from: string, to: string): string[] {
  const [weekday = '', nth] = weekdayAndWeek.split('X');
  const monthStart = `${from.slice(0, 7)}-01`;
  const seen = new Map<string, number>();
  return daysFrom(monthStart, to).filter((date) => {
    if (WEEKDAYS[new Date(date).getUTCDay()] !== weekday) return false;
    const count = (seen.get(date.slice(0, 7)) ?? 0) + 1;
    seen.set(date.slice(0, 7), count);
    return date >= from && (nth === undefined || count === Number(nth));
  });
}

export function daysBetween(date: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(date)) / DAY_MS);
}

export interface WalkedClock {
  /** How often the local clock shows that full hour of that date: once, unless the clocks change. */
  readonly timesShown: (date: string, hour: number) => number;
}

/** Walks every half hour around the dates, which meets every full hour where offsets count half hours at the finest. */
export function clockOf(zone: string, dates: readonly string[]): WalkedClock {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const instants = new Set<number>();
  for (const date of dates)
    for (let halfHour = -28; halfHour < 72; halfHour += 1) instants.add(Date.parse(date) + halfHour * 1_800_000);

  const shown = new Map<string, number>();
  for (const instant of instants) {
    const wall = clock.format(instant);
    shown.set(wall, (shown.get(wall) ?? 0) + 1);
  }
  return { timesShown: (date, hour) => shown.get(`${date} ${String(hour).padStart(2, '0')}:00`) ?? 0 };
}
