import { describe, expect, it } from '@jest/globals';
import { measure } from './measure.ts';
import { benchmarkSchedules } from './schedule-benchmark.ts';

describe('benchmarkSchedules()', () => {
  it('counts what it says, by a stopwatch that moves a second at every look', () => {
    const { measurements, ratios } = benchmarkSchedules({ entryCount: 20, nodeCount: 200 }, ticking());
    const [first, year, cron, each, once] = measurements.map(({ count }) => count);

    expect(measurements.map(({ what }) => what)).toEqual([
      'first window of 20 entries',
      'windows of a year, 20 entries',
      'the same openings by croner',
      'next window, 200 nodes one by one',
      'next window, 200 nodes by schedule',
    ]);
    expect([first, each, once]).toEqual([20, 200, 200]);
    expect(year).toBeGreaterThan(20 * 4);
    expect(cron).toBeGreaterThan(20 * 4);
    expect(ratios).toMatchObject({ 'nodes to a schedule': 10, 'nodes a second, by schedule to one by one': 1 });
  });

  it('counts a year of weekly and monthly windows as the calendar does', () => {
    // 2026 has 365 days, so each weekday comes 52 times, and Thursday 53; that of the first entry is a Sunday.
    const { measurements } = benchmarkSchedules({ entryCount: 1, nodeCount: 1 }, ticking());

    expect(measurements[1]).toMatchObject({
      what: 'windows of a year, 1 entries',
      count: 52,
      milliseconds: 1000,
      perSecond: 52,
    });
  });
});

describe('measure()', () => {
  it('takes the fastest round, and does not count the first', () => {
    const looks = [0, 9, 10, 13, 20, 30, 40, 45, 50, 57];
    const measured = measure(
      'sums',
      () => 6,
      () => looks.shift() ?? Number.NaN,
    );

    expect(measured).toEqual({ what: 'sums', count: 6, milliseconds: 3, perSecond: 2000 });
  });

  it('refuses work that is not the same in every round', () => {
    let count = 0;
    expect(() => measure('growth', () => (count += 1), ticking())).toThrow(
      'Cannot measure growth: it counted 2 after 1',
    );
  });
});

function ticking(): () => number {
  let milliseconds = 0;
  return () => {
    milliseconds += 1000;
    return milliseconds;
  };
}
