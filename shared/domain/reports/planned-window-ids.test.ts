import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { plannedWindowIds } from './planned-window-ids.ts';

const period = { from: new Date('2026-03-06T12:00:00Z'), to: new Date('2026-03-08T12:00:00Z') };

describe('plannedWindowIds()', () => {
  it('names the windows of the catalogue, and of schedules that ran before and have no entry any more', () => {
    const catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SATX4' })], problems: [] } as const;
    expect(plannedWindowIds(catalogue, ['22FRI', '2SAT'], period)).toEqual(['22FRI@2026-03-06', '2SAT@2026-03-07']);
  });

  it('knows what ran before while the catalogue cannot be read', () => {
    expect(plannedWindowIds({ kind: 'unread', reason: 'no' }, ['2SAT'], period)).toEqual(['2SAT@2026-03-07']);
  });
});
