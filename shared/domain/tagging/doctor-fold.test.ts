import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nths, weekdays } from '../schedule/schedule.ts';
import { compactText, foldText, skeletonOf } from './doctor-fold.ts';

describe('foldText()', () => {
  it.each([
    ['  2sat ', '2SAT'],
    ['2\u0405\u0410\u0422', '2SAT'], // Cyrillic
    ['4\u03a4UEX2', '4TUEX2'], // Greek
    ['\uff12\uff33\uff21\uff34', '2SAT'], // full width
    ['2\u200bSA\u00adT\ufeff', '2SAT'], // invisible
    ['s\u00e1bado', 'SABADO'],
    ['2SAT\u00d74', '2SATX4'],
    ['2\u0416', '2\u0416'], // a letter that looks like none of ours
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('folds each capital that is drawn like a Latin one', () => {
    const cyrillic = '\u0410\u0412\u0415\u0405\u0406\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425';
    const greek = '\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7';

    expect(foldText(cyrillic)).toBe('ABESIKMHOPCTYX');
    expect(foldText(greek)).toBe('ABEZHIKMNOPTYX');
  });
});

describe('compactText()', () => {
  it.each([
    ['2 SAT X 4', '2SATX4'],
    ['"2-SAT."', '2SAT'],
    ['2 2FRI', '2 2FRI'],
    ['1-4SAT', '1-4SAT'],
    ['4TUEX2+4', '4TUEX2+4'],
    [' .,; ', ''],
  ])('compacts %j to %j', (folded, compact) => {
    expect(compactText(folded)).toBe(compact);
  });
});

describe('skeletonOf()', () => {
  it.each(['Z5AT', 'ZSAT', '25AT'])('gives %s that of 2SAT', (text) => {
    expect(skeletonOf(text)).toBe(skeletonOf('2SAT'));
  });

  it('has a digit for each letter that is drawn like one', () => {
    expect(skeletonOf('OILZSGB AX')).toBe('0112568 AX');
  });

  it('is another for each of the 1,008 schedules, so that a skeleton never means two of them', () => {
    const weeks = ['', ...nths.map((nth) => `X${nth}`)];
    const values = Array.from({ length: 24 }, (_, hour) =>
      weekdays.flatMap((weekday) => weeks.map((week) => `${hour}${weekday}${week}`)),
    ).flat();

    expect(new Set(values.map(skeletonOf)).size).toBe(1008);
    fc.assert(
      fc.property(fc.constantFrom(...values), (value) => compactText(foldText(value)) === value),
      { seed: 1, numRuns: 200 },
    );
  });
});
