import { type KnownWindow, lastStartAt } from './decide-windows.ts';

/**
 * The windows under way of which a sweep has to ask whether a calendar has closed over them since they opened: only those
 * that may still begin something, and that a freeze concerns at all.
 */
export function calendarsToWatch(known: readonly KnownWindow[], now: Date): KnownWindow[] {
  return known.filter(
    ({ window, entry, emergency, stopped, cells }) =>
      entry.calendars.length > 0 &&
      emergency === undefined &&
      stopped === undefined &&
      cells.some(({ settled }) => !settled) &&
      now < lastStartAt(window),
  );
}
