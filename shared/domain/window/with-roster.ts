import type { Wait } from './before-roster.ts';
import { type Emergency, inScope } from './emergency.ts';
import { type Cell, cellKey, cellsOf, type RosterNode } from './node.ts';

export interface WithRosterInput {
  readonly nodes: readonly RosterNode[];
  /** Cells whose nodes could not all be read. */
  readonly unreadCells: readonly Cell[];
  readonly last: LastRoster | undefined;
  /** Cells of which the aggregator says that what it shows is old or nothing. */
  readonly staleCells: readonly Cell[];
  readonly emergency: Emergency | undefined;
  readonly released: boolean;
  readonly rosterShrinkPercent: number;
}

/** Where the schedule had nodes the last time that one of its windows opened, and how many. */
export interface LastRoster {
  readonly window: string;
  readonly cells: readonly LastCell[];
}

export interface LastCell extends Cell {
  readonly nodes: number;
}

export type WithRoster =
  | {
      readonly kind: 'go-on';
      /** The nodes that the window owes, as far as the inventory shows them. */
      readonly nodes: readonly RosterNode[];
      /** Where it runs: all cells of those nodes, and the vanished ones. */
      readonly cells: readonly Cell[];
      /** Cells of the last time in which no node shows now: they are run all the same, and told. */
      readonly vanishedCells: readonly Cell[];
      /** Those among all its cells of which the aggregator is behind: run all the same, and told. */
      readonly staleCells: readonly Cell[];
    }
  | (Wait & { readonly reason: 'roster-shrunk' });

/** In a smaller roster a single node is more than a tenth, so that a share of it says little. */
export const SHRINKABLE_ROSTER_MIN = 10;

/**
 * Decides where a window runs, once its nodes have been looked for.
 *
 *   C1. A cell is dropped neither for its silence nor for the inventory's: the cells are those of now and of last time.
 *   C2. A roster that lost more than `rosterShrinkPercent` of the nodes of last time waits until a person releases it.
 *   C3. A cell that could not be read is left out of that comparison: it stops nothing but itself (P6).
 *   C4. Cells and nodes out of an emergency's scope are none of its business.
 */
export function withRoster(input: WithRosterInput): WithRoster {
  const asked = <Item extends Cell>(items: readonly Item[]) => items.filter((item) => inScope(item, input.emergency)); // C4
  const nodes = asked(input.nodes);
  const lastCells = asked(input.last?.cells ?? []).filter((cell) => cell.nodes > 0);

  const unread = keysOf(input.unreadCells);
  const compared = (cell: Cell) => !unread.has(cellKey(cell)); // C3
  const before = lastCells.filter(compared).reduce((sum, cell) => sum + cell.nodes, 0);
  const now = nodes.filter(compared).length;
  const lost = before - now;
  if (before >= SHRINKABLE_ROSTER_MIN && lost * 100 > input.rosterShrinkPercent * before && !input.released) {
    const waitsFor = `The roster has ${now} nodes where ${input.last?.window} had ${before}; more than ${input.rosterShrinkPercent} % fewer wait for a person to release the window.`;
    return { kind: 'wait', reason: 'roster-shrunk', waitsFor }; // C2
  }

  const seen = keysOf(nodes);
  const cells = cellsOf([...nodes, ...lastCells]); // C1
  const stale = keysOf(input.staleCells);
  return {
    kind: 'go-on',
    nodes,
    cells,
    vanishedCells: cells.filter((cell) => !seen.has(cellKey(cell))),
    staleCells: cells.filter((cell) => stale.has(cellKey(cell))),
  };
}

function keysOf(cells: readonly Cell[]): ReadonlySet<string> {
  return new Set(cells.map(cellKey));
}
