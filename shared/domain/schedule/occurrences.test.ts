import { describe, expect, it } from '@jest/globals';
import { nextOccurrence, type Opening, occurrences, type Recurrence } from './occurrences.ts';
import { parseSchedule, printSchedule, type Schedule } from './schedule.ts';

describe('occurrences()', () => {
  it('tells a year of fourth Saturdays', () => {
    expect(story(recur('2SATX4', 'Europe/Berlin'), '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toMatchInlineSnapshot(`
"2026-01-24 2026-01-24T01:00:00.000Z exact
2026-02-28 2026-02-28T01:00:00.000Z exact
2026-03-28 2026-03-28T01:00:00.000Z exact
2026-04-25 2026-04-25T00:00:00.000Z exact
2026-05-23 2026-05-23T00:00:00.000Z exact
2026-06-27 2026-06-27T00:00:00.000Z exact
2026-07-25 2026-07-25T00:00:00.000Z exact
2026-08-22 2026-08-22T00:00:00.000Z exact
2026-09-26 2026-09-26T00:00:00.000Z exact
2026-10-24 2026-10-24T00:00:00.000Z exact
2026-11-28 2026-11-28T01:00:00.000Z exact
2026-12-26 2026-12-26T01:00:00.000Z exact"
`);
  });

  it('says where the clock changes', () => {
    expect(story(recur('2SUNX2', 'America/New_York'), '2026-02-01T00:00Z', '2026-05-01T00:00Z')).toMatchInlineSnapshot(`
"2026-02-08 2026-02-08T07:00:00.000Z exact
2026-03-08 2026-03-08T07:00:00.000Z gap
2026-04-12 2026-04-12T06:00:00.000Z exact"
`);
    expect(story(recur('1SUNX1', 'America/New_York'), '2026-10-01T00:00Z', '2027-01-01T00:00Z')).toMatchInlineSnapshot(`
"2026-10-04 2026-10-04T05:00:00.000Z exact
2026-11-01 2026-11-01T05:00:00.000Z overlap
2026-12-06 2026-12-06T06:00:00.000Z exact"
`);
  });

  it('moves the anchor: four days after Patch Tuesday is a Saturday, and not always the second one', () => {
    const saturdays = [...occurrences(between(recur('4TUEX2', 'UTC', 4), '2026-01-01T00:00Z', '2027-01-01T00:00Z'))];

    expect(saturdays).toHaveLength(12);
    for (const { date, instant } of saturdays) {
      expect(date).toBe(instant.toISOString().slice(0, 10));
      expect(instant.getUTCDay()).toBe(6);
      expect(instant.getUTCDate()).toBeGreaterThanOrEqual(12);
      expect(instant.getUTCDate()).toBeLessThanOrEqual(18);
    }
  });

  it('moves it back too, and over the end of a month', () => {
    expect(story(recur('4SUNX1', 'UTC', -2), '2026-02-01T00:00Z', '2026-04-01T00:00Z')).toMatchInlineSnapshot(
      `"2026-02-27 2026-02-27T04:00:00.000Z exact"`,
    );
    expect(story(recur('4SATX5', 'UTC', 1), '2026-01-01T00:00Z', '2026-06-01T00:00Z')).toMatchInlineSnapshot(`
"2026-02-01 2026-02-01T04:00:00.000Z exact
2026-05-31 2026-05-31T04:00:00.000Z exact"
`);
  });

  it('holds the beginning of the stretch and not its end', () => {
    const schedule = recur('2SAT', 'UTC');
    expect(story(schedule, '2026-04-25T02:00Z', '2026-05-02T02:00Z')).toBe('2026-04-25 2026-04-25T02:00:00.000Z exact');
    expect(story(schedule, '2026-04-25T02:00:00.001Z', '2026-05-02T02:00Z')).toBe('');
    expect(story(schedule, '2026-04-25T02:00Z', '2026-04-25T02:00Z')).toBe('');
  });

  it('opens on the day after a date that the local calendar skips, even when asked from that very instant', () => {
    const samoa = recur('2FRI', 'Pacific/Apia');
    expect(story(samoa, '2011-12-30T10:00Z', '2012-01-05T00:00Z')).toBe('2011-12-30 2011-12-30T10:00:00.000Z gap');
  });

  it('is lazy: the first opening costs nothing like a thousand years of them', () => {
    const [first] = occurrences(between(recur('2SATX4', 'UTC'), '2026-01-01T00:00Z', '3026-01-01T00:00Z'));
    expect(first?.date).toBe('2026-01-24');
  });

  // Goal: believe the dates and instants because a second, stupid way finds the same. Method: walk every quarter of an
  // hour of two years, ask Intl what the local clock shows, and take the first at which it shows no less than the
  // nominal time. The nominal dates come from counting weekdays from the first of each month.
  it.each([
    ['Europe/Berlin', 2025],
    ['America/New_York', 2026],
    ['Australia/Lord_Howe', 2026],
    ['America/Santiago', 2026],
    ['Asia/Kathmandu', 2026],
    ['Africa/Casablanca', 2026],
    ['Pacific/Apia', 2011],
    ['UTC', 2026],
  ])('agrees with a walk through two years of quarter hours in %s', (zone, year) => {
    const walk = quarterHours(zone, year);
    const stretch = { from: new Date(Date.UTC(year, 0, 10)), to: new Date(Date.UTC(year + 1, 11, 20)) };

    for (const schedule of sampleSchedules()) {
      for (const offsetDays of [0, 4]) {
        const found = [...occurrences({ schedule, zone, offsetDays, ...stretch })];
        expect({ schedule: printSchedule(schedule), offsetDays, found: found.map(plain) }).toEqual({
          schedule: printSchedule(schedule),
          offsetDays,
          found: walked({ schedule, offsetDays, walk, year, ...stretch }),
        });
      }
    }
  });
});

describe('nextOccurrence()', () => {
  const schedule = recur('2SAT', 'UTC');

  it.each([
    ['2026-04-25T01:59:59.999Z', '2026-04-25'],
    ['2026-04-25T02:00:00.000Z', '2026-05-02'],
    ['2026-04-25T02:00:00.001Z', '2026-05-02'],
  ])('after %s it is that of %s', (after, date) => {
    expect(nextOccurrence(schedule, new Date(after)).date).toBe(date);
  });

  it('finds a fifth weekday months away', () => {
    expect(nextOccurrence(recur('2SATX5', 'UTC'), new Date('2026-01-31T02:00Z')).date).toBe('2026-05-30');
  });

  it('is what comes first in any stretch that begins later', () => {
    const after = new Date('2026-03-08T06:30Z');
    const recurrence = recur('2SUNX2', 'America/New_York');
    const [first] = occurrences(between(recurrence, after.toISOString(), '2027-01-01T00:00Z'));

    expect(nextOccurrence(recurrence, after)).toEqual(first);
  });
});

interface Quarter {
  readonly instant: number;
  readonly wall: string;
}

/** What the local clock shows, as `2026-04-25 02:15`: it sorts as text. */
function quarterHours(zone: string, year: number): Quarter[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const quarters: Quarter[] = [];
  for (let instant = Date.UTC(year, 0, 1); instant < Date.UTC(year + 2, 0, 1); instant += 900_000)
    quarters.push({ instant, wall: clock.format(instant) });
  return quarters;
}

function walked({
  schedule,
  offsetDays,
  walk,
  year,
  from,
  to,
}: {
  schedule: Schedule;
  offsetDays: number;
  walk: readonly Quarter[];
  year: number;
  from: Date;
  to: Date;
}): object[] {
  const found: object[] = [];
  for (const date of nominalDates(schedule, year, offsetDays)) {
    const nominal = `${date} ${String(schedule.hour).padStart(2, '0')}:00`;
    let at = Math.max(0, (Date.parse(date) - Date.UTC(year, 0, 1)) / 900_000 - 96); // No zone is a day ahead of UTC.
    while (at < walk.length && (walk[at]?.wall ?? '') < nominal) at += 1;
    const instant = walk[at]?.instant ?? Number.NaN;
    if (instant < from.getTime() || !(instant < to.getTime())) continue;

    const shown = walk.slice(at, at + 200).filter(({ wall }) => wall === nominal).length;
    const clockChange = shown === 0 ? 'gap' : shown === 1 ? 'exact' : 'overlap';
    found.push({ date, instant: new Date(instant).toISOString(), clockChange });
  }
  return found;
}

function nominalDates({ weekday, occurrence }: Schedule, year: number, offsetDays: number): string[] {
  const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
  const dates: string[] = [];
  for (let month = 0; month < 24; month += 1) {
    let seen = 0;
    for (let day = 1; new Date(Date.UTC(year, month, day)).getUTCMonth() === month % 12; day += 1) {
      if (names[new Date(Date.UTC(year, month, day)).getUTCDay()] !== weekday) continue;
      seen += 1;
      if (occurrence.kind === 'nth' && occurrence.nth !== seen) continue;
      dates.push(new Date(Date.UTC(year, month, day + offsetDays)).toISOString().slice(0, 10));
    }
  }
  return dates;
}

/** Every weekday, every week of the month, every hour: not all 1,008 together, but each value of each many times. */
function sampleSchedules(): Schedule[] {
  const texts = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].flatMap((weekday, index) =>
    ['', 'X1', 'X2', 'X3', 'X4', 'X5'].map((week, shift) => `${(index * 6 + shift) % 24}${weekday}${week}`),
  );
  const sundayNights = [0, 1, 2, 3].flatMap((hour) => ['', 'X1', 'X2', 'X4', 'X5'].map((week) => `${hour}SUN${week}`));
  return [...texts, ...sundayNights, '23SATX1', '0SATX4', '2FRIX5', '23FRIX5'].map(read);
}

function recur(text: string, zone: string, offsetDays = 0): Recurrence {
  return { schedule: read(text), zone, offsetDays };
}

function read(text: string): Schedule {
  const parsed = parseSchedule(text);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return parsed.schedule;
}

function between(recurrence: Recurrence, from: string, to: string): Recurrence & { from: Date; to: Date } {
  return { ...recurrence, from: new Date(from), to: new Date(to) };
}

function story(recurrence: Recurrence, from: string, to: string): string {
  return [...occurrences(between(recurrence, from, to))]
    .map((opening) => Object.values(plain(opening)).join(' '))
    .join('\n');
}

function plain({ date, instant, clockChange }: Opening): object {
  return { date, instant: instant.toISOString(), clockChange };
}
