import { describe, expect, it } from '@jest/globals';
import type { Cell } from './node.ts';
import type { CellOperation } from './plan-cells.ts';
import { CHUNK_ACCOUNTS_MAX, CHUNK_LOCATIONS_MAX, LOCATION_ACCOUNTS_MAX, planChunks, planRuns } from './plan-run.ts';

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
  });

  it('begins another call where the locations are too many', () => {
    // As many Region sets as accounts: no two can share a location.
    const cells = accounts(CHUNK_LOCATIONS_MAX + 1).flatMap((account, index) => cellsIn([account], `eu-west-${index}`));

    expect(planChunks(cells).map((chunk) => chunk.length)).toEqual([CHUNK_LOCATIONS_MAX, 1]);
  });

  it('fills a call up before it makes another', () => {
    const cells = [
      ...cellsIn(accounts(999), 'eu-west-1'),
      ...cellsIn(accounts(2000).slice(999), 'eu-west-1', 'us-east-1'),
    ];

    expect(planChunks(cells).map((chunk) => chunk.flatMap((location) => location.accounts).length)).toEqual([
      1000, 1000,
    ]);
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

function cellsIn(accounts: readonly string[], ...regions: readonly string[]): Cell[] {
  return accounts.flatMap((account) => regions.map((region) => ({ account, region })));
}

function accounts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
}
