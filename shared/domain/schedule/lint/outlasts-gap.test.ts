import { describe, expect, it } from '@jest/globals';
import { aLintEntry, findingsOf, ONE_YEAR } from '../../../testing/lint-builders.ts';
import { occurrences } from '../occurrences.ts';
import { parseSchedule } from '../schedule.ts';

const HOUR_MS = 3_600_000;
/** The longest window of an entry and the longest gap of the settings. */
const HOURS_MAX = 24 + 72;

describe('outlasts-gap', () => {
  it.each([
    [7, 1, 0],
    [7, 0.5, 1],
    [8, 1, 1],
    [24, 18, 0],
    [24, 17, 1],
  ])('a window of %i hours with a cutoff of %s: %i findings', (durationHours, cutoffHours, count) => {
    const findings = findingsOf([aLintEntry('2SAT', { durationHours, cutoffHours })]);
    expect(findings.map(({ code }) => code)).toEqual(Array(count).fill('outlasts-gap'));
  });

  it('says which cutoff or which length is not too long, and both are not', () => {
    const [finding] = findingsOf([aLintEntry('2SAT', { durationHours: 12, cutoffHours: 2 })]);
    expect(finding?.cure).toBe('Set cutoffHours to 6 or more, or let the window last 8 hours at most.');
    expect(findingsOf([aLintEntry('2SAT', { durationHours: 12, cutoffHours: 6 })])).toEqual([]);
    expect(findingsOf([aLintEntry('2SAT', { durationHours: 8, cutoffHours: 2 })])).toEqual([]);
  });

  it.each(['2SUN', '3SUNX5', '0TUEX1'])(
    'need not look from one window of %s to the next: they are days apart',
    (value) => {
      const parsed = parseSchedule(value);
      if (parsed.kind === 'refused') throw new Error(parsed.reason);
      const opens = [...occurrences({ schedule: parsed.schedule, zone: 'Europe/Berlin', offsetDays: 0, ...ONE_YEAR })];
      const hours = opens
        .slice(1)
        .map(({ instant }, index) => (instant.getTime() - Number(opens[index]?.instant)) / HOUR_MS);
      expect(Math.min(...hours)).toBeGreaterThan(HOURS_MAX);
    },
  );
});
