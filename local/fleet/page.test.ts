import { describe, expect, it } from '@jest/globals';
import { page, sizeWithin } from './page.ts';

const letters = ['a', 'b', 'c', 'd', 'e'];
const request = { size: 2, token: undefined, invalidTokenCode: 'InvalidNextToken' };

describe('page()', () => {
  it('gives every item once, and no token on the last page', () => {
    const first = page(letters, request);
    const second = page(letters, { ...request, token: first.nextToken });
    const third = page(letters, { ...request, token: second.nextToken });
    expect([first.items, second.items, third.items]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(third).not.toHaveProperty('nextToken');
  });

  it('gives no token for a page that is full and the last', () => {
    expect(page(letters, { ...request, size: 5 })).toEqual({ items: letters });
  });

  it('refuses a token that it never gave with the code of the service', () => {
    expect(() => page(letters, { ...request, token: 'abc' })).toThrow(
      expect.objectContaining({ code: 'InvalidNextToken' }),
    );
  });
});

describe('sizeWithin()', () => {
  const bounds = { name: 'maxResults', least: 5, most: 50, otherwise: 10 };

  it('takes the bounds themselves, and a default for nothing', () => {
    expect([5, 50, undefined].map((asked) => sizeWithin(asked, bounds))).toEqual([5, 50, 10]);
  });

  it.each([4, 51, 7.5])('refuses %d instead of trimming it', (asked) => {
    expect(() => sizeWithin(asked, bounds)).toThrow(`Value '${asked}' at 'maxResults'`);
  });
});
