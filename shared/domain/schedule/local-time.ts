/**
 * Local time in an IANA zone. One rule covers both clock changes: a local time falls on the first instant at which the
 * local clock does not show less. So
 *
 *   L1. a local time that exists once is that instant;
 *   L2. one that exists twice is the first of the two;
 *   L3. one that does not exist is the first instant after the gap.
 */
import { dateOf, dayOf } from './civil.ts';

export type ClockChange = 'exact' | 'gap' | 'overlap';

export interface LocalHour {
  /** Such as `2026-04-25`. */
  readonly date: string;
  readonly hour: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function instantOf({ date, hour }: LocalHour, zone: string): { instant: Date; kind: ClockChange } {
  // As if the zone were UTC; the true instant lies less than a day to either side, even across Samoa's missing Friday.
  const wall = dayOf(date) * DAY_MS + hour * HOUR_MS;
  const offsetBefore = offsetMs(wall - DAY_MS, zone);
  const offsetAfter = offsetMs(wall + DAY_MS, zone);

  const first = wall - offsetBefore;
  const second = wall - offsetAfter;
  const firstShown = offsetMs(first, zone) === offsetBefore;
  const secondShown = offsetMs(second, zone) === offsetAfter;

  if (firstShown) return { instant: new Date(first), kind: secondShown && second > first ? 'overlap' : 'exact' }; // L1, L2
  if (secondShown) return { instant: new Date(second), kind: 'exact' }; // L1
  return { instant: new Date(firstInstantWith(offsetAfter, { from: second, to: first, zone })), kind: 'gap' }; // L3
}

export function localDateOf(instant: Date, zone: string): string {
  return dateOf(Math.floor((instant.getTime() + offsetMs(instant.getTime(), zone)) / DAY_MS));
}

/** `2026-01-24T02:00:00+01:00`. */
export function formatLocal(instant: Date, zone: string): string {
  const offset = offsetMs(instant.getTime(), zone);
  const wall = new Date(instant.getTime() + offset).toISOString().slice(0, 19);
  const size = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `${wall}${offset < 0 ? '-' : '+'}${size}`;
}

export function isZone(zone: string): boolean {
  return offsetFormat(zone) !== undefined;
}

/** The moment of a clock change: halves until both sides are a second apart, as no zone changes within one. */
function firstInstantWith(offset: number, { from, to, zone }: { from: number; to: number; zone: string }): number {
  let [before, after] = [from, to];
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (offsetMs(middle, zone) === offset) after = middle;
    else before = middle;
  }
  return after;
}

/** Local time less UTC. */
function offsetMs(instant: number, zone: string): number {
  const format = offsetFormat(zone);
  if (format === undefined) {
    throw new Error(`Unknown zone: ${JSON.stringify(zone)}, wanted an IANA name like Europe/Berlin`);
  }
  const text = format.format(instant);
  const written = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (written === null) throw new Error(`Cannot read the offset of ${zone}: "${text}", wanted one like GMT+05:45`);

  const [, sign, hours = 0, minutes = 0, seconds = 0] = written;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (sign === '-' ? -size : size) * 1000;
}

/** To build a format takes fifty times as long as to use it. There are some 600 zones, so this cannot grow without end. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** Undefined where there is no such zone. */
function offsetFormat(zone: string): Intl.DateTimeFormat | undefined {
  const known = offsetFormats.get(zone);
  if (known !== undefined) return known;

  // Some engines take offsets such as `+01:00` as zones too, but those know of no clock change.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    offsetFormats.set(zone, format);
    return format;
  } catch {
    return undefined;
  }
}
