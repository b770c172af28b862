/** The windows that the catalogue makes, and those that somebody asked for. */
import { parseSchedule } from '../../shared/domain/schedule/schedule.ts';
import { type Window, windowsBetween } from '../../shared/domain/schedule/window.ts';
import { type Entry, entriesOf } from './catalogue.ts';
import type { Evidence } from './evidence.ts';
import { requestsOf } from './intents.ts';

export interface OwedWindow extends Window {
  readonly entry: Entry;
  /** A window of a patch-now request: it stands above gates and freezes. */
  readonly emergency: boolean;
}

const HOUR_MS = 3_600_000;
/** A window may have opened before the run began; none is longer than a day. */
const BEFORE_MS = 24 * HOUR_MS;
/** From a request to its admission: the event, the function's queue, and its two retries. */
const ADMISSION_MS = 10 * 60_000;

/** Those of the catalogue, by id. */
export function windowsOf(evidence: Evidence): ReadonlyMap<string, OwedWindow> {
  const { organization, now } = evidence;
  const entries = entriesOf(evidence);
  const schedules = [...entries].filter(([value]) => parseSchedule(value).kind === 'schedule');
  const from = new Date(organization.from.getTime() - BEFORE_MS);
  const windows = new Map<string, OwedWindow>();
  for (const window of windowsBetween(schedules, from, now)) {
    const entry = entries.get(window.schedule);
    if (entry !== undefined) windows.set(window.id, { ...window, entry, emergency: false });
  }
  return windows;
}

/** `2SAT@2026-03-07+1a2b3c4d`: the window of the request whose id begins so; undefined if nobody asked for it. */
export function emergencyOf(evidence: Evidence, id: string): OwedWindow | undefined {
  const [, schedule = '', date = '', requestId = ''] = /^(.+)@(\d{4}-\d\d-\d\d)\+([0-9a-f]{8})$/.exec(id) ?? [];
  const entry = entriesOf(evidence).get(schedule);
  const request = requestsOf(evidence).find((one) => one.schedule === schedule && one.requestId.startsWith(requestId));
  if (requestId === '' || entry === undefined || request === undefined) return undefined;
  const closesAt = new Date(request.at.getTime() + ADMISSION_MS + entry.durationHours * HOUR_MS);
  const cutoffAt = new Date(closesAt.getTime() - entry.cutoffHours * HOUR_MS);
  return { id, schedule, date, opensAt: request.at, cutoffAt, closesAt, entry, emergency: true };
}
