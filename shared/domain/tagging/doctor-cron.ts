/**
 * Cron strings that a schedule can say. Five fields are those of Unix, where Sunday is 0 or 7; six that end with a year,
 * or seven, are those of AWS, where Sunday is 1; six that do not begin with seconds.
 */
import { nths, type Schedule, type Weekday, weekdays } from '../schedule/schedule.ts';

export type CronReading =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  /** Cron, but no weekly or monthly hour. */
  | { readonly kind: 'other' };

interface Fields {
  readonly begin: readonly string[];
  readonly hour: string;
  readonly date: readonly string[];
  readonly day: string;
  readonly sunday: 0 | 1;
}

/** Undefined where the text is no cron string at all. */
export function readCron(folded: string): CronReading | undefined {
  const fields = fieldsOf(folded);
  if (fields === undefined) return undefined;

  const { begin, hour, date, day, sunday } = fields;
  const [, name, week] = /^([A-Z]{3}|\d)(?:#([1-5]))?$/.exec(day) ?? [];
  const weekday = name === undefined ? undefined : weekdayOf(name, sunday);
  const onTheHour = begin.every((field) => /^0+$/.test(field)) && /^\d{1,2}$/.test(hour) && Number(hour) < 24;
  const everyMonth = date.every((field) => field === '*' || field === '?');
  if (weekday === undefined || !onTheHour || !everyMonth) return { kind: 'other' };

  const nth = nths.find((number) => String(number) === week);
  const occurrence = nth === undefined ? ({ kind: 'weekly' } as const) : ({ kind: 'nth', nth } as const);
  return { kind: 'schedule', schedule: { hour: Number(hour), weekday, occurrence } };
}

function fieldsOf(folded: string): Fields | undefined {
  const [, inside = ''] = /^["']?(?:CRON)?\s*\(?\s*([\d\sA-Z*?#,/-]+?)\s*\)?["']?$/.exec(folded) ?? [];
  const all = inside.split(/\s+/);
  if (!/[*?]/.test(inside) || all.length < 5 || all.length > 7) return undefined;

  // With seven, seconds come first and the year last; with six, one of the two, and a year is always open.
  const hasYear = all.length === 7 || (all.length === 6 && /^[*?]$/.test(all[5] ?? ''));
  const hasSeconds = all.length === 7 || (all.length === 6 && !hasYear);
  const hourAt = hasSeconds ? 2 : 1;
  return {
    begin: all.slice(0, hourAt),
    hour: all[hourAt] ?? '',
    date: [...all.slice(hourAt + 1, hourAt + 3), ...all.slice(hourAt + 4)],
    day: all[hourAt + 3] ?? '',
    sunday: hasYear ? 1 : 0,
  };
}

function weekdayOf(name: string, sunday: 0 | 1): Weekday | undefined {
  const byName = weekdays.find((weekday) => weekday === name);
  if (byName !== undefined || !/^\d$/.test(name)) return byName;
  const index = Number(name) - sunday;
  return weekdays[sunday === 0 && index === 7 ? 0 : index];
}
