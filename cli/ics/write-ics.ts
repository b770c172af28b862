/** Windows as an iCalendar file: any calendar program shows them, and a later file of the same windows replaces them. */
import ICAL from 'ical.js';
import { spellZone } from '../reading/spell-zone.ts';

/** The library does not count the space that a folded line begins with, and the standard wants 75 bytes at most. */
ICAL.foldLength = 74;

export interface CalendarEvent {
  /** Such as `2SATX4@2026-04-25`. */
  readonly window: string;
  readonly zone: string;
  readonly from: Date;
  /** Absent where it is not known. */
  readonly to?: Date;
  readonly summary: string;
  readonly description: string;
}

export interface Calendar {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
  /** When the file is made, which the standard wants on each event. */
  readonly now: Date;
}

export function writeIcs({ name, events, now }: Calendar): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Patchplane//patchplane//EN');
  calendar.addPropertyWithValue('x-wr-calname', name);
  for (const event of events) calendar.addSubcomponent(componentOf(event, now));
  return `${calendar.toString()}\r\n`;
}

/** In UTC, because a local time that comes twice, or not at all, could not be told from another. */
function componentOf({ window, zone, from, to, summary, description }: CalendarEvent, now: Date) {
  const event = new ICAL.Component('vevent');
  // The window in its zone: exported again, by whichever command, it replaces the event that a program has; the same
  // schedule in another zone is another window, and stands beside it.
  event.addPropertyWithValue('uid', `${window.replace('@', '-')}-${spellZone(zone)}@patchplane`);
  event.addPropertyWithValue('dtstamp', timeOf(now));
  event.addPropertyWithValue('dtstart', timeOf(from));
  if (to !== undefined) event.addPropertyWithValue('dtend', timeOf(to));
  event.addPropertyWithValue('summary', summary);
  event.addPropertyWithValue('description', description);
  return event;
}

function timeOf(instant: Date) {
  return ICAL.Time.fromJSDate(instant, true);
}
