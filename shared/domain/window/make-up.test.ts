import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { makeUpWindows } from './make-up.ts';

describe('makeUpWindows()', () => {
  it('lists the twelve windows that follow, without the one that is made up for', () => {
    const windows = [...makeUpWindows(aWindow(), anEntry())];

    expect(windows.map(({ id }) => id)).toEqual([
      '22FRI@2026-03-13',
      '22FRI@2026-03-20',
      '22FRI@2026-03-27',
      '22FRI@2026-04-03',
      '22FRI@2026-04-10',
      '22FRI@2026-04-17',
      '22FRI@2026-04-24',
      '22FRI@2026-05-01',
      '22FRI@2026-05-08',
      '22FRI@2026-05-15',
      '22FRI@2026-05-22',
      '22FRI@2026-05-29',
    ]);
    expect(windows[0]).toEqual({
      id: '22FRI@2026-03-13',
      schedule: '22FRI',
      date: '2026-03-13',
      opensAt: new Date('2026-03-13T21:00:00Z'),
      cutoffAt: new Date('2026-03-14T00:00:00Z'),
      closesAt: new Date('2026-03-14T01:00:00Z'),
    });
  });

  it('finds as many of a weekday that few months have', () => {
    const fifths = [...makeUpWindows({ ...aWindow(), schedule: '22FRIX5' }, anEntry())];

    expect(fifths).toHaveLength(12);
    expect(fifths.at(-1)?.id).toBe('22FRIX5@2028-12-29');
  });
});
