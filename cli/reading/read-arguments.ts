/** Words of the command line that are more than text. What is refused is quoted, with what was wanted. */
import { dayOf } from '../../shared/domain/schedule/civil.ts';
import { instantOf, isZone } from '../../shared/domain/schedule/local-time.ts';
import { parseSchedule, type Schedule } from '../../shared/domain/schedule/schedule.ts';
import { InputError, refuse } from '../input-error.ts';
import { spellZone } from './spell-zone.ts';

/** What is known of clocks outside these years is worth nothing. */
export const YEAR_MIN = 1970;
export const YEAR_MAX = 2999;

export function readSchedule(text: string): Schedule {
  const parsed = parseSchedule(text);
  if (parsed.kind === 'refused') throw new InputError(`Cannot read the schedule: ${parsed.reason}`);
  return parsed.schedule;
}

export function readZone(option: string, text: string): string {
  if (!isZone(text)) throw refuse(option, text, 'an IANA time zone such as Europe/Berlin');
  return spellZone(text);
}

/** Midnight of a date, in a zone. */
export function readMidnight(option: string, text: string, zone: string): Date {
  const wanted = `a date from ${YEAR_MIN} to ${YEAR_MAX} such as 2026-01-31`;
  const year = Number(/^(\d{4})-\d\d-\d\d$/.exec(text)?.[1]);
  if (!(year >= YEAR_MIN && year <= YEAR_MAX) || !isDate(text)) throw refuse(option, text, wanted);
  return instantOf({ date: text, hour: 0 }, zone).instant;
}

export function readWhole(option: string, text: string, { min, max }: { min: number; max: number }): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw refuse(option, text, `a whole number from ${min} to ${max}`);
  return value;
}

function isDate(text: string): boolean {
  try {
    return Number.isInteger(dayOf(text));
  } catch {
    return false;
  }
}
