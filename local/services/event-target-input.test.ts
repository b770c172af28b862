import { describe, expect, it } from '@jest/globals';
import { readTargetInput } from './event-target-input.ts';

const event = { id: '1', detail: { list: ['a', 'b'], text: 'says "x"', count: 2 } };

describe('readTargetInput()', () => {
  it.each([
    [{}, event],
    [{ Input: '{"a":1}' }, { a: 1 }],
    [{ InputPath: '$.detail.list[1]' }, 'b'],
    [{ InputPath: '$' }, event],
    [
      {
        InputTransformer: {
          InputPathsMap: { t: '$.detail.text', n: '$.detail.count', l: '$.detail.list' },
          InputTemplate: '{"t":"<t>","n":<n>,"l":<l>}',
        },
      },
      { t: 'says "x"', n: 2, l: ['a', 'b'] },
    ],
  ])('%j', (target, expected) => {
    expect(readTargetInput(target)(event)).toEqual(expected);
  });

  it('refuses a path with a colon: a tag key such as ours cannot be reached', () => {
    expect(() => readTargetInput({ InputPath: '$.detail.tags.maintenance:patching' })).toThrow('is not valid');
  });
});
