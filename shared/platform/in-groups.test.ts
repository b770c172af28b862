import { expect, it } from '@jest/globals';
import { inGroups } from './in-groups.ts';

it('inGroups() acts on 25 at a time, and answers in order', async () => {
  let atWork = 0;
  let mostAtWork = 0;
  const items = Array.from({ length: 60 }, (_, index) => index);

  const doubled = await inGroups(items, async (item) => {
    atWork += 1;
    mostAtWork = Math.max(mostAtWork, atWork);
    await Promise.resolve();
    atWork -= 1;
    return item * 2;
  });

  expect(doubled).toEqual(items.map((item) => item * 2));
  expect(mostAtWork).toBe(25);
});
