import { describe, expect, it } from '@jest/globals';
import { durationMs } from './ssm-automation-actions.ts';
import { localeTime } from './ssm-automation-events.ts';

describe('durationMs()', () => {
  it.each([
    ['PT5M', 300_000],
    ['PT1H30S', 3_630_000],
    ['P1DT2H', 93_600_000],
  ])('reads %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it('refuses what is no duration', () => {
    expect(() => durationMs('5m')).toThrow('Cannot sleep for "5m"');
  });
});

describe('localeTime()', () => {
  it.each([
    ['2024-11-29T19:43:20Z', 'Nov 29, 2024 7:43:20 PM'],
    ['2026-03-07T00:05:09Z', 'Mar 7, 2026 12:05:09 AM'],
    ['2026-03-07T12:00:00Z', 'Mar 7, 2026 12:00:00 PM'],
  ])('writes %s as %s', (at, text) => {
    expect(localeTime(new Date(at))).toBe(text);
  });
});
