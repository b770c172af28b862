/** Calls that run at the same time: enough to get through ten thousand nodes, and far below what DynamoDB minds. */
const ABREAST = 20;

/** Acts on every item, some at a time, and answers in their order. */
export async function abreast<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += ABREAST) {
    results.push(...(await Promise.all(items.slice(start, start + ABREAST).map(act))));
  }
  return results;
}
