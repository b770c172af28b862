/** Tests that fail, each in another way: `mutate-runner.mjs` must see every one of them as red. Jest does not look here. */
import { describe, expect, it, jest } from '@jest/globals';

describe('red tests', () => {
  it('compares', () => {
    expect({ a: 1 }).toEqual({ a: 2 });
  });

  it('compares with a snapshot', () => {
    expect('a').toMatchInlineSnapshot(`"b"`);
  });

  it('waits', async () => {
    await expect(Promise.resolve(1)).resolves.toBe(2);
  });

  it.each([{ n: 1 }])('has a table, and throws in row $n', ({ n }) => {
    throw new Error(`Row ${n}`);
  });

  it('finds what it has mocked', () => {
    jest.spyOn(Math, 'max').mockReturnValue(1);
    expect(Math.max(1, 2)).toBe(2);
  });
});
