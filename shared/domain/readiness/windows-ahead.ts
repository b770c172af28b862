import type { Catalogue, CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { nextOccurrence } from '../schedule/occurrences.ts';
import { parseSchedule } from '../schedule/schedule.ts';
import { windowOf, windowsBetween } from '../schedule/window.ts';
import type { ComingWindow } from './observation.ts';

/** So long before a window its owners are told what is not ready. */
const AHEAD_HOURS = 24;

const HOUR_MS = 3_600_000;

/** The nominal date of a window is within so many days of the instant at which it opens. */
const DATE_DAYS = 2;

/** The windows that open within a day, and have not opened. A catalogue that could not be read names none: a later sweep asks. */
export function windowsAhead(catalogue: Catalogue, now: Date): ComingWindow[] {
  if (catalogue.kind === 'unread') return [];
  const until = new Date(now.getTime() + AHEAD_HOURS * HOUR_MS + 1);
  return catalogue.entries.flatMap((entry) => {
    const windows = windowsBetween([[entry.value, entry]], new Date(now.getTime() + 1), until);
    return [...windows].map((window) => ({ window, entry }));
  });
}

/** The next window of every schedule in force, in order of their opening. */
export function nextWindows({ entries }: Extract<Catalogue, { kind: 'read' }>, now: Date): ComingWindow[] {
  return entries
    .flatMap((entry) => nextWindow(entry, now))
    .sort((one, other) => one.window.opensAt.getTime() - other.window.opensAt.getTime());
}

function nextWindow(entry: CatalogueEntry, now: Date): ComingWindow[] {
  const parsed = parseSchedule(entry.value);
  if (parsed.kind === 'refused') return [];
  const { zone, offsetDays } = entry;
  const opening = nextOccurrence({ schedule: parsed.schedule, zone, offsetDays }, now);
  return [{ window: windowOf(entry.value, entry, opening), entry }];
}

/** The window of an id, by the entry in force; nothing where the catalogue has no such window. */
export function plannedWindow(
  { entries }: Extract<Catalogue, { kind: 'read' }>,
  windowId: string,
): ComingWindow | undefined {
  const [schedule = '', date = ''] = windowId.split('@');
  const entry = entries.find(({ value }) => value === schedule);
  const day = Date.parse(`${date.slice(0, 'YYYY-MM-DD'.length)}T00:00:00Z`);
  if (entry === undefined || Number.isNaN(day)) return undefined;
  const around = DATE_DAYS * 24 * HOUR_MS;
  const windows = windowsBetween([[entry.value, entry]], new Date(day - around), new Date(day + around));
  const window = [...windows].find(({ id }) => id === windowId);
  return window && { window, entry };
}
