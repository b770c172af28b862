/**
 * What schedules cost: a year of windows of a large catalogue, and every node of a large organization resolved to its
 * next window, both as one would first write it and as one should.
 */
import { Cron } from 'croner';
import { nextOccurrence } from '../shared/domain/schedule/occurrences.ts';
import { nths, parseSchedule, weekdays } from '../shared/domain/schedule/schedule.ts';
import { type Window, type WindowRule, windowOf, windowsBetween } from '../shared/domain/schedule/window.ts';
import { type Measurement, measure, type Stopwatch } from './measure.ts';

export interface ScheduleBenchmark {
  readonly measurements: readonly Measurement[];
  readonly ratios: Readonly<Record<string, number>>;
}

type Entry = readonly [schedule: string, rule: WindowRule];

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Europe/London',
  'America/Los_Angeles',
  'Africa/Johannesburg',
  'Asia/Singapore',
];

const YEAR_BEGINS = new Date('2026-01-01T00:00Z');
const YEAR_ENDS = new Date('2027-01-01T00:00Z');
const NOW = new Date('2026-03-06T18:00Z');

export function benchmarkSchedules(
  { entryCount, nodeCount }: { readonly entryCount: number; readonly nodeCount: number },
  stopwatch: Stopwatch,
): ScheduleBenchmark {
  const catalogue = catalogueOf(entryCount);
  const tags = tagsOf(nodeCount, catalogue);
  const thousands = (count: number) => count.toLocaleString('en-US');

  const first = measure(`first window of ${thousands(entryCount)} entries`, () => firstWindow(catalogue), stopwatch);
  const year = measure(`windows of a year, ${thousands(entryCount)} entries`, () => yearOf(catalogue), stopwatch);
  const cron = measure('the same openings by croner', () => yearByCroner(catalogue), stopwatch);
  const each = measure(
    `next window, ${thousands(nodeCount)} nodes one by one`,
    () => nextOfEach(tags, catalogue),
    stopwatch,
  );
  const once = measure(
    `next window, ${thousands(nodeCount)} nodes by schedule`,
    () => nextBySchedule(tags, catalogue),
    stopwatch,
  );

  return {
    measurements: [first, year, cron, each, once],
    ratios: {
      'windows a second, ours to croner': year.perSecond / cron.perSecond,
      'a whole year to its first window, time': year.milliseconds / first.milliseconds,
      'nodes a second, by schedule to one by one': once.perSecond / each.perSecond,
      'nodes to a schedule': nodeCount / new Set(tags).size,
    },
  };
}

/** All 1,008 schedules in an order that mixes hours, days and weeks, over ten zones; every seventh is offset. */
function catalogueOf(count: number): Entry[] {
  const weeks = ['', ...nths.map((nth) => `X${nth}`)];
  const values = weeks.flatMap((week) =>
    weekdays.flatMap((weekday) => Array.from({ length: 24 }, (_, hour) => `${hour}${weekday}${week}`)),
  );
  // 1,008 and 605 share no factor, so that every value comes once.
  return Array.from({ length: Math.min(count, values.length) }, (_, index) => {
    const value = values[(index * 605) % values.length] ?? '';
    const offsetDays = index % 7 === 0 ? 4 : 0;
    return [
      value,
      { zone: ZONES[index % ZONES.length] ?? 'UTC', durationHours: 4, cutoffHours: 1, offsetDays },
    ] as const;
  });
}

/** Tag values of nodes. As in real organizations a few schedules have most of the nodes, and many have few. */
function tagsOf(count: number, catalogue: readonly Entry[]): string[] {
  return Array.from({ length: count }, (_, index) => {
    const share = (index * GOLDEN_RATIO) % 1; // Spreads evenly without chance.
    return catalogue[Math.floor(catalogue.length * share ** 2)]?.[0] ?? '';
  });
}

const GOLDEN_RATIO = 0.618_033_988_75;

function firstWindow(catalogue: readonly Entry[]): number {
  const [first] = windowsBetween(catalogue, YEAR_BEGINS, YEAR_ENDS);
  return first === undefined ? 0 : catalogue.length; // To know the first of all, the first of each is computed.
}

function yearOf(catalogue: readonly Entry[]): number {
  let count = 0;
  for (const _ of windowsBetween(catalogue, YEAR_BEGINS, YEAR_ENDS)) count += 1;
  return count;
}

/** Croner knows no offset: it counts the openings of the same schedules without one. */
function yearByCroner(catalogue: readonly Entry[]): number {
  let count = 0;
  for (const [value, { zone }] of catalogue) {
    const cron = new Cron(cronOf(value), { timezone: zone });
    let run = cron.nextRun(new Date(YEAR_BEGINS.getTime() - 1));
    for (; run !== null && run < YEAR_ENDS; run = cron.nextRun(run)) count += 1;
  }
  return count;
}

function cronOf(value: string): string {
  const { hour, weekday, occurrence } = scheduleOf(value);
  return `0 ${hour} * * ${weekday}${occurrence.kind === 'nth' ? `#${occurrence.nth}` : ''}`;
}

function nextOfEach(tags: readonly string[], catalogue: readonly Entry[]): number {
  const rules = new Map(catalogue);
  let count = 0;
  for (const tag of tags) if (nextWindow(tag, rules) !== undefined) count += 1;
  return count;
}

/** Nodes of one schedule share its next window, so that it is computed once. */
function nextBySchedule(tags: readonly string[], catalogue: readonly Entry[]): number {
  const rules = new Map(catalogue);
  const next = new Map<string, Window | undefined>();
  let count = 0;
  for (const tag of tags) {
    if (!next.has(tag)) next.set(tag, nextWindow(tag, rules));
    if (next.get(tag) !== undefined) count += 1;
  }
  return count;
}

function nextWindow(tag: string, rules: ReadonlyMap<string, WindowRule>): Window | undefined {
  const rule = rules.get(tag);
  if (rule === undefined) return undefined;
  return windowOf(tag, rule, nextOccurrence({ schedule: scheduleOf(tag), ...rule }, NOW));
}

function scheduleOf(value: string) {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused') throw new Error(`Cannot measure: ${parsed.reason}`);
  return parsed.schedule;
}
