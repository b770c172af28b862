import { describe, expect, it } from '@jest/globals';
import type { LintEntry, LintRule } from '../../shared/domain/schedule/lint/lint-input.ts';
import { neverOpening } from './never-opening.ts';

const now = new Date('2026-03-01T00:00:00Z');

describe('neverOpening()', () => {
  it('finds nothing against sound entries, nor against what is only unwise', () => {
    const entries = [entry('2SATX1'), entry('2SATX5', { after: '2SATX1', cutoffHours: 0, calendars: ['unknown'] })];
    expect(reasonsOf(entries)).toEqual({});
  });

  it.each<[string, LintEntry, string]>([
    ['an unknown zone', entry('2SAT', { zone: 'Mars/Olympus' }), 'The zone "Mars/Olympus" of 2SAT is unknown'],
    ['a cutoff at the opening', entry('2SAT', { cutoffHours: 4 }), 'The cutoff of 2SAT is not after its opening'],
    ['a cutoff before it', entry('2SAT', { cutoffHours: 5 }), 'The cutoff of 2SAT is not after its opening'],
    ['an unknown ring', entry('2SAT', { after: '6SAT' }), '2SAT comes after 6SAT, which is not in the catalogue'],
    ['itself before it', entry('2SAT', { after: '2SAT' }), '2SAT waits for itself'],
    ['no content', { ...entry('2SAT'), rule: undefined, problem: 'no JSON' }, 'The content of 2SAT cannot be read'],
  ])('finds %s', (_, broken, reason) => {
    const reasons = reasonsOf([broken, entry('10SAT')]);
    expect(reasons).toEqual({ '2SAT': expect.stringContaining(reason) });
  });

  it('says the first of several reasons', () => {
    const reasons = reasonsOf([entry('2SAT', { zone: 'Mars/Olympus', cutoffHours: 9 })]);
    expect(reasons).toEqual({ '2SAT': expect.stringContaining('Mars/Olympus') });
  });

  it('finds all rings of a cycle, and all that wait behind it', () => {
    const reasons = reasonsOf([
      entry('2SATX1', { after: '2SATX2' }),
      entry('2SATX2', { after: '2SATX1' }),
      entry('2SATX3', { after: '2SATX2' }),
      entry('2SATX4', { after: '2SATX3' }),
    ]);
    const waits = '2SATX2 waits for itself: 2SATX2 after 2SATX1 after 2SATX2, so none of them ever opens.';
    expect(reasons).toEqual({
      '2SATX1': expect.stringContaining('2SATX1 waits for itself'),
      '2SATX2': waits,
      '2SATX3': `It waits for 2SATX2. ${waits}`,
      '2SATX4': `It waits for 2SATX2. ${waits}`,
    });
  });
});

function reasonsOf(entries: readonly LintEntry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(neverOpening(entries, now));
}

function entry(value: string, overrides: Partial<LintRule> = {}): LintEntry {
  const rule = { zone: 'UTC', durationHours: 4, cutoffHours: 1, offsetDays: 0, environment: 'prod', waves: [1] };
  return { value, rule: { ...rule, ...overrides }, approved: undefined, sizeBytes: 200 };
}
