/** What stands on each day of the year, gathered before anything is written. */

import { type FrozenStretch, frozenDays, frozenStretches } from './frozen-days.ts';
import { mainZone } from './main-zone.ts';
import type { YearEntry } from './year-entries.ts';
import type { YearPageInput, YearWindow, ZoneChange } from './year-page-input.ts';

export interface YearDays {
  readonly zone: string;
  readonly stretches: readonly FrozenStretch[];
  readonly frozen: ReadonlyMap<string, readonly string[]>;
  readonly tuesdays: ReadonlySet<string>;
  readonly changes: ReadonlyMap<string, readonly ZoneChange[]>;
  /** In the order in which they open on the clocks of their zones. */
  readonly windows: ReadonlyMap<string, readonly DayWindow[]>;
}

export interface DayWindow {
  readonly entry: YearEntry;
  readonly window: YearWindow;
}

export function yearDays(input: YearPageInput, entries: readonly YearEntry[]): YearDays {
  const zone = mainZone(input.windows);
  const stretches = frozenStretches(input.freezes, { year: input.year, zone });
  const windows = new Map<string, DayWindow[]>();
  for (const entry of [...entries].sort(
    (a, b) => Number.parseInt(a.mark.text, 10) - Number.parseInt(b.mark.text, 10),
  )) {
    for (const window of entry.windows) {
      const day = windows.get(window.date) ?? [];
      day.push({ entry, window });
      windows.set(window.date, day);
    }
  }
  const ofYear = input.clockChanges.filter(({ date }) => date.startsWith(`${input.year}-`));
  return {
    zone,
    stretches,
    frozen: frozenDays(stretches),
    tuesdays: new Set(input.patchTuesdays),
    changes: new Map(
      [...new Set(ofYear.map(({ date }) => date))].sort().map((date) => [date, ofYear.filter((c) => c.date === date)]),
    ),
    windows,
  };
}
