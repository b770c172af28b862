import { describe, expect, it } from '@jest/globals';
import { judgeTag } from './judge-tag.ts';
import { countTags, TAG_CLASSES, tagClassOf } from './tag-census.ts';

describe('tagClassOf()', () => {
  it.each([
    ['2SAT', 'valid'],
    [undefined, 'missing'],
    ['', 'malformed'],
    ['2STA', 'malformed'],
    ['3SAT', 'not-approved'],
    ['EXEMPT', 'exempt-or-immutable'],
    ['REPLACE', 'exempt-or-immutable'],
  ])('puts %p into %s', (value, wanted) => {
    expect(tagClassOf(judgeTag(value, ['2SAT']))).toBe(wanted);
  });
});

describe('countTags()', () => {
  it('names all five classes, also of nothing', () => {
    expect(Object.keys(countTags([])).sort()).toEqual([...TAG_CLASSES].sort());
    expect(Object.values(countTags([]))).toEqual([0, 0, 0, 0, 0]);
  });

  it('adds up to the inventory', () => {
    const values = ['2SAT', '2SAT', undefined, '2STA', '3SAT', 'EXEMPT', 'REPLACE', ''];
    const counts = countTags(values.map((value) => judgeTag(value, ['2SAT'])));

    expect(counts).toEqual({ valid: 2, missing: 1, malformed: 2, 'not-approved': 1, 'exempt-or-immutable': 2 });
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(values.length);
  });
});
