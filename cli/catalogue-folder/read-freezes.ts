/**
 * The freezes of a calendar file: every event is one, and every repetition of it.
 *
 *   F1. A time counts in UTC, in the zone that it names, or in that of the calendar (X-WR-TIMEZONE). One without any
 *       would mean another instant on every machine, and is refused.
 *   F2. An event on whole days begins and ends at midnight of the calendar's zone.
 *   F3. What says that it is closed unless an event opens it (X-CALENDAR-TYPE) means the opposite, and is refused.
 */
import ICAL from 'ical.js';
import type { Freeze } from '../../shared/domain/schedule/lint/lint-input.ts';
import { InputError, messageOf } from '../input-error.ts';
import { instantOfTime } from './instant-of-time.ts';

/** Repetitions are followed until here; nobody plans a freeze for later. */
const HORIZON = new Date('2100-01-01T00:00:00Z');

/** A daily freeze of ten years. More is a rule that has lost its end. */
const FREEZES_MAX = 3660;

export function readFreezes(file: string, calendar: string, text: string): Freeze[] {
  const root = parse(file, text);
  const type = String(root.getFirstPropertyValue('x-calendar-type') ?? 'DEFAULT_OPEN');
  if (type !== 'DEFAULT_OPEN') {
    throw new InputError(`Cannot read ${file}: X-CALENDAR-TYPE is ${JSON.stringify(type)}, wanted DEFAULT_OPEN`); // F3
  }
  const zone = root.getFirstPropertyValue('x-wr-timezone');
  const calendarZone = zone === null ? undefined : String(zone);

  const components = root.getAllSubcomponents('vevent').filter((event) => !isCancelled(event));
  const moved = components.filter((event) => event.hasProperty('recurrence-id'));
  return components
    .filter((event) => !event.hasProperty('recurrence-id'))
    .flatMap((component) => {
      const uid = component.getFirstPropertyValue('uid');
      const exceptions = moved.filter((other) => other.getFirstPropertyValue('uid') === uid);
      return freezesOf(new ICAL.Event(component, { exceptions }), { file, calendar, calendarZone });
    })
    .sort((one, other) => one.from.getTime() - other.from.getTime());
}

interface Origin {
  readonly file: string;
  readonly calendar: string;
  readonly calendarZone: string | undefined;
}

function freezesOf(event: ICAL.Event, origin: Origin): Freeze[] {
  const { file } = origin;
  const name = event.summary ?? event.uid ?? 'an event';
  if (!event.component.hasProperty('dtstart')) {
    throw new InputError(`Cannot read ${file}: ${JSON.stringify(name)} has no DTSTART, wanted when it begins`);
  }
  if (!event.isRecurring()) return [freezeOf(event, event.startDate, event.endDate, origin)];

  const freezes: Freeze[] = [];
  const repetitions = event.iterator();
  for (let next = repetitions.next(); next; next = repetitions.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    const freeze = freezeOf(item, startDate, endDate, origin);
    if (freeze.from >= HORIZON) break;
    freezes.push(freeze);
    if (freezes.length > FREEZES_MAX) {
      throw new InputError(
        `Cannot read ${file}: ${JSON.stringify(name)} comes more than ${FREEZES_MAX} times before ${HORIZON.getUTCFullYear()}, wanted an UNTIL or a COUNT`,
      );
    }
  }
  return freezes;
}

function freezeOf(
  event: ICAL.Event,
  start: ICAL.Time,
  end: ICAL.Time,
  { file, calendar, calendarZone }: Origin,
): Freeze {
  const begins = event.component.getFirstProperty('dtstart');
  // An event without an end of its own has a length, which starts where it starts.
  const ends = event.component.getFirstProperty('dtend') ?? begins;
  const from = instantOfTime(file, { time: start, property: begins, calendarZone });
  const to = instantOfTime(file, { time: end, property: ends, calendarZone });
  if (from >= to) {
    throw new InputError(
      `Cannot read ${file}: ${JSON.stringify(event.summary)} ends at ${end.toString()}, wanted a time after its beginning, ${start.toString()}`,
    );
  }
  return { calendar, from, to };
}

function parse(file: string, text: string): ICAL.Component {
  try {
    const root = ICAL.Component.fromString(text);
    if (root.name === 'vcalendar') return root;
  } catch (error) {
    throw new InputError(`Cannot read ${file}: it is no iCalendar file: ${messageOf(error)}`, { cause: error });
  }
  throw new InputError(`Cannot read ${file}: it is no iCalendar file, wanted BEGIN:VCALENDAR`);
}

function isCancelled(event: ICAL.Component): boolean {
  return event.getFirstPropertyValue('status') === 'CANCELLED';
}
