/** More nodes of one owner wait for another day, since their ids must fit into a row of the ledger. */
const NODES_MAX = 10_000;
const DAY_MS = 86_400_000;

/**
 * As many nodes of an owner as one sweep answers. Of more than that each day has others, going on where the day before
 * ended, so that none waits for those before it to be put right: that may be never.
 */
export function nodesOfDay<Wrong extends { readonly node: { readonly id: string } }>(
  nodes: readonly Wrong[],
  at: Date,
): readonly Wrong[] {
  if (nodes.length <= NODES_MAX) return nodes;
  const sorted = nodes.toSorted((one, other) => (one.node.id < other.node.id ? -1 : 1));
  const start = (Math.floor(at.getTime() / DAY_MS) * NODES_MAX) % sorted.length;
  return [...sorted.slice(start), ...sorted.slice(0, start)].slice(0, NODES_MAX);
}
