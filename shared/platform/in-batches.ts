import { inGroups } from './in-groups.ts';

/** Does the same for batches of items, for a service that takes so many at once, and answers in their order. */
export function inBatches<Item, Result>(
  items: readonly Item[],
  batchMax: number,
  act: (batch: readonly Item[]) => Promise<Result>,
): Promise<Result[]> {
  const starts = Array.from({ length: Math.ceil(items.length / batchMax) }, (_, index) => index * batchMax);
  return inGroups(starts, (start) => act(items.slice(start, start + batchMax)));
}
