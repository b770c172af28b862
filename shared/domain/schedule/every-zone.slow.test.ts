import { describe, expect, it } from '@jest/globals';
import {
  type PlainSchedule,
  type WalkedOpening,
  walkedOpenings,
  walkQuarterHours,
} from '../../testing/quarter-hour-walk.ts';
import { occurrences } from './occurrences.ts';
import { parseSchedule } from './schedule.ts';

const begin = new Date('2026-01-01T00:00Z');
const end = new Date('2036-01-01T00:00Z');
const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const weeks = [undefined, 1, 2, 3, 4, 5];

// Goal: believe dates, instants and clock changes in every zone that this Node knows. Method: compare ten years of
// openings with a walk through each of their 350,592 quarters of an hour. The nights in which clocks change are
// compared in every zone; of the other hours, weeks and offsets each zone gets some, so that together they get all.
describe('occurrences()', () => {
  it('is compared in every zone, and with every hour, weekday, week and offset somewhere', () => {
    const samples = zones.flatMap((_, index) => samplesFor(index));
    const count = (of: (sample: PlainSchedule) => unknown) => new Set(samples.map(of)).size;

    expect(zones.length).toBeGreaterThan(400);
    expect(count(({ hour, weekday, week }) => `${hour}${weekday}${week}`)).toBe(1008);
    expect(count(({ offsetDays }) => offsetDays)).toBe(28);
  });

  it.each(zones)(
    'agrees with the walk through ten years of quarter hours in %s',
    (zone) => {
      const walk = walkQuarterHours({ zone, from: begin, to: end });

      for (const sample of samplesFor(zones.indexOf(zone))) {
        const expected = walkedOpenings(walk, sample).map(plain);
        expect({ sample, found: foundOpenings(zone, sample) }).toEqual({ sample, found: expected });
      }
    },
    60_000,
  );
});

/** Night hours of the weekend without an offset, and 42 others that differ from zone to zone. */
function samplesFor(zoneIndex: number): PlainSchedule[] {
  const nights = ['SAT', 'SUN'].flatMap((weekday) =>
    [0, 1, 2, 3].flatMap((hour) => [undefined, 1, 4, 5].map((week) => ({ hour, weekday, week, offsetDays: 0 }))),
  );
  const others = weekdays.flatMap((weekday, day) =>
    weeks.map((week, row) => ({
      hour: (zoneIndex + day * 5 + row * 7) % 24,
      weekday,
      week,
      offsetDays: (zoneIndex * 3 + day * 6 + row) % 28,
    })),
  );
  return [...nights, ...others];
}

/** Ours, over the same nominal dates: a month at either end is left out. */
function foundOpenings(zone: string, { hour, weekday, week, offsetDays }: PlainSchedule): string[] {
  const parsed = parseSchedule(`${hour}${weekday}${week === undefined ? '' : `X${week}`}`);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  const from = new Date(begin.getTime() + 31 * 86_400_000).toISOString().slice(0, 10);
  const to = new Date(end.getTime() - 31 * 86_400_000).toISOString().slice(0, 10);

  return [...occurrences({ schedule: parsed.schedule, zone, offsetDays, from: begin, to: end })]
    .filter(({ date }) => date >= from && date < to)
    .map(({ date, instant, clockChange }) => plain({ date, instant: instant.toISOString(), clockChange }));
}

/** One line an opening: six million of them are compared, and text is compared fastest. */
function plain({ date, instant, clockChange }: WalkedOpening): string {
  return `${date} ${instant} ${clockChange}`;
}
