/** A year to look at: a catalogue with something of everything, for the tests and for the pictures in the docs. */
import type { Finding } from '../../shared/domain/schedule/lint/finding.ts';
import type { Freeze } from '../../shared/domain/schedule/lint/lint-input.ts';
import { instantOf } from '../../shared/domain/schedule/local-time.ts';
import { type WindowRule, windowsBetween } from '../../shared/domain/schedule/window.ts';
import type { YearPageInput, YearWindow } from './year-page-input.ts';

interface SampleEntry extends WindowRule {
  readonly environment: string;
}

const YEAR = 2026;
const berlin = { zone: 'Europe/Berlin', durationHours: 4, cutoffHours: 1, offsetDays: 0, environment: 'prod' };
const newYork = { ...berlin, zone: 'America/New_York' };

const SAMPLE: Readonly<Record<string, SampleEntry>> = {
  '22FRI': berlin,
  '2SAT': berlin,
  '10SAT': { ...berlin, environment: 'test' },
  '22SAT': berlin,
  '2SUN': berlin,
  '6SUN': berlin,
  '4TUEX2': { ...berlin, offsetDays: 4, environment: 'test' },
  '2SATX4': berlin,
  '6SATX4': berlin,
  '3SATX5': { ...berlin, environment: 'archive' },
  '2SUNX2': newYork,
  '20WEDX3': { ...newYork, durationHours: 6, environment: 'staging' },
  '1THUX1': { ...newYork, environment: 'test' },
};

const FINDINGS: readonly Finding[] = [
  {
    code: 'clock-change-gap',
    entry: '2SUNX2',
    sentence: 'At 02:00 the clocks of America/New_York have just gone forward: the hour does not exist.',
    dates: ['2026-03-08'],
    cure: 'Take an hour that exists on every day, such as 4SUNX2.',
  },
  {
    code: 'fifth-weekday',
    entry: '3SATX5',
    sentence: 'Eight months of 2026 have no fifth Saturday; the longest pause is 119 days.',
    dates: ['2026-02', '2026-03', '2026-04', '2026-06', '2026-07', '2026-09', '2026-11', '2026-12'],
    cure: 'Take the fourth Saturday, which every month has.',
  },
];

const FREEZES: readonly Freeze[] = [
  { calendar: 'quarter-close', from: new Date('2026-06-29T22:00Z'), to: new Date('2026-07-05T22:00Z') },
  { calendar: 'year-end-freeze', from: new Date('2026-12-18T17:00Z'), to: new Date('2027-01-04T05:00Z') },
];

export function sampleYear(): YearPageInput {
  return {
    year: YEAR,
    title: 'Example Trading',
    windows: yearWindows(SAMPLE),
    freezes: FREEZES,
    patchTuesdays: [13, 10, 10, 14, 12, 9, 14, 11, 8, 13, 10, 8].map(
      (day, month) => `${YEAR}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    ),
    clockChanges: [
      { zone: 'America/New_York', date: '2026-03-08', kind: 'forward' },
      { zone: 'Europe/Berlin', date: '2026-03-29', kind: 'forward' },
      { zone: 'Europe/Berlin', date: '2026-10-25', kind: 'back' },
      { zone: 'America/New_York', date: '2026-11-01', kind: 'back' },
    ],
    findings: FINDINGS,
    now: new Date('2026-03-06T12:00Z'),
  };
}

/** Thirty schedules, half of them on Saturdays: more than a sheet of paper likes. */
export function crowdedYear(): YearPageInput {
  const hours = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22];
  const crowd = [
    ...hours.map((hour) => `${hour}SAT`),
    ...hours.slice(0, 6).flatMap((hour) => [`${hour}SUN`, `${hour}FRIX2`]),
    ...['2SATX2', '2SATX3', '2SATX4', '1MON', '3TUEX3', '23THUX1'],
  ];
  return {
    ...sampleYear(),
    title: 'Example Trading with a name that goes on and on, as the names of holdings and their subsidiaries do',
    windows: yearWindows(Object.fromEntries(crowd.map((value) => [value, newYork]))),
  };
}

function yearWindows(entries: Readonly<Record<string, SampleEntry>>): YearWindow[] {
  const [start, end] = [new Date(`${YEAR - 1}-12-30T00:00Z`), new Date(`${YEAR + 1}-01-03T00:00Z`)];
  return [...windowsBetween(Object.entries(entries), start, end)].flatMap((window) => {
    const rule = entries[window.schedule];
    if (rule === undefined) return [];
    const hour = Number.parseInt(window.schedule, 10);
    const { kind } = instantOf({ date: window.date, hour }, rule.zone);
    const freeze = FREEZES.find(({ from, to }) => from < window.closesAt && window.opensAt < to);
    const { zone, environment } = rule;
    return [{ ...window, zone, environment, clockChange: kind, frozenBy: freeze?.calendar }];
  });
}
