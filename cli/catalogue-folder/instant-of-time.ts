import type ICAL from 'ical.js';
import { instantOf, isZone } from '../../shared/domain/schedule/local-time.ts';
import { InputError, refuse } from '../input-error.ts';

export interface WrittenTime {
  readonly time: ICAL.Time;
  /** Where it stands, or where what it was computed from stands. */
  readonly property: ICAL.Property | null;
  readonly calendarZone: string | undefined;
}

/** The instant that a time of an iCalendar file means (F1, F2 of `readFreezes`). */
export function instantOfTime(file: string, { time, property, calendarZone }: WrittenTime): Date {
  const name = (property?.name ?? 'a time').toUpperCase();
  refuseImpossible(file, name, property);
  const named = property?.getFirstParameter('tzid');
  if (time.zone?.tzid === 'UTC') return time.toJSDate();

  const zone = named === undefined ? calendarZone : named;
  if (zone !== undefined && isZone(zone)) {
    // Minutes count from the hour as it was before a clock change, which is what iCalendar wants in a gap.
    const date = [pad(time.year, 4), pad(time.month, 2), pad(time.day, 2)].join('-');
    const hour = instantOf({ date, hour: time.isDate ? 0 : time.hour }, zone).instant;
    return time.isDate ? hour : new Date(hour.getTime() + (time.minute * 60 + time.second) * 1000);
  }
  // The file may define the zone that it names, as mail programs do.
  if (named !== undefined && time.zone !== null && time.zone?.tzid === named) return time.toJSDate();
  if (named !== undefined) throw refuse(`${file}: the zone of ${name}`, named, 'an IANA zone such as Europe/Berlin');
  if (zone !== undefined) throw refuse(`${file}: X-WR-TIMEZONE`, zone, 'an IANA zone such as Europe/Berlin');
  throw new InputError(
    `Cannot read ${file}: ${name} is ${time.toString()} and names no zone, wanted one in UTC (…Z), with a TZID, or X-WR-TIMEZONE in the calendar`,
  );
}

/** The library takes the 31st of February for the 3rd of March. */
function refuseImpossible(file: string, name: string, property: ICAL.Property | null): void {
  const written = property?.toJSON()[3];
  const meant = property?.getFirstValue()?.toString();
  if (written !== undefined && written !== meant) throw refuse(`${file}: ${name}`, written, 'a time that exists');
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
