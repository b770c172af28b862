/** The entries of a year: who has windows, how they are drawn, how many, and which is next. */
import type { Finding } from '../../shared/domain/schedule/lint/finding.ts';
import { parseSchedule, type Schedule, weekdays } from '../../shared/domain/schedule/schedule.ts';
import { offsetDaysOf, scheduleWords } from './calendar-words.ts';
import { chooseColours } from './choose-colours.ts';
import type { YearPageInput, YearWindow } from './year-page-input.ts';

export interface YearEntry {
  readonly value: string;
  /** Its place in the table; marks and rows find each other by it. */
  readonly place: number;
  readonly mark: Mark;
  /** `4th Saturday`, or nothing if the value is no schedule. */
  readonly words: string;
  readonly windows: readonly YearWindow[];
  readonly frozenCount: number;
  /** The first that is not frozen, from `now` on if there is one. */
  readonly next: YearWindow | undefined;
  readonly findings: readonly Finding[];
}

export interface Mark {
  /** The hour of the schedule, with a plus if it is moved away from the day that it names. */
  readonly text: string;
  readonly colour: number;
  readonly fill: 'weekly' | 'monthly' | 'none';
}

/** Those with windows in the order of the week, then those of which there is nothing but a finding. */
export function yearEntries(input: YearPageInput): YearEntry[] {
  const byValue = new Map<string, YearWindow[]>();
  for (const window of input.windows) {
    if (!window.date.startsWith(`${input.year}-`)) continue;
    const known = byValue.get(window.schedule);
    if (known === undefined) byValue.set(window.schedule, [window]);
    else known.push(window);
  }
  const values = [...byValue.keys()].sort(inOrderOfTheWeek);
  const silent = [...new Set(input.findings?.map(({ entry }) => entry))].filter((entry) => !byValue.has(entry)).sort();
  const colours = chooseColours(values.map((value) => new Set(byValue.get(value)?.map(({ date }) => date))));
  return [...values, ...silent].map((value, place) =>
    entryOf(value, { place, colour: colours[place] ?? 0, windows: byValue.get(value) ?? [], input }),
  );
}

interface EntryParts {
  readonly place: number;
  readonly colour: number;
  readonly windows: readonly YearWindow[];
  readonly input: YearPageInput;
}

function entryOf(value: string, { place, colour, windows, input }: EntryParts): YearEntry {
  const { findings, now } = input;
  const schedule = scheduleOf(value);
  const [first] = windows;
  const offsetDays = schedule === undefined || first === undefined ? 0 : (offsetDaysOf(schedule, first.date) ?? 0);
  const open = windows.filter(({ frozenBy }) => frozenBy === undefined);
  return {
    value,
    place,
    mark: {
      text: schedule === undefined ? '?' : `${schedule.hour}${offsetDays === 0 ? '' : '+'}`,
      colour,
      fill: windows.length === 0 ? 'none' : schedule?.occurrence.kind === 'weekly' ? 'weekly' : 'monthly',
    },
    words: schedule === undefined ? '' : scheduleWords(schedule, offsetDays),
    windows,
    frozenCount: windows.length - open.length,
    next: open.find(({ opensAt }) => now === undefined || opensAt >= now),
    findings: findings?.filter(({ entry }) => entry === value) ?? [],
  };
}

function inOrderOfTheWeek(a: string, b: string): number {
  return weekRank(a) - weekRank(b) || (a < b ? -1 : 1);
}

/** Monday first, weekly before monthly, the week of the month before the hour: as in `2SUN`, `6SUN`, `2SUNX1`. */
function weekRank(value: string): number {
  const schedule = scheduleOf(value);
  if (schedule === undefined) return Number.MAX_SAFE_INTEGER;
  const { weekday, occurrence, hour } = schedule;
  const day = (weekdays.indexOf(weekday) + 6) % 7;
  return (day * 6 + (occurrence.kind === 'weekly' ? 0 : occurrence.nth)) * 24 + hour;
}

function scheduleOf(value: string): Schedule | undefined {
  const parsed = parseSchedule(value);
  return parsed.kind === 'schedule' ? parsed.schedule : undefined;
}
