import type { Operation } from '../catalogue/catalogue-entry.ts';
import { type Cell, cellsOf } from './node.ts';
import type { CellOperation } from './plan-cells.ts';

/** One `TargetLocations` item: exactly the cells `accounts` × `regions`. */
export interface Location {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** One call to Automation, which does the same in all of its cells. */
export interface PlannedRun {
  /** Counted from 1 through all calls of the window. */
  readonly chunk: number;
  readonly operation: Operation;
  readonly locations: readonly Location[];
}

/** Accounts in one target location (StartAutomationExecution, API model). */
export const LOCATION_ACCOUNTS_MAX = 50;
/** Target locations in one call (StartAutomationExecution, API model). */
export const CHUNK_LOCATIONS_MAX = 100;
/** Accounts that a document can be shared with (Systems Manager quotas), and so in one call. */
export const CHUNK_ACCOUNTS_MAX = 1000;

/** The calls of a window: installs first, because scans can wait. Cells in which nothing is to run are in none. */
export function planRuns(cells: readonly (Cell & { readonly operation: CellOperation })[]): PlannedRun[] {
  const operations: readonly Operation[] = ['Install', 'Scan'];
  return operations
    .flatMap((operation) =>
      planChunks(cells.filter((cell) => cell.operation === operation)).map((locations) => ({ operation, locations })),
    )
    .map((run, index) => ({ chunk: index + 1, ...run }));
}

/**
 * Covers some cells by few calls.
 *
 *   R1. Each cell lies in exactly one location of exactly one chunk, and nothing else does.
 *   R2. Accounts with equal Region sets share a location; no limit above is exceeded, and no two chunks could be one.
 *   R3. The same cells give the same chunks, in whatever order they are observed.
 */
export function planChunks(cells: readonly Cell[]): Location[][] {
  const chunks: Location[][] = [];
  for (const location of locations(cells)) {
    const chunk = chunks.find((each) => fits(location, each));
    if (chunk === undefined) chunks.push([location]);
    else chunk.push(location);
  }
  return chunks;
}

function fits(location: Location, chunk: readonly Location[]): boolean {
  const accounts = [location, ...chunk].reduce((sum, each) => sum + each.accounts.length, 0);
  return chunk.length < CHUNK_LOCATIONS_MAX && accounts <= CHUNK_ACCOUNTS_MAX;
}

function locations(cells: readonly Cell[]): Location[] {
  const regionsByAccount = new Map<string, string[]>();
  for (const { account, region } of cellsOf(cells)) {
    regionsByAccount.set(account, [...(regionsByAccount.get(account) ?? []), region]);
  }
  const accountsByRegions = new Map<string, string[]>();
  for (const [account, regions] of regionsByAccount) {
    const key = regions.join();
    const accounts = accountsByRegions.get(key) ?? [];
    accounts.push(account);
    accountsByRegions.set(key, accounts);
  }
  return [...accountsByRegions].flatMap(([key, accounts]) =>
    inGroupsOf(LOCATION_ACCOUNTS_MAX, accounts).map((group) => ({ accounts: group, regions: key.split(',') })),
  );
}

function inGroupsOf<Item>(size: number, items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
