import { describe, expect, it } from '@jest/globals';
import { dayColumns } from './day-columns.ts';

const saturdays = (count: number) =>
  new Map([
    ['2026-01-03', 1],
    ['2026-01-10', count],
  ]);

describe('dayColumns()', () => {
  it('is even where there is nothing', () => {
    const { widths, markHeightMm } = dayColumns(new Map());
    expect(widths.map((width) => width.toFixed(6))).toEqual(new Array(7).fill('14.285714'));
    expect(markHeightMm).toBe(2.5);
  });

  it('gives the busiest day of the week up to three times the room of an empty one, and never more', () => {
    for (const [count, share] of [
      [1, 1],
      [5, 2],
      [9, 3],
      [40, 3],
    ] as const) {
      const { widths } = dayColumns(saturdays(count));
      expect(widths[5]).toBeCloseTo((100 * share) / (6 + share), 10);
      expect(widths[0]).toBeCloseTo(100 / (6 + share), 10);
      expect(widths.reduce((sum, width) => sum + width)).toBeCloseTo(100, 10);
    }
  });

  it('makes the marks smaller the more there are, down to something for a thousand', () => {
    const heights = [1, 8, 15, 30, 100, 1000].map((count) => dayColumns(saturdays(count)).markHeightMm);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    expect(new Set(heights).size).toBeGreaterThanOrEqual(5);
    expect(heights.at(-1)).toBeGreaterThan(0);
  });
});
