import { describe, expect, it } from '@jest/globals';
import { complies, judgeTag } from './judge-tag.ts';

const approved = ['22FRI', '2SAT', '2SATX4'];

describe('judgeTag()', () => {
  it.each([
    ['2SAT', { kind: 'approved', value: '2SAT' }],
    ['EXEMPT', { kind: 'reserved', value: 'EXEMPT' }],
    ['REPLACE', { kind: 'reserved', value: 'REPLACE' }],
    [undefined, { kind: 'missing' }],
    ['3SAT', { kind: 'not-approved', value: '3SAT', nearest: { kind: 'meant', value: '2SAT', distance: 1 } }],
    ['2STA', { kind: 'malformed', value: '2STA', nearest: { kind: 'meant', value: '2SAT', distance: 1 } }],
    ['2 sat', { kind: 'malformed', value: '2 sat', nearest: { kind: 'meant', value: '2SAT', confidence: 'certain' } }],
    ['2SA', { kind: 'malformed', value: '2SA', nearest: { kind: 'meant', value: '2SAT' } }],
    ['exempt', { kind: 'malformed', value: 'exempt', nearest: { kind: 'meant', value: 'EXEMPT' } }],
    ['12SAT', { kind: 'not-approved', value: '12SAT', nearest: { kind: 'meant', value: '2SAT' } }],
    ['banana', { kind: 'malformed', value: 'banana', nearest: { kind: 'none' } }],
    ['', { kind: 'malformed', value: '', nearest: { kind: 'none' } }],
  ])('judges %p', (value, verdict) => {
    expect(judgeTag(value, approved)).toMatchObject(verdict);
  });

  it('says of a malformed value where reading stopped and what was wanted', () => {
    expect(judgeTag('2SATX9', approved)).toEqual({
      kind: 'malformed',
      value: '2SATX9',
      problem: '"2SATX9" is not a schedule: at position 5 it has "9", wanted the number of the week, 1 to 5.',
      nearest: {
        kind: 'meant',
        value: '2SATX4',
        confidence: 'likely',
        distance: 1,
        because: 'optimal string alignment, distance 1',
      },
    });
  });

  it('proposes nothing for a name in the catalogue that is no schedule', () => {
    expect(judgeTag('Sat', ['Sat'])).toMatchObject({ kind: 'malformed', nearest: { kind: 'none' } });
  });

  it('approves nothing where nothing is approved', () => {
    expect(judgeTag('2SAT', [])).toEqual({ kind: 'not-approved', value: '2SAT', nearest: { kind: 'none' } });
  });
});

describe('complies()', () => {
  it.each([
    ['2SAT', true],
    ['EXEMPT', true],
    [undefined, false],
    ['3SAT', false],
    ['2STA', false],
  ])('%p complies: %p', (value, compliant) => {
    expect(complies(judgeTag(value, approved))).toBe(compliant);
  });
});
