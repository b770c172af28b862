/** Far above any real listing; a listing that does not end is a bug somewhere, and must not become an endless bill. */
const PAGES_MAX = 10_000;

/**
 * Reads every page of a listing. A page may be empty and still carry a token (Parameter Store does that), so only a
 * missing token ends it.
 */
export async function* pages<Page, Token = string>(
  read: (token: Token | undefined) => Promise<Page>,
  nextToken: (page: Page) => Token | undefined,
): AsyncGenerator<Page> {
  let token: Token | undefined;
  for (let count = 0; count < PAGES_MAX; count += 1) {
    const page = await read(token);
    yield page;
    token = nextToken(page);
    if (!token) return; // absent, or empty as some services put it
  }
  throw new Error(`Cannot read a listing: it has not ended after ${PAGES_MAX} pages`);
}

/** The items of every page, in order. */
export async function allItems<Page, Item, Token = string>(
  read: (token: Token | undefined) => Promise<Page>,
  of: {
    readonly items: (page: Page) => readonly Item[] | undefined;
    readonly nextToken: (page: Page) => Token | undefined;
  },
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages(read, of.nextToken)) all.push(...(of.items(page) ?? []));
  return all;
}
