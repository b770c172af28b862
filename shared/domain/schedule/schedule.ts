/**
 * A schedule as a node carries it in its tag: `2SATX4` is 02:00 on the fourth Saturday of the month, `22FRI` is 22:00
 * every Friday. There are 24 × 7 × 6 = 1,008 of them.
 *
 *   G1. A schedule has exactly one spelling, so that tags, parameters, queries and window ids match as plain text.
 *   G2. What is refused is refused with the position where reading stopped and what was wanted there.
 */

export const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
export type Weekday = (typeof weekdays)[number];

export const nths = [1, 2, 3, 4, 5] as const;
export type Nth = (typeof nths)[number];

export interface Schedule {
  /** 0 to 23, in the zone of the catalogue entry. */
  readonly hour: number;
  readonly weekday: Weekday;
  readonly occurrence: Occurrence;
}

/** `nth` counts that weekday within its month; the fifth exists in four or five months of a year. */
export type Occurrence = { readonly kind: 'weekly' } | { readonly kind: 'nth'; readonly nth: Nth };

export interface Refusal {
  readonly kind: 'refused';
  /** Counted from 0; the length of the text if it ended too early. */
  readonly position: number;
  readonly reason: string;
}

export function parseSchedule(text: string): { readonly kind: 'schedule'; readonly schedule: Schedule } | Refusal {
  const digits = /^\d{0,2}/.exec(text)?.[0] ?? '';
  const hour = Number(digits);
  if (digits === '' || hour > 23) return refuse(text, 0, digits.length, 'an hour from 0 to 23');
  if (digits !== String(hour)) return refuse(text, 0, 2, 'an hour without a leading zero'); // G1

  const weekdayAt = digits.length;
  const weekday = weekdays.find((name) => text.startsWith(name, weekdayAt));
  if (weekday === undefined) return refuse(text, weekdayAt, 3, `a weekday in capitals: ${weekdays.join(', ')}`);

  const markAt = weekdayAt + weekday.length;
  if (text.length === markAt) return { kind: 'schedule', schedule: { hour, weekday, occurrence: { kind: 'weekly' } } };
  if (text[markAt] !== 'X') return refuse(text, markAt, 1, 'the end, or X and the number of the week');

  const nthAt = markAt + 1;
  const nth = nths.find((number) => text[nthAt] === String(number));
  if (nth === undefined) return refuse(text, nthAt, 1, 'the number of the week, 1 to 5');
  if (text.length > nthAt + 1) return refuse(text, nthAt + 1, 1, 'the end');

  return { kind: 'schedule', schedule: { hour, weekday, occurrence: { kind: 'nth', nth } } };
}

export function printSchedule({ hour, weekday, occurrence }: Schedule): string {
  return occurrence.kind === 'weekly' ? `${hour}${weekday}` : `${hour}${weekday}X${occurrence.nth}`;
}

/** The same schedule as EventBridge Scheduler and maintenance windows would have it: weekdays count from SUN = 1. */
export function toAwsCron({ hour, weekday, occurrence }: Schedule): string {
  const dayOfWeek = weekdays.indexOf(weekday) + 1;
  return `cron(0 ${hour} ? * ${dayOfWeek}${occurrence.kind === 'weekly' ? '' : `#${occurrence.nth}`} *)`;
}

/** A tag value has at most 256 characters, and a refusal has to fit a notice. */
const QUOTED_CHARACTERS_MAX = 64;

function refuse(text: string, position: number, length: number, wanted: string): Refusal {
  const found = text.slice(position, position + Math.max(length, 1));
  const here = found === '' ? 'ends' : `has ${JSON.stringify(found)}`;
  const whole = text.length > QUOTED_CHARACTERS_MAX ? `${text.slice(0, QUOTED_CHARACTERS_MAX)}…` : text;
  return {
    kind: 'refused',
    position,
    reason: `${JSON.stringify(whole)} is not a schedule: at position ${position} it ${here}, wanted ${wanted}.`,
  };
}
