import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from './sample-event.ts';
import { fieldPaths, sampleEventWith, withField } from './sample-event-with.ts';

describe('withField()', () => {
  const whole = { a: { b: 1, c: [1, 2] } };

  it.each([
    [['a', 'b'], 7, { a: { b: 7, c: [1, 2] } }],
    [['a', 'c', '1'], 7, { a: { b: 1, c: [1, 7] } }],
    [['a', 'c', '0'], undefined, { a: { b: 1, c: [2] } }],
    [['a', 'new'], null, { a: { b: 1, c: [1, 2], new: null } }],
    [['a'], undefined, {}],
    [[], 7, 7],
  ])('changes %j to %j', (path, value, expected) => {
    expect(withField(whole, path, value)).toStrictEqual(expected);
    expect(whole).toEqual({ a: { b: 1, c: [1, 2] } });
  });

  it('throws for a path that leads nowhere', () => {
    expect(() => withField(whole, ['a', 'b', 'c'], 7)).toThrow('Cannot set c: 1 has no fields');
  });
});

describe('sampleEventWith()', () => {
  it('changes one field of the sample', () => {
    expect(sampleEventWith('sweep-tick', 'kind', 'other')).toEqual({
      ...Object(sampleEvent('sweep-tick')),
      kind: 'other',
    });
  });
});

describe('fieldPaths()', () => {
  it('finds every field, those inside others too', () => {
    expect(fieldPaths({ a: { b: 1 }, c: [2], d: null })).toEqual([['a'], ['a', 'b'], ['c'], ['c', '0'], ['d']]);
  });
});
