import { describe, expect, it } from '@jest/globals';
import { select } from './json-path.ts';

const answer = { Nodes: [{ Id: 'a', Tags: ['x', 'y'] }, { Id: 'b' }], Total: 2 };

describe('select()', () => {
  it.each([
    ['$.Nodes[0].Id', 'a'],
    ['$.Nodes[1].Tags[0]', undefined],
    ['$.Nodes[2].Id', undefined],
    ['Nodes[0].Tags[1]', 'y'],
    ['$.Nodes[*].Id', ['a', 'b']],
    ['$.Nodes[*].Tags[*]', ['x', 'y']],
    ['$.Nobody[*].Id', []],
    ['$.Total', 2],
    ['$', answer],
  ])('%s', (selector, found) => {
    expect(select(answer, selector)).toEqual(found);
  });

  it.each(['$..Id', '$.Nodes[?(@.Id)]', '$.Nodes.length()', '$.Nodes[-1]'])(
    'refuses %s, which it does not play',
    (selector) => {
      expect(() => select(answer, selector)).toThrow(`The selector ${selector} is not played`);
    },
  );
});
