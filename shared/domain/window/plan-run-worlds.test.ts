import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { type Cell, cellKey } from './node.ts';
import type { CellOperation } from './plan-cells.ts';
import { type PlannedRun, planRuns } from './plan-run.ts';

type PlannedCell = Cell & { readonly operation: CellOperation };

const OPERATIONS = ['Install', 'Scan', 'none'] as const;
/** Around what one location holds, and what one call does. */
const COUNTS = [0, 1, 50, 51, 951, 999, 1000, 1001] as const;

describe('planRuns() in small worlds', () => {
  // Goal: R1 to R3 for every organization, not for tidy ones. Method: every use of every account and Region pair.
  it.each([
    { accounts: ['1', '2'], regions: ['eu-central-1', 'eu-west-1', 'us-east-1'] },
    { accounts: ['1', '2', '3'], regions: ['eu-west-1', 'us-east-1'] },
  ])('covers every small organization exactly: $accounts in $regions', ({ accounts, regions }) => {
    const pairs = accounts.flatMap((account) => regions.map((region) => ({ account, region })));
    const uses = everyCombination(Object.fromEntries(pairs.map((cell) => [cellKey(cell), ['absent', ...OPERATIONS]])));
    const found = survey(uses, (use) => {
      const cells = pairs.flatMap((cell): PlannedCell[] => {
        const operation = OPERATIONS.find((each) => each === use[cellKey(cell)]);
        return operation === undefined ? [] : [{ ...cell, operation }];
      });
      return lawsOf(cells);
    });
    expect(found).toEqual({ worlds: 4 ** 6, broken: [] });
  });

  // Method: so many accounts of one Region set and so many of another, one around every limit.
  it('keeps the limits of Automation, and makes no call too many', () => {
    const found = survey(everyCombination({ narrow: COUNTS, wide: COUNTS }), ({ narrow, wide }) => {
      const cells = [...installs('1', narrow, ['eu-west-1']), ...installs('2', wide, ['eu-west-1', 'us-east-1'])];
      const calls = planRuns(cells).length;
      return {
        ...lawsOf(cells),
        'equal Region sets: a call for a thousand accounts':
          narrow * wide > 0 || calls === Math.ceil((narrow + wide) / 1000),
      };
    });
    expect(found).toEqual({ worlds: 8 ** 2, broken: [] });
  });

  it('keeps the limit of locations where no two accounts share their Regions', () => {
    const found = survey(everyCombination({ accounts: [99, 100, 101, 200, 201] }), ({ accounts }) => {
      const cells = Array.from({ length: accounts }, (_, index) =>
        installs(`${index}-`, 1, [`eu-west-${index}`]),
      ).flat();
      return { ...lawsOf(cells), calls: planRuns(cells).length === Math.ceil(accounts / 100) };
    });
    expect(found).toEqual({ worlds: 5, broken: [] });
  });
});

function lawsOf(cells: readonly PlannedCell[]): Record<string, boolean> {
  const runs = planRuns(cells);
  const locations = runs.flatMap((run) => run.locations);
  const covered = runs.flatMap(coveredBy);
  const chosen = cells.filter(({ operation }) => operation !== 'none');
  const wanted = chosen.map((cell) => `${cell.operation} ${cellKey(cell)}`);
  const unfilled = runs.flatMap(({ operation, locations }) =>
    locations.flatMap(({ accounts, regions }) => (accounts.length < 50 ? `${operation} ${regions.join()}` : [])),
  );
  const says = JSON.stringify(runs);
  return {
    'R1: every chosen cell is in one location, and no other is in any': covered.sort().join() === wanted.sort().join(),
    'R1: none is there twice (P2)': new Set(covered).size === covered.length,
    'R2: at most 50 accounts a location': locations.every(({ accounts }) => accounts.length <= 50),
    'R2: at most 100 locations a call': runs.every((run) => run.locations.length <= 100),
    'R2: at most 1,000 accounts a call': runs.every((run) => accountsIn(run) <= 1000),
    'R2: accounts with equal Region sets share a location': new Set(unfilled).size === unfilled.length,
    'R2: no two calls of an operation could be one': runs.every((one, index) =>
      runs.slice(index + 1).every((other) => !couldBeOne(one, other)),
    ),
    'nothing is empty': runs.every(
      (run) =>
        run.locations.length > 0 &&
        run.locations.every(({ accounts, regions }) => accounts.length > 0 && regions.length > 0),
    ),
    'calls are numbered from one': runs.every(({ chunk }, index) => chunk === index + 1),
    'installs go first': runs.every(({ operation }, index) => operation === 'Install' || !installsAfter(runs, index)),
    'R3: in whatever order': JSON.stringify(planRuns(cells.toReversed())) === says,
    'R3: however often': JSON.stringify(planRuns([...cells, ...cells])) === says,
  };
}

function coveredBy({ operation, locations }: PlannedRun): string[] {
  return locations.flatMap(({ accounts, regions }) =>
    accounts.flatMap((account) => regions.map((region) => `${operation} ${cellKey({ account, region })}`)),
  );
}

function couldBeOne(one: PlannedRun, other: PlannedRun): boolean {
  return (
    one.operation === other.operation &&
    one.locations.length + other.locations.length <= 100 &&
    accountsIn(one) + accountsIn(other) <= 1000
  );
}

function accountsIn({ locations }: PlannedRun): number {
  return locations.reduce((sum, { accounts }) => sum + accounts.length, 0);
}

function installsAfter(runs: readonly PlannedRun[], index: number): boolean {
  return runs.slice(index + 1).some(({ operation }) => operation === 'Install');
}

function installs(prefix: string, count: number, regions: readonly string[]): PlannedCell[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(11, '0')}`).flatMap((account) =>
    regions.map((region) => ({ account, region, operation: 'Install' as const })),
  );
}
