import { describe, expect, it } from '@jest/globals';
import { monthBefore, monthOf, monthsBetween } from './months.ts';

describe('monthsBetween()', () => {
  it.each([
    ['2026-01-01T00:00Z', '2026-04-01T00:00Z', ['2026-01', '2026-02', '2026-03']],
    ['2026-01-01T00:00:00.001Z', '2026-04-01T00:00:00.001Z', ['2026-02', '2026-03', '2026-04']],
    ['2025-12-15T00:00Z', '2026-02-15T00:00Z', ['2026-01', '2026-02']],
    ['2026-01-02T00:00Z', '2026-01-31T00:00Z', []],
    ['2026-01-01T00:00Z', '2026-01-01T00:00Z', []],
  ])('from %s to %s', (from, to, months) => {
    expect(monthsBetween({ from: new Date(from), to: new Date(to) })).toEqual(months);
  });

  it('counts 120 in ten years, whatever the day', () => {
    const from = new Date('2026-03-17T05:00Z');
    expect(monthsBetween({ from, to: new Date('2036-03-17T05:00Z') })).toHaveLength(120);
  });
});

describe('monthOf()', () => {
  it('is what is left without the day', () => {
    expect(monthOf('2026-04-25')).toBe('2026-04');
  });
});

describe('monthBefore()', () => {
  it.each([
    ['2026-03', '2026-02'],
    ['2026-01', '2025-12'],
  ])('%s: %s', (month, before) => {
    expect(monthBefore(month)).toBe(before);
  });
});
