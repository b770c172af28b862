/**
 * A Change Calendar: iCalendar text whose events open or close what is otherwise the other way round.
 *
 *   K1. `X-CALENDAR-TYPE` says what holds outside the events; a text that says neither is refused.
 *   K2. Events are half-open, may repeat, and count once where they overlap or touch.
 *   K3. A time without a zone is UTC. A named zone is the one that the text itself describes (VTIMEZONE).
 */
import ICAL from 'ical.js';

export type CalendarState = 'OPEN' | 'CLOSED';

export interface ChangeCalendar {
  /** Outside all events. */
  readonly otherwise: CalendarState;
  readonly events: readonly ICAL.Event[];
}

export interface StateAt {
  readonly state: CalendarState;
  /** When the state changes next; absent if it never does, as far as anybody looks ahead. */
  readonly nextTransition: Date | undefined;
}

const DEFAULTS: Readonly<Record<string, CalendarState>> = { DEFAULT_OPEN: 'OPEN', DEFAULT_CLOSED: 'CLOSED' };
/** A calendar that repeats for ever is looked at for this long; AWS does not say how far it looks. */
const AHEAD_MS = 366 * 24 * 3_600_000;
/** Occurrences of one event before its text is taken for a mistake: ten years, hour by hour. */
const OCCURRENCES_MAX = 100_000;

/** Throws an error that says what is wrong with the text. */
export function parseChangeCalendar(text: string): ChangeCalendar {
  const component = new ICAL.Component(ICAL.parse(text));
  if (component.name !== 'vcalendar') throw new Error(`it is a ${component.name}, wanted VCALENDAR`);
  const type = String(component.getFirstPropertyValue('x-calendar-type') ?? 'missing');
  const otherwise = DEFAULTS[type];
  if (otherwise === undefined) throw new Error(`X-CALENDAR-TYPE is ${type}, wanted DEFAULT_OPEN or DEFAULT_CLOSED`); // K1
  const events = component.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  for (const event of events) if (event.startDate === null) throw new Error('an event has no DTSTART');
  return { otherwise, events };
}

export function stateAt({ otherwise, events }: ChangeCalendar, at: Date): StateAt {
  const spans = merged(events.flatMap((event) => spansOf(event, at)));
  const around = spans.find(({ from, to }) => from <= at && at < to);
  if (around !== undefined) return { state: opposite(otherwise), nextTransition: around.to };
  return { state: otherwise, nextTransition: spans.find(({ from }) => from > at)?.from };
}

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Those that end after `at`, as far ahead as anybody looks. */
function spansOf(event: ICAL.Event, at: Date): Span[] {
  if (!event.isRecurring()) return [spanOf(event.startDate, event.endDate)].filter(({ to }) => to > at);
  const until = new Date(at.getTime() + AHEAD_MS);
  const spans: Span[] = [];
  const starts = event.iterator();
  for (let looked = 0; looked < OCCURRENCES_MAX; looked += 1) {
    const start = starts.next();
    if (start === null || start === undefined || instantOf(start) > until) return spans;
    const { startDate, endDate } = event.getOccurrenceDetails(start);
    const span = spanOf(startDate, endDate);
    if (span.to > at) spans.push(span);
  }
  throw new Error(`event ${event.summary} repeats more than ${OCCURRENCES_MAX} times before ${until.toISOString()}`);
}

function spanOf(start: ICAL.Time, end: ICAL.Time): Span {
  return { from: instantOf(start), to: instantOf(end) };
}

/** K3. `toJSDate` of a floating time would be in the zone of this process. */
function instantOf(time: ICAL.Time): Date {
  return new Date(time.toUnixTime() * 1000);
}

/** K2 */
function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.from.getTime() - other.from.getTime())) {
    const last = whole.at(-1);
    if (last === undefined || last.to < span.from) whole.push(span);
    else if (last.to < span.to) whole[whole.length - 1] = { from: last.from, to: span.to };
  }
  return whole;
}

function opposite(state: CalendarState): CalendarState {
  return state === 'OPEN' ? 'CLOSED' : 'OPEN';
}
