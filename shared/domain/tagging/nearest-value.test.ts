import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignmentDistance, nearestValues } from './nearest-value.ts';

const approved = ['2SAT', '6SAT', '2SATX4', '22FRI', 'EXEMPT'];

describe('nearestValues()', () => {
  it.each([
    ['2STA', '2SAT', 1],
    ['2SATX9', '2SATX4', 1],
    ['2sat', '2SAT', 0],
    [' 2SATX4 ', '2SATX4', 0],
    ['22FIR', '22FRI', 1],
    ['22FR', '22FRI', 1],
    ['02SATX4', '2SATX4', 1],
    ['2SATX#4', '2SATX4', 1],
    ['EXCEMPT', 'EXEMPT', 1],
    ['22FIRR', '22FRI', 2],
  ])('%j is nearest to %s, at %i', (text, value, distance) => {
    expect(nearestValues(text, approved)).toEqual({ kind: 'one', value, distance });
  });

  it('gives all that are equally near, in the order approved', () => {
    expect(nearestValues('4SAT', approved)).toEqual({ kind: 'several', values: ['2SAT', '6SAT'], distance: 1 });
    expect(nearestValues('SAT2', approved)).toEqual({ kind: 'several', values: ['2SAT', '6SAT'], distance: 2 });
  });

  it('counts a value that is approved twice once', () => {
    expect(nearestValues('2STA', ['2SAT', '2SAT'])).toEqual({ kind: 'one', value: '2SAT', distance: 1 });
  });

  it.each(['banana', '', '   ', '2', 'MON', '2MONX1', '2SAT or whenever it suits'])('%j is near to none', (text) => {
    expect(nearestValues(text, approved)).toEqual({ kind: 'none' });
  });

  it('never takes more than half of the characters for slips', () => {
    expect(nearestValues('3S', ['2SAT'])).toEqual({ kind: 'none' }); // Distance 3.
    expect(nearestValues('2X', ['2'])).toEqual({ kind: 'one', value: '2', distance: 1 });
    expect(nearestValues('XYZ', ['XAB'])).toEqual({ kind: 'none' }); // Distance 2, of three.
  });

  it('finds nothing among nothing', () => {
    expect(nearestValues('2SAT', [])).toEqual({ kind: 'none' });
  });
});

describe('alignmentDistance()', () => {
  it.each([
    ['', '', 0],
    ['', 'SAT', 3],
    ['SAT', 'SAT', 0],
    ['SAT', 'STA', 1],
    ['SAT', 'SAAT', 1],
    ['SAT', 'ST', 1],
    ['SAT', 'SUT', 1],
    ['CA', 'ABC', 3], // The unrestricted metric would say 2.
    ['SATURDAY', 'SUNDAY', 3],
  ])('between %j and %j is %i', (one, other, distance) => {
    expect(alignmentDistance(one, other)).toBe(distance);
    expect(alignmentDistance(other, one)).toBe(distance);
  });

  it('agrees with the recursive definition', () => {
    const word = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => alignmentDistance(one, other) === recursive(one, other)),
      { seed: 1, numRuns: 500 },
    );
  });
});

function recursive(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const choices = [
    recursive(one.slice(1), other) + 1,
    recursive(one, other.slice(1)) + 1,
    recursive(one.slice(1), other.slice(1)) + (one[0] === other[0] ? 0 : 1),
  ];
  if (one.length > 1 && one[0] === other[1] && one[1] === other[0])
    choices.push(recursive(one.slice(2), other.slice(2)) + 1);
  return Math.min(...choices);
}
