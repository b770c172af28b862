import { describe, expect, it } from '@jest/globals';
import { aLintEntry, ONE_YEAR } from '../../../testing/lint-builders.ts';
import { pausesIn } from './pauses.ts';
import { subjectOf } from './subject.ts';

describe('pausesIn()', () => {
  const { windows = [] } = subjectOf(aLintEntry('2SATX4', { zone: 'UTC' }), { freezes: [], ...ONE_YEAR }) ?? {};

  // Windows open at 02:00 on the 24th of January, and on the 28th of February and of March.
  it.each([
    ['2026-02-28T02:00Z', '2026-03-28T02:00Z', [28]], // Exactly from one opening to the next.
    ['2026-02-28T01:59Z', '2026-03-28T02:00Z', [35, 28]],
    ['2026-02-28T02:00Z', '2026-03-28T02:01Z', [28, 28]],
    ['2026-03-01T00:00Z', '2026-03-02T00:00Z', [28]],
    ['2026-03-01T00:00Z', '2026-08-01T00:00Z', [28, 28, 28, 35, 28, 28]],
  ])('from %s to %s: %j', (from, to, days) => {
    expect(pausesIn({ freezes: [], from: new Date(from), to: new Date(to) }, windows)).toEqual(days);
  });
});
