import { describe, expect, it } from '@jest/globals';
import { aSeenNode } from '../../testing/report-builders.ts';
import type { TagVerdict } from '../tagging/judge-tag.ts';
import { OVERDUE_WINDOWS, STANDINGS, standingOf, WANTING } from './standing.ts';

const fine = { unpatchedWindows: 0, lastPatched: '2SAT@2026-03-07' };

describe('standingOf()', () => {
  it.each([
    [0, '2SAT@2026-03-07', 'compliant'],
    [0, undefined, 'unproven'],
    [1, '2SAT@2026-03-07', 'behind'],
    [1, undefined, 'behind'],
    [OVERDUE_WINDOWS - 1, '2SAT@2026-03-07', 'behind'],
    [OVERDUE_WINDOWS, '2SAT@2026-03-07', 'overdue'],
    [OVERDUE_WINDOWS + 1, undefined, 'overdue'],
  ])(
    'of a node with %s windows without a patch, last patched in %s, is %s',
    (unpatchedWindows, lastPatched, standing) => {
      expect(standingOf(aSeenNode(), { unpatchedWindows, lastPatched })).toBe(standing);
    },
  );

  it.each([
    [undefined, 'missing'],
    ['2STA', 'malformed'],
    ['3SAT', 'not-approved'],
    ['EXEMPT', 'excused'],
    ['REPLACE', 'excused'],
  ])('of a node with %s is %s, whatever its windows came to', (value, standing) => {
    expect(standingOf(aSeenNode({ value }), fine)).toBe(standing);
  });

  it('is unexcused where nothing stands behind a reserved value', () => {
    const verdict: TagVerdict = { kind: 'unexcused', value: 'EXEMPT', problem: 'No exception was approved for it.' };
    expect(standingOf(aSeenNode({ value: 'EXEMPT', verdict }), fine)).toBe('unexcused');
  });

  it('wants nothing of a node that is compliant, excused or gone', () => {
    expect(Object.keys(STANDINGS).filter((kind) => ![...WANTING].some((wanting) => wanting === kind))).toEqual([
      ...['compliant', 'behind', 'unproven', 'excused', 'gone', 'unseen'],
    ]);
  });
});
