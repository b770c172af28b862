/** What a text says in another notation than ours, if it says it wholly and only in one way or two. */
import type { Weekday } from '../schedule/schedule.ts';
import { parseSchedule, type Schedule } from '../schedule/schedule.ts';
import { readCron } from './doctor-cron.ts';
import { type Token, tokensOf } from './doctor-tokens.ts';

/** One thing that the text may say. What it leaves open is undefined. */
export interface Reading {
  readonly weekday: Weekday;
  readonly hour: number | undefined;
  readonly week: number | 'weekly' | undefined;
}

export type TextReading =
  | {
      readonly kind: 'read';
      readonly readings: readonly Reading[];
      /** Slips in the name of the day. */
      readonly slips: number;
    }
  /** It says clearly what no schedule can say, such as 02:30: nothing near to it is meant. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unread' };

export function readText(folded: string): TextReading {
  const cron = readCron(folded);
  if (cron?.kind === 'other' || SAYS_MORE.some((pattern) => pattern.test(folded))) return { kind: 'foreign' };
  if (cron?.kind === 'schedule') return { kind: 'read', readings: [readingOf(cron.schedule)], slips: 0 };

  const tokens = tokensOf(folded);
  const readings = tokens === undefined ? [] : readingsOf(tokens).filter(possible);
  if (tokens === undefined || readings.length === 0) return { kind: 'unread' };
  return {
    kind: 'read',
    readings,
    slips: tokens.reduce((sum, token) => sum + (token.kind === 'day' ? token.slips : 0), 0),
  };
}

export function fits(value: string, { weekday, hour, week }: Reading): boolean {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused') return false;
  const own = readingOf(parsed.schedule);
  return own.weekday === weekday && (hour ?? own.hour) === own.hour && (week ?? own.week) === own.week;
}

/** What a schedule cannot say. */
const SAYS_MORE = [
  /\+\s*\d/, // an offset of days
  /\d[:.](?!00)[0-5]\d/, // a time that is not on the hour
  /\d[-/,]\d+\s*[A-Z]{2}/, // from one hour to another
  /\b(?:EVERY|EACH|JEDEN)\s(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|\d(?:ST|ND|RD|TH|\.))(?!.*\bMONTH\b)/, // a number of weeks
];

function readingOf({ weekday, hour, occurrence }: Schedule): Reading {
  return { weekday, hour, week: occurrence.kind === 'nth' ? occurrence.nth : 'weekly' };
}

/** Which number is the hour, and which the week. What is marked decides; otherwise the hour stands before the day. */
function readingsOf(tokens: readonly Token[]): Reading[] {
  const days = tokens.flatMap((token) => (token.kind === 'day' ? token.weekday : []));
  const [weekday] = days;
  if (weekday === undefined || days.length > 1) return [];

  const dayAt = tokens.findIndex(({ kind }) => kind === 'day');
  const hours = valuesOf(tokens, 'hour');
  const weeks = valuesOf(tokens, 'week');
  const before = valuesOf(tokens.slice(0, dayAt), 'number');
  const after = valuesOf(tokens.slice(dayAt), 'number');
  const bare = [...before, ...after];
  if (hours.length > 1 || weeks.length > 1 || hours.length + weeks.length + bare.length > 2) return [];

  const [hour] = hours;
  const [week] = weeks;
  const [first, second] = bare;
  if (first === undefined) return [{ weekday, hour, week: week ?? (hour === undefined ? undefined : 'weekly') }];
  if (hour !== undefined) return [{ weekday, hour, week: first }];
  if (week !== undefined) return [{ weekday, hour: first, week }];
  if (second === undefined) {
    const weekly: Reading = { weekday, hour: first, week: 'weekly' };
    return before.length === 1 ? [weekly] : [weekly, { weekday, hour: undefined, week: first }];
  }
  if (before.length === 2) return [];
  const inOrder: Reading = { weekday, hour: first, week: second };
  return before.length === 1 ? [inOrder] : [inOrder, { weekday, hour: second, week: first }];
}

function valuesOf(tokens: readonly Token[], kind: 'hour' | 'week' | 'number'): number[] {
  return tokens.flatMap((token) => (token.kind === kind ? token.value : []));
}

function possible({ hour, week }: Reading): boolean {
  const hourExists = hour === undefined || (hour >= 0 && hour <= 23);
  return hourExists && (typeof week !== 'number' || (week >= 1 && week <= 5));
}
