import { describe, expect, it } from '@jest/globals';
import { type Cell, cellKey } from './node.ts';
import type { CellOperation } from './plan-cells.ts';
import { CHUNK_ACCOUNTS_MAX, CHUNK_LOCATIONS_MAX, LOCATION_ACCOUNTS_MAX, planChunks, planRuns } from './plan-run.ts';

const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;

describe('planChunks()', () => {
  it('puts accounts with the same Regions into one location', () => {
    const cells = [...cellsIn(['1', '2'], 'eu-west-1', 'eu-central-1'), ...cellsIn(['3'], 'eu-west-1')];

    expect(planChunks(cells)).toEqual([
      [
        { accounts: ['1', '2'], regions: ['eu-central-1', 'eu-west-1'] },
        { accounts: ['3'], regions: ['eu-west-1'] },
      ],
    ]);
  });

  it('makes no call for no cells', () => {
    expect(planChunks([])).toEqual([]);
  });

  it.each([
    [LOCATION_ACCOUNTS_MAX, [1]],
    [LOCATION_ACCOUNTS_MAX + 1, [2]],
    [CHUNK_ACCOUNTS_MAX, [20]],
    [CHUNK_ACCOUNTS_MAX + 1, [20, 1]],
    [2 * CHUNK_ACCOUNTS_MAX + 1, [20, 20, 1]],
  ])('needs for %d accounts of one Region calls of so many locations: %j', (count, locations) => {
    const chunks = planChunks(cellsIn(accounts(count), 'eu-west-1'));

    expect(chunks.map((chunk) => chunk.length)).toEqual(locations);
    expect(broken(cellsIn(accounts(count), 'eu-west-1'))).toEqual([]);
  });

  it('begins another call where the locations are too many', () => {
    // As many Region sets as accounts: no two can share a location.
    const cells = accounts(CHUNK_LOCATIONS_MAX + 1).flatMap((account, index) => cellsIn([account], `eu-west-${index}`));

    expect(planChunks(cells).map((chunk) => chunk.length)).toEqual([CHUNK_LOCATIONS_MAX, 1]);
    expect(broken(cells)).toEqual([]);
  });

  // Goal: R1 to R3 for every organization, not for tidy ones. Method: every choice of Regions for up to four accounts.
  it('keeps R1 to R3 in every small organization', () => {
    let count = 0;
    for (const cells of everySmallOrganization(4)) {
      count += 1;
      if (broken(cells).length > 0) expect({ cells, broken: broken(cells) }).toEqual({ cells, broken: [] });
    }
    expect(count).toBe(8 ** 4);
  });
});

describe('planRuns()', () => {
  const running = (operation: CellOperation, cells: readonly Cell[]) => cells.map((cell) => ({ ...cell, operation }));

  it('runs each operation in its own calls, installs first, and numbers them through', () => {
    const cells = [
      ...running('Scan', cellsIn(['3', '4'], 'eu-west-1')),
      ...running('none', cellsIn(['5'], 'eu-west-1')),
      ...running('Install', cellsIn(['1', '2'], 'eu-west-1')),
    ];

    expect(planRuns(cells)).toEqual([
      { chunk: 1, operation: 'Install', locations: [{ accounts: ['1', '2'], regions: ['eu-west-1'] }] },
      { chunk: 2, operation: 'Scan', locations: [{ accounts: ['3', '4'], regions: ['eu-west-1'] }] },
    ]);
  });

  it('goes on numbering where an operation needs more calls than one', () => {
    const cells = [
      ...running('Install', cellsIn(accounts(CHUNK_ACCOUNTS_MAX + 1), 'eu-west-1')),
      ...running('Scan', cellsIn(['1'], 'eu-west-1')),
    ];

    expect(planRuns(cells).map(({ chunk, operation }) => [chunk, operation])).toEqual([
      [1, 'Install'],
      [2, 'Install'],
      [3, 'Scan'],
    ]);
  });

  it('makes no call where nothing is to run', () => {
    expect(planRuns(running('none', cellsIn(['1', '2'], 'eu-west-1')))).toEqual([]);
  });
});

function broken(cells: readonly Cell[]): string[] {
  const chunks = planChunks(cells);
  const locations = chunks.flat();
  const covered = locations.flatMap(({ accounts, regions }) =>
    accounts.flatMap((account) => regions.map((region) => cellKey({ account, region }))),
  );
  const regionSets = locations.filter(({ accounts }) => accounts.length < LOCATION_ACCOUNTS_MAX);

  const holds = {
    R1: covered.sort().join() === cells.map(cellKey).sort().join(),
    R2shared: new Set(regionSets.map(({ regions }) => regions.join())).size === regionSets.length,
    R2locations: chunks.every((chunk) => chunk.length > 0 && chunk.length <= 100),
    R2accounts: chunks.every((chunk) => chunk.flatMap(({ accounts }) => accounts).length <= 1000),
    R2location: locations.every(({ accounts }) => accounts.length > 0 && accounts.length <= 50),
    R3: JSON.stringify(planChunks(cells.toReversed())) === JSON.stringify(chunks),
    R3twice: JSON.stringify(planChunks([...cells, ...cells])) === JSON.stringify(chunks),
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}

function* everySmallOrganization(size: number): Generator<Cell[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const others of everySmallOrganization(size - 1))
    for (let set = 0; set < 2 ** REGIONS.length; set += 1)
      yield [...others, ...cellsIn([String(size)], ...REGIONS.filter((_, index) => (set >> index) % 2 === 1))];
}

function cellsIn(accounts: readonly string[], ...regions: readonly string[]): Cell[] {
  return accounts.flatMap((account) => regions.map((region) => ({ account, region })));
}

function accounts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
}
