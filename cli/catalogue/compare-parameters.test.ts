import { describe, expect, it } from '@jest/globals';
import { compareParameters } from './compare-parameters.ts';

function compare(here: string, there: string) {
  return compareParameters(new Map([['x', here]]), new Map([['x', there]]))[0];
}

describe('compareParameters()', () => {
  it.each([
    ['{"a":1,"b":{"c":[1,2],"d":2}}', '{ "b": { "d": 2, "c": [1, 2] }, "a": 1 }'],
    ['[{"a":1,"b":2}]', '[{"b":2,"a":1}]'],
    ['no JSON', 'no JSON'],
  ])('takes %s for %s', (here, there) => {
    expect(compare(here, there)).toEqual({ name: 'x', kind: 'unchanged', patch: '' });
  });

  it.each([
    ['{"a":1}', '{"a":2}', ['-  "a": 2', '+  "a": 1']],
    ['{"waves":[1,2]}', '{"waves":[2,1]}', ['-  "waves": [2, 1]', '+  "waves": [1, 2]']],
    ['{"a":1}', '{"a":1,"b":null}', ['-  "a": 1,', '-  "b": null', '+  "a": 1']],
    ['{"a":{"b":1}}', '{"a":null}', ['-  "a": null', '+  "a": {', '+    "b": 1', '+  }']],
    ['{"a":1}', 'no JSON', ['-no JSON', '+{', '+  "a": 1', '+}']],
    ['null', '{}', ['-{}', '+null']],
  ])('tells %s from %s', (here, there, lines) => {
    const comparison = compare(here, there);
    expect(comparison?.kind).toBe('changed');
    expect(comparison?.patch.split('\n').filter((line) => /^[+-](?![+-])/.test(line))).toEqual(lines);
  });

  it('tells of each name once, in order', () => {
    const here = new Map(Object.entries({ '/10SAT': '1', '/2SAT': '1' }));
    const there = new Map(Object.entries({ '/6SAT': '1', '/10SAT': '1' }));
    expect(compareParameters(here, there).map(({ name, kind }) => [name, kind])).toEqual([
      ['/2SAT', 'new'],
      ['/6SAT', 'only-there'],
      ['/10SAT', 'unchanged'],
    ]);
  });
});
