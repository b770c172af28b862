import { describe, expect, it } from '@jest/globals';
import { compareWithCroner } from '../../testing/croner-openings.ts';

const stretch = { from: new Date('2026-01-01T00:00Z'), to: new Date('2036-01-01T00:00Z') };
const zones = Intl.supportedValuesOf('timeZone');
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

// Goal: as in croner.test.ts, with ten years, every zone that this Node knows, and each of the 1,008 schedules in some.
describe('occurrences()', () => {
  it.each(zones)(
    'agrees with croner for ten years in %s',
    (zone) => {
      for (const value of valuesFor(zones.indexOf(zone))) {
        const { ours, croner } = compareWithCroner(value, { zone, ...stretch });

        expect([value, ours]).toEqual([value, croner]);
        expect(ours.length).toBeGreaterThan(value.includes('X5') ? 25 : 90);
      }
    },
    60_000,
  );

  it('compares every schedule somewhere', () => {
    expect(new Set(zones.flatMap((_, index) => valuesFor(index))).size).toBe(1008);
  });
});

/** One weekly schedule, and one of each week of the month, that differ from zone to zone. */
function valuesFor(zoneIndex: number): string[] {
  return ['', 'X1', 'X2', 'X3', 'X4', 'X5'].map((week, row) => {
    const number = zoneIndex + row * 17;
    return `${number % 24}${weekdays[number % 7]}${week}`; // 24 and 7 share no factor: 168 zones see every pair.
  });
}
