import { describe, expect, it } from '@jest/globals';
import { clockChanges } from './clock-changes.ts';

describe('clockChanges()', () => {
  it.each([
    [
      'Europe/Berlin',
      2026,
      ['2026-03-29 forward 2026-03-29T01:00:00.000Z', '2026-10-25 back 2026-10-25T01:00:00.000Z'],
    ],
    [
      'America/New_York',
      2026,
      ['2026-03-08 forward 2026-03-08T07:00:00.000Z', '2026-11-01 back 2026-11-01T06:00:00.000Z'],
    ],
    [
      'Australia/Lord_Howe', // Half an hour.
      2026,
      ['2026-04-05 back 2026-04-04T15:00:00.000Z', '2026-10-04 forward 2026-10-03T15:30:00.000Z'],
    ],
    [
      'America/Santiago', // At midnight: back into the evening of the day before, forward into the new day.
      2026,
      ['2026-04-04 back 2026-04-05T03:00:00.000Z', '2026-09-06 forward 2026-09-06T04:00:00.000Z'],
    ],
    ['Asia/Kathmandu', 2026, []],
    ['UTC', 2026, []],
  ])('of %s in %i', (zone, year, expected) => {
    const changes = clockChanges({ zone, from: newYear(year), to: newYear(year + 1) });
    expect(changes.map(({ date, kind, instant }) => `${date} ${kind} ${instant.toISOString()}`)).toEqual(expected);
    expect(changes.every((change) => change.zone === zone)).toBe(true);
  });

  it('holds the beginning of the stretch and not its end', () => {
    const change = new Date('2026-03-29T01:00:00Z');
    const later = (ms: number) => new Date(change.getTime() + ms);
    const count = (from: Date, to: Date) => clockChanges({ zone: 'Europe/Berlin', from, to }).length;

    expect(count(change, later(1))).toBe(1);
    expect(count(later(-1), change)).toBe(0);
    expect(count(later(1), later(3_600_000))).toBe(0);
    expect(count(change, change)).toBe(0);
  });

  // Goal: miss no change and invent none. Method: read the clock with Intl every hour of five years.
  it.each(['Europe/London', 'America/New_York', 'Africa/Casablanca', 'Asia/Gaza', 'Pacific/Easter'])(
    'agrees with a walk through five years of hours in %s',
    (zone) => {
      const [from, to] = [newYear(2024), newYear(2029)];
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      const offset = (at: number) => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at;
      const walked: string[] = [];
      for (let at = from.getTime(); at < to.getTime(); at += 3_600_000) {
        const difference = offset(at) - offset(at - 3_600_000);
        if (difference !== 0)
          walked.push(`${clock.format(at).slice(0, 10)} ${difference > 0 ? 'forward' : 'back'} ${at}`);
      }

      expect(walked.length).toBeGreaterThan(0); // how many depends on the time zone data of this Node
      expect(
        clockChanges({ zone, from, to }).map(({ date, kind, instant }) => `${date} ${kind} ${instant.getTime()}`),
      ).toEqual(walked);
    },
  );

  it('names a zone that it does not know', () => {
    expect(() => clockChanges({ zone: 'Europe/Atlantis', from: newYear(2026), to: newYear(2027) })).toThrow(
      'Unknown zone: "Europe/Atlantis"',
    );
  });
});

function newYear(year: number): Date {
  return new Date(Date.UTC(year, 0, 1));
}
