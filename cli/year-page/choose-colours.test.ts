import { describe, expect, it } from '@jest/globals';
import { COLOUR_COUNT, chooseColours } from './choose-colours.ts';

const days = (...names: string[]) => new Set(names);

describe('chooseColours()', () => {
  it('uses all colours before it repeats one', () => {
    const apart = Array.from({ length: COLOUR_COUNT }, (_, index) => days(`day ${index}`));
    expect(chooseColours(apart)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('gives a colour again to one that it never meets, rather than to one that it does', () => {
    const saturday = ['a', 'b', 'c', 'd', 'e'].map(() => days('sat'));
    const sunday = days('sun');
    // The sixth is alone; the seventh and eighth meet the five, and only the sixth's colour is free: once.
    expect(chooseColours([...saturday, sunday, days('sat'), days('sat', 'sun')])).toEqual([0, 1, 2, 3, 4, 5, 5, 0]);
  });

  it('has nothing to choose for nobody', () => {
    expect(chooseColours([])).toEqual([]);
  });
});
