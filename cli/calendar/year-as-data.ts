import { formatLocal } from '../../shared/domain/schedule/local-time.ts';
import type { CalendarEvent } from '../ics/write-ics.ts';
import { isoInstant } from '../printing/iso-instant.ts';
import type { CalendarWindow, YearOfWindows } from './year-of-windows.ts';

/** What `--json` prints. */
export function jsonOfYear({ year, windows, freezes, patchTuesdays, clockChanges }: YearOfWindows) {
  return {
    year,
    windows: windows.map(jsonOfWindow),
    freezes: freezes.map(({ calendar, from, to }) => ({ calendar, from: isoInstant(from), to: isoInstant(to) })),
    patchTuesdays,
    clockChanges,
  };
}

function jsonOfWindow(window: CalendarWindow) {
  const { id, opensAt, cutoffAt, closesAt, zone, environment, clockChange, sentence, frozenBy } = window;
  return {
    window: id,
    opensAt: isoInstant(opensAt),
    local: formatLocal(opensAt, zone),
    cutoffAt: isoInstant(cutoffAt),
    closesAt: isoInstant(closesAt),
    zone,
    environment,
    ...(clockChange === 'exact' ? {} : { clockChange, sentence }),
    ...(frozenBy === undefined ? {} : { frozenBy }),
  };
}

/** One event a window. A freeze takes its windows away, so they are not in a calendar that people plan by. */
export function eventsOfYear({ windows }: YearOfWindows): CalendarEvent[] {
  return windows
    .filter(({ frozenBy }) => frozenBy === undefined)
    .map(({ id, schedule, opensAt, cutoffAt, closesAt, zone, environment, sentence }) => ({
      window: id,
      zone,
      from: opensAt,
      to: closesAt,
      summary: `Patching ${schedule} (${environment})`,
      description: [
        `From ${formatLocal(opensAt, zone)} in ${zone}. No install begins after ${formatLocal(cutoffAt, zone)}.`,
        ...(sentence === undefined ? [] : [sentence]),
      ].join(' '),
    }));
}
