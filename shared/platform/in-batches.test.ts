import { expect, it } from '@jest/globals';
import { inBatches } from './in-batches.ts';

it.each([
  [[], []],
  [[1], [[1]]],
  [[1, 2], [[1, 2]]],
  [
    [1, 2, 3, 4, 5],
    [[1, 2], [3, 4], [5]],
  ],
])('takes %j two at once, as %j', async (items, batches) => {
  expect(await inBatches(items, 2, async (batch) => batch)).toEqual(batches);
});
