import type { PlannedCell } from '../../shared/aws/ledger/window-rows.ts';
import type { KnownCell } from '../../shared/domain/window/decide-windows.ts';
import { cellKey, type RosterNode } from '../../shared/domain/window/node.ts';
import type { Verdict } from '../../shared/domain/window/verdict.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import { sha256 } from '../../shared/platform/sha256.ts';
import type { World } from './sweep-windows.ts';

/** What is to run in a cell, and the nodes that the window owes there. */
export interface CellToWrite {
  readonly cell: Omit<PlannedCell, 'roster'>;
  readonly owed: readonly RosterNode[];
  /** What becomes of those nodes at once, where nothing is to run. */
  readonly verdict: Verdict | undefined;
}

/** So many cells are written down before the next: what a sweep that dies has to do again. */
const CELLS_AT_ONCE = 100;

/** Digits of a digest. It is compared with that of the same cell a few minutes before, and with no other. */
const DIGEST_DIGITS = 16;

/**
 * Writes down the roster, some cells after the others.
 *
 *   K1. The row of a cell is there before those of its nodes: a node that no cell leads to would be owed by nobody (P3).
 *   K2. A cell says that its roster is written once all of it is. One that says so is not written again by a later try
 *       that finds the same.
 *   K3. Nodes that an earlier try has written down stay, whatever the inventory shows now (P3).
 */
export async function writeCells(
  windowId: string,
  { cells, written }: { readonly cells: readonly CellToWrite[]; readonly written: ReadonlyMap<string, KnownCell> },
  world: World,
): Promise<void> {
  const before = ({ cell }: CellToWrite) => written.get(cellKey(cell));
  const unwritten = cells.filter((each) => before(each)?.roster?.digest !== digestOf(each)); // K2
  for (let start = 0; start < unwritten.length; start += CELLS_AT_ONCE) {
    const some = unwritten.slice(start, start + CELLS_AT_ONCE);
    const whole = await inGroups(some, (each) => withEarlier(windowId, each, before(each), world));
    await writeSome(windowId, whole, world);
  }
}

async function writeSome(windowId: string, cells: readonly WholeCell[], world: World): Promise<void> {
  const now = world.now();
  await world.windows.putCells(
    windowId,
    cells.map(({ cell }) => cell), // K1
    now,
  );
  await world.nodes.put(
    windowId,
    cells.flatMap(({ owed, verdict }) => owed.map((node) => ({ ...node, verdict }))),
  );
  const done = cells.map(({ cell, owed, digest }) => ({ ...cell, roster: { size: owed.length, digest } }));
  await world.windows.putCells(windowId, done, now);
}

interface WholeCell extends CellToWrite {
  /** Of what was found this time. */
  readonly digest: string;
}

/** With the nodes that an earlier try has written down there. */
async function withEarlier(
  windowId: string,
  found: CellToWrite,
  before: KnownCell | undefined,
  world: World,
): Promise<WholeCell> {
  const digest = digestOf(found);
  if (before === undefined) return { ...found, digest };
  const earlier = await world.nodes.inCell(windowId, found.cell);
  const owed = new Map([...earlier.map(observedOf), ...found.owed].map((node) => [node.id, node])); // K3
  return { ...found, owed: [...owed.values()], digest };
}

/** Of everything that is written of a cell and its nodes, in whatever order AWS has shown them. */
function digestOf({ cell: { operation, reason, nodes }, owed }: CellToWrite): string {
  const rows = owed.map((node) => JSON.stringify(observedOf(node))).sort();
  return sha256(JSON.stringify([operation, reason ?? '', nodes, ...rows])).slice(0, DIGEST_DIGITS);
}

/** The node as it was observed, without what became of it there. */
export function observedOf({ id, account, region, name, platform, owner, wave, power }: RosterNode): RosterNode {
  return { id, account, region, name, platform, owner, wave, power };
}

/** How many nodes a window owes whose roster is written down. */
export function rosterSize(cells: readonly KnownCell[]): number {
  return cells.reduce((sum, { roster }) => sum + (roster?.size ?? 0), 0);
}
