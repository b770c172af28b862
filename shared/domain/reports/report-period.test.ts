import { describe, expect, it } from '@jest/globals';
import { fileDateOf, periodBefore } from './report-period.ts';

describe('periodBefore()', () => {
  it('is a week for compliance', () => {
    const to = new Date('2026-03-09T12:00:00Z');
    expect(periodBefore('weekly', to)).toEqual({ from: new Date('2026-03-02T12:00:00Z'), to });
  });

  it.each([
    ['2026-04-01T13:00:00.000Z', '2026-03-01T13:00:00.000Z'],
    ['2026-01-01T13:00:00.000Z', '2025-12-01T13:00:00.000Z'],
    ['2026-03-31T13:00:00.000Z', '2026-02-28T13:00:00.000Z'],
    ['2024-03-30T13:00:00.000Z', '2024-02-29T13:00:00.000Z'],
    ['2026-03-15T13:00:00.000Z', '2026-02-15T13:00:00.000Z'],
  ])('is a month of the calendar for the audit: %s from %s', (to, from) => {
    expect(periodBefore('monthly', new Date(to)).from.toISOString()).toBe(from);
  });
});

describe('fileDateOf()', () => {
  it('sorts as the instants do, and holds nothing that a key minds', () => {
    expect(fileDateOf(new Date('2026-03-09T12:00:59.999Z'))).toBe('2026-03-09T1200Z');
  });
});
