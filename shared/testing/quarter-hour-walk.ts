/**
 * A second, stupid way to find when a schedule opens, which shares nothing with the first: walk every quarter of an
 * hour, ask Intl what the local clock shows, and take the first at which it shows no less than the nominal time. No
 * clock of this century changes at anything but a quarter of an hour.
 */
const QUARTER_MS = 900_000;
const DAY_MS = 96 * QUARTER_MS;
const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export interface Walk {
  readonly begin: number;
  /** What the local clock shows at each quarter of an hour, as `2026-04-25 02:15`: it sorts as text. */
  readonly walls: readonly string[];
}

export interface PlainSchedule {
  readonly hour: number;
  /** Such as `SAT`. */
  readonly weekday: string;
  /** Undefined for every week. */
  readonly week: number | undefined;
  readonly offsetDays: number;
}

export interface WalkedOpening {
  readonly date: string;
  readonly instant: string;
  readonly clockChange: 'exact' | 'gap' | 'overlap';
}

export function walkQuarterHours({ zone, from, to }: { zone: string; from: Date; to: Date }): Walk {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const walls: string[] = [];
  for (let at = from.getTime(); at < to.getTime(); at += QUARTER_MS) walls.push(clock.format(at));
  return { begin: from.getTime(), walls };
}

/** Those of which the nominal date, a month at either end left out, lies within the walk. */
export function walkedOpenings({ begin, walls }: Walk, schedule: PlainSchedule): WalkedOpening[] {
  const end = begin + walls.length * QUARTER_MS;
  return nominalDates(schedule, begin, end).map((date) => {
    const nominal = `${date} ${String(schedule.hour).padStart(2, '0')}:00`;
    let at = (Date.parse(date) - begin - DAY_MS) / QUARTER_MS; // No zone is a day ahead of UTC.
    while ((walls[at] ?? '~') < nominal) at += 1;

    const shown = walls.slice(at, at + 200).filter((wall) => wall === nominal).length;
    const clockChange = shown === 0 ? 'gap' : shown === 1 ? 'exact' : 'overlap';
    return { date, instant: new Date(begin + at * QUARTER_MS).toISOString(), clockChange };
  });
}

const MONTH_MS = 31 * DAY_MS;

/** Counts weekdays from the first of each month. */
function nominalDates({ weekday, week, offsetDays }: PlainSchedule, begin: number, end: number): string[] {
  const first = new Date(begin);
  const dates: string[] = [];
  for (let month = 0; Date.UTC(first.getUTCFullYear(), month, 1) < end; month += 1) {
    let seen = 0;
    for (let day = 1; day <= 31; day += 1) {
      const anchor = new Date(Date.UTC(first.getUTCFullYear(), month, day));
      if (anchor.getUTCMonth() !== month % 12 || NAMES[anchor.getUTCDay()] !== weekday) continue;
      seen += 1;
      const nominal = anchor.getTime() + offsetDays * DAY_MS;
      if (week !== undefined && week !== seen) continue;
      if (nominal >= begin + MONTH_MS && nominal < end - MONTH_MS)
        dates.push(new Date(nominal).toISOString().slice(0, 10));
    }
  }
  return dates;
}
