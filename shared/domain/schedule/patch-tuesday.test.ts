import { describe, expect, it } from '@jest/globals';
import { patchesPublishedAt, patchTuesdayOf, patchTuesdaysOf } from './patch-tuesday.ts';

describe('patchTuesdayOf()', () => {
  it('is the only Tuesday from the 8th to the 14th, in every month of a hundred years', () => {
    const wrong: string[] = [];
    for (let month = 0; month < 1200; month += 1) {
      const date = patchTuesdayOf(new Date(Date.UTC(1980, month, 1)).toISOString().slice(0, 7));
      const days = [8, 9, 10, 11, 12, 13, 14].map((day) => new Date(Date.UTC(1980, month, day)));
      const tuesdays = days.filter((day) => day.getUTCDay() === 2).map((day) => day.toISOString().slice(0, 10));
      if (tuesdays.join() !== date) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });

  it('names what is no month', () => {
    expect(() => patchTuesdayOf('2026-13')).toThrow('"2026-13-01" is no day of the calendar');
  });
});

describe('patchTuesdaysOf()', () => {
  it('gives the twelve that Microsoft kept in 2025', () => {
    expect(patchTuesdaysOf(2025)).toEqual([
      '2025-01-14',
      '2025-02-11',
      '2025-03-11',
      '2025-04-08',
      '2025-05-13',
      '2025-06-10',
      '2025-07-08',
      '2025-08-12',
      '2025-09-09',
      '2025-10-14',
      '2025-11-11',
      '2025-12-09',
    ]);
  });
});

describe('patchesPublishedAt()', () => {
  it.each([
    ['2026-01', '2026-01-13T18:00:00.000Z'],
    ['2026-03', '2026-03-10T17:00:00.000Z'],
    ['2026-07', '2026-07-14T17:00:00.000Z'],
  ])('in %s it is ten in the morning in Redmond, %s', (month, instant) => {
    expect(patchesPublishedAt(month).toISOString()).toBe(instant);
  });
});
