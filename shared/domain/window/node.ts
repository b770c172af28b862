/** An account and Region pair: the unit of fan-out and of isolation. */
export interface Cell {
  readonly account: string;
  readonly region: string;
}

/** A node as a window's roster knows it: what was observed when the window opened. */
export interface RosterNode extends Cell {
  /** `i-…` or `mi-…`. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly platform?: string | undefined;
  readonly owner?: string | undefined;
  /** The tag `maintenance:wave`: empty where the node carries none, absent where its tags are not known (`mi-…`). */
  readonly wave?: string | undefined;
  /** Known only of EC2 nodes, from the aggregator, up to a day old. */
  readonly power?: 'running' | 'stopped' | undefined;
}

export function cellKey({ account, region }: Cell): string {
  return `${account}#${region}`;
}

/** What lies in each cell, by `cellKey`, in one pass: an organization has thousands of cells and 100,000 nodes. */
export function byCell<Item extends Cell>(items: Iterable<Item>): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const before = found.get(cellKey(item));
    if (before === undefined) found.set(cellKey(item), [item]);
    else before.push(item);
  }
  return found;
}

/** The distinct cells of some nodes, ordered by account and Region. */
export function cellsOf(nodes: Iterable<Cell>): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { account, region } of nodes) cells.set(cellKey({ account, region }), { account, region });
  return [...cells.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}
