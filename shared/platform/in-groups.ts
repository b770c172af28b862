/** So many calls at once finish in seconds what one after another would not in a Lambda's time. */
const GROUP_MAX = 25;

/** Does the same for many items, some of them at a time, and answers in their order. */
export async function inGroups<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += GROUP_MAX) {
    results.push(...(await Promise.all(items.slice(start, start + GROUP_MAX).map(act))));
  }
  return results;
}
