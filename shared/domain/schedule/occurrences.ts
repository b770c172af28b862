/**
 * When a schedule comes round. The nominal date is decided on the calendar alone (weekday, week of the month, offset);
 * only then does the zone turn date and hour into an instant, so that no clock change can shift a window by a day.
 */
import { dateOf, dayOf, dayOfMonth, daysUntil } from './civil.ts';
import { type ClockChange, instantOf, localDateOf } from './local-time.ts';
import type { Schedule } from './schedule.ts';

export interface Recurrence {
  readonly schedule: Schedule;
  /** IANA name. */
  readonly zone: string;
  /** Moves the nominal date: `4TUEX2` plus 4 is the Saturday after Patch Tuesday. */
  readonly offsetDays: number;
}

export interface Opening {
  /** The nominal local date, offset included. */
  readonly date: string;
  readonly instant: Date;
  readonly clockChange: ClockChange;
}

/** The openings in [from, to), in order. */
export function* occurrences({ from, to, ...recurrence }: Recurrence & { from: Date; to: Date }): Generator<Opening> {
  for (const opening of openings(recurrence, from)) {
    if (opening.instant >= to) return;
    yield opening;
  }
}

/** The first opening later than an instant; one at that very instant is not next any more. */
export function nextOccurrence(recurrence: Recurrence, after: Date): Opening {
  return openings(recurrence, new Date(after.getTime() + 1)).next().value;
}

function* openings({ schedule, zone, offsetDays }: Recurrence, from: Date): Generator<Opening, never> {
  // A date that the local calendar skips opens on the day after it.
  const start = dayOf(localDateOf(from, zone)) - 1 - offsetDays;
  for (let day = start + daysUntil(schedule.weekday, start); ; day += 7) {
    if (!isInWeek(day, schedule)) continue;

    const date = dateOf(day + offsetDays);
    const { instant, kind } = instantOf({ date, hour: schedule.hour }, zone);
    if (instant >= from) yield { date, instant, clockChange: kind };
  }
}

/** The first of a weekday falls on day 1 to 7 of the month, the second on 8 to 14, and so on. */
function isInWeek(day: number, { occurrence }: Schedule): boolean {
  return occurrence.kind === 'weekly' || Math.ceil(dayOfMonth(day) / 7) === occurrence.nth;
}
