import { describe, expect, it } from '@jest/globals';
import { byWeekdayAndHour } from './by-weekday-and-hour.ts';

describe('byWeekdayAndHour()', () => {
  it('puts 2SAT before 10SAT, the weekly schedule before those of the month, and what is no schedule last', () => {
    expect(
      byWeekdayAndHour(['whenever', '10SAT', '2SATX4', '22FRI', '2SAT', '2SATX1', '6SUN', 'EXEMPT', '0MON']),
    ).toEqual(['6SUN', '0MON', '22FRI', '2SAT', '2SATX1', '2SATX4', '10SAT', 'EXEMPT', 'whenever']);
  });

  it('leaves the list that it is given as it is', () => {
    const values = ['10SAT', '2SAT'];
    byWeekdayAndHour(values);

    expect(values).toEqual(['10SAT', '2SAT']);
  });
});
