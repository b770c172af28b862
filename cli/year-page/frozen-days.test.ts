import { describe, expect, it } from '@jest/globals';
import { frozenDays, frozenStretches } from './frozen-days.ts';

const freeze = (from: string, to: string, calendar = 'year-end') => ({
  calendar,
  from: new Date(from),
  to: new Date(to),
});
const berlin = { year: 2026, zone: 'Europe/Berlin' };

describe('frozenStretches()', () => {
  it('ends on the day before, when it ends at midnight', () => {
    expect(frozenStretches([freeze('2026-05-01T10:00Z', '2026-05-03T22:00Z')], berlin)).toEqual([
      { calendar: 'year-end', first: '2026-05-01', last: '2026-05-03' },
    ]);
  });

  it('cuts at the ends of the year, leaves out other years and empty ones, and sorts', () => {
    const freezes = [
      freeze('2026-12-20T00:00Z', '2027-01-05T00:00Z', 'late'),
      freeze('2025-12-20T00:00Z', '2026-01-02T00:00Z', 'early'),
      freeze('2025-03-01T00:00Z', '2025-03-05T00:00Z', 'past'),
      freeze('2026-03-01T00:00Z', '2026-03-01T00:00Z', 'empty'),
    ];
    expect(frozenStretches(freezes, berlin)).toEqual([
      { calendar: 'early', first: '2026-01-01', last: '2026-01-02' },
      { calendar: 'late', first: '2026-12-20', last: '2026-12-31' },
    ]);
  });
});

it('frozenDays() names all the freezes of a day', () => {
  const days = frozenDays([
    { calendar: 'one', first: '2026-02-27', last: '2026-03-01' },
    { calendar: 'two', first: '2026-03-01', last: '2026-03-01' },
  ]);
  expect([...days]).toEqual([
    ['2026-02-27', ['one']],
    ['2026-02-28', ['one']],
    ['2026-03-01', ['one', 'two']],
  ]);
});
