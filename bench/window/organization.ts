/** An organization by numbers: every account has the same Regions, and a few cells have most of the nodes. */
import type { Cell } from '../../shared/domain/window/node.ts';

export interface Size {
  readonly accounts: number;
  readonly regions: number;
  readonly nodes: number;
}

export interface Organization {
  readonly size: Size;
  readonly cells: readonly Cell[];
  readonly nodesIn: (cell: Cell) => number;
  readonly nodeId: (cell: Cell, index: number) => string;
  /** The node that comes at a place when all cells are listed one after the other. */
  readonly nodeAt: (place: number) => { readonly cell: Cell; readonly index: number };
}

export const HUB = { account: '111122223333', region: 'eu-central-1' };

const REGIONS = [
  HUB.region,
  'eu-west-1',
  'us-east-1',
  'us-west-2',
  'ap-southeast-2',
  'ap-northeast-1',
  'ca-central-1',
  'sa-east-1',
];

/** Shares of the nodes, in turn from cell to cell: of 25 nodes a cell on average, these have from 8 to 80. */
const SHARES = [1, 5, 1, 2, 10, 1, 3, 2];

/** How many cells show every kind of cell there is. */
export const CELL_KINDS = SHARES.length;

export function organizationOf(size: Size): Organization {
  const regions = REGIONS.slice(0, size.regions);
  if (regions.length < size.regions)
    throw new Error(`Cannot make ${size.regions} Regions: ${REGIONS.length} are known`);
  const cells = Array.from({ length: size.accounts }, (_, account) =>
    regions.map((region) => ({ account: String(200_000_000_000 + account), region })),
  ).flat();
  const numbers = new Map(cells.map((cell, number) => [keyOf(cell), number]));
  const numberOf = (cell: Cell) => numbers.get(keyOf(cell)) ?? 0;
  const begins = placesWhereCellsBegin(cells.length, size.nodes);
  const beginOf = (number: number) => begins[number] ?? size.nodes;

  return {
    size,
    cells,
    nodesIn: (cell) => beginOf(numberOf(cell) + 1) - beginOf(numberOf(cell)),
    nodeId: (cell, index) => `i-${(numberOf(cell) * 2 ** 20 + index).toString(16).padStart(17, '0')}`,
    nodeAt: (place) => {
      const number = lastAtMost(begins, place);
      const cell = cells[number];
      if (cell === undefined) throw new Error(`Cannot find node ${place}: there are ${size.nodes}`);
      return { cell, index: place - beginOf(number) };
    },
  };
}

function keyOf({ account, region }: Cell): string {
  return `${account}#${region}`;
}

/** Rounded so that they add up: each cell begins where the shares before it end. */
function placesWhereCellsBegin(cellCount: number, nodeCount: number): number[] {
  const shareOf = (number: number) => SHARES[number % SHARES.length] ?? 1;
  const sum = Array.from({ length: cellCount }, (_, number) => shareOf(number)).reduce((a, b) => a + b, 0);
  let before = 0;
  return Array.from({ length: cellCount }, (_, number) => {
    const begins = Math.floor((nodeCount * before) / sum);
    before += shareOf(number);
    return begins;
  });
}

/** The place of the last number that is not above a limit, in a list that ascends. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
