import { describe, expect, it } from '@jest/globals';
import { allItems, pages } from './pages.ts';

interface Page {
  readonly items?: readonly number[];
  readonly token?: string;
}

describe('allItems()', () => {
  const listing = (...all: readonly Page[]) => {
    const asked: (string | undefined)[] = [];
    const read = async (token: string | undefined): Promise<Page> => {
      asked.push(token);
      return all[token === undefined ? 0 : Number(token)] ?? {};
    };
    return { asked, items: () => allItems(read, { items: (page) => page.items, nextToken: (page) => page.token }) };
  };

  it('reads every page in order, also past an empty one that carries a token', async () => {
    const { asked, items } = listing(
      { items: [1, 2], token: '1' },
      { items: [], token: '2' },
      { token: '3' },
      { items: [3] },
    );

    expect(await items()).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, '1', '2', '3']);
  });

  it('takes an empty token for the end, as some services put it', async () => {
    const { asked, items } = listing({ items: [1], token: '' }, { items: [2] });

    expect(await items()).toEqual([1]);
    expect(asked).toHaveLength(1);
  });

  it('gives up on a listing that does not end', async () => {
    await expect(listing({ items: [], token: '0' }).items()).rejects.toThrow(
      'Cannot read a listing: it has not ended after 10000 pages',
    );
  });
});

describe('pages()', () => {
  it('reads a page only when it is wanted', async () => {
    let read = 0;
    for await (const page of pages(
      async () => ++read,
      () => 'more',
    ))
      if (page === 2) break;

    expect(read).toBe(2);
  });
});
