/** All that a year holds: windows, freezes, clock changes, Patch Tuesdays. */
import { clockChanges } from '../../shared/domain/schedule/clock-changes.ts';
import type { Freeze } from '../../shared/domain/schedule/lint/lint-input.ts';
import type { ClockChange } from '../../shared/domain/schedule/local-time.ts';
import { occurrences } from '../../shared/domain/schedule/occurrences.ts';
import { patchTuesdaysOf } from '../../shared/domain/schedule/patch-tuesday.ts';
import { type Window, windowOf } from '../../shared/domain/schedule/window.ts';
import type { UsableEntry } from '../catalogue-folder/usable-entries.ts';
import { sayClockChange } from '../schedule/say-clock-change.ts';

export interface YearOfWindows {
  readonly year: number;
  /** In order of their opening. */
  readonly windows: readonly CalendarWindow[];
  /** Those that touch the year. */
  readonly freezes: readonly Freeze[];
  readonly patchTuesdays: readonly string[];
  readonly clockChanges: readonly { readonly zone: string; readonly date: string; readonly kind: 'forward' | 'back' }[];
}

export interface CalendarWindow extends Window {
  readonly zone: string;
  readonly environment: string;
  readonly clockChange: ClockChange;
  readonly sentence: string | undefined;
  /** The calendar of a freeze that takes this window. */
  readonly frozenBy: string | undefined;
}

const DAY_MS = 86_400_000;

export function yearOfWindows(
  year: number,
  { entries, freezes }: { entries: readonly UsableEntry[]; freezes: readonly Freeze[] },
): YearOfWindows {
  const from = new Date(Date.UTC(year, 0, 1));
  const to = new Date(Date.UTC(year + 1, 0, 1));
  const zones = [...new Set(entries.map(({ rule }) => rule.zone))].sort();
  return {
    year,
    windows: entries.flatMap((entry) => windowsOf(year, entry, freezes)).sort(inOrder),
    freezes: freezes.filter((freeze) => freeze.from < to && from < freeze.to),
    patchTuesdays: patchTuesdaysOf(year),
    clockChanges: zones
      .flatMap((zone) => clockChanges({ zone, ...around(year) }))
      .filter(({ date }) => isIn(year, date))
      .map(({ zone, date, kind }) => ({ zone, date, kind })),
  };
}

/** The windows whose nominal date lies in the year: that is the year in which people look for them. */
function windowsOf(year: number, { value, schedule, rule }: UsableEntry, freezes: readonly Freeze[]): CalendarWindow[] {
  const { zone, offsetDays, environment, calendars = [] } = rule;
  const ours = freezes.filter(({ calendar }) => calendars.includes(calendar));
  const openings = [...occurrences({ schedule, zone, offsetDays, ...around(year) })];
  return openings
    .filter(({ date }) => isIn(year, date))
    .map((opening) => {
      const window = windowOf(value, rule, opening);
      const freeze = ours.find(({ from, to }) => from < window.closesAt && window.opensAt < to);
      const sentence = sayClockChange(opening, schedule.hour, zone);
      const { clockChange } = opening;
      return { ...window, zone, environment, clockChange, sentence, frozenBy: freeze?.calendar };
    });
}

/** No zone is a day or more from UTC, and a date that a zone skips opens a day later: two days on either side. */
function around(year: number): { from: Date; to: Date } {
  return { from: new Date(Date.UTC(year, 0, 1) - 2 * DAY_MS), to: new Date(Date.UTC(year + 1, 0, 1) + 2 * DAY_MS) };
}

function isIn(year: number, date: string): boolean {
  return date.startsWith(`${year}-`);
}

function inOrder(one: Window, other: Window): number {
  return one.opensAt.getTime() - other.opensAt.getTime() || (one.id < other.id ? -1 : 1);
}
