import { describe, expect, it } from '@jest/globals';
import { CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import type { Mode } from './mode.ts';
import { type Cell, cellKey } from './node.ts';
import { cellsToReadScansOf, planCells, verdictOfUnrun } from './plan-cells.ts';

const now = new Date('2026-03-06T21:00:00Z');
const anyMode = ['observe', 'scan', 'install'] as const;
const namedOrNot = [undefined, ...anyMode] as const;
const agesMs = ['unread', 'never', -1, 0, 3_600_000 - 1, 3_600_000, 3_600_000 + 1, 3 * 3_600_000 + 1] as const;

const rules = {
  byDefault: anyMode,
  ofAccount: namedOrNot,
  ofEnvironment: namedOrNot,
  operation: ['Install', 'Scan'],
  scanMaxAgeHours: [undefined, 0, 1, 3],
  held: [false, true],
  released: [false, true],
} as const;

interface Rules {
  readonly byDefault: Mode;
  readonly ofAccount: Mode | undefined;
  readonly ofEnvironment: Mode | undefined;
  readonly operation: 'Install' | 'Scan';
  readonly scanMaxAgeHours: number | undefined;
  readonly held: boolean;
  readonly released: boolean;
}

describe('planCells() in small worlds', () => {
  // Goal: M1 to M3 in any cell. Method: every mode, hold, release and age of its scans, a millisecond around each edge.
  it('keeps M1 to M3 in every small world', () => {
    const found = survey(everyCombination({ ...rules, age: agesMs }), ({ age, ...world }) => {
      const { scanMaxAgeHours, released, held } = world;
      const facts = factsOf(world);
      const [plan] = planCells({ ...facts, cells: [CELL], scannedAt: scansOf([CELL], age), now });
      if (plan === undefined) return { 'each cell has a plan': false };
      const mode = strictest(world);
      const installs = plan.operation === 'Install';
      const freeToInstall = mode === 'install' && !held && world.operation === 'Install';
      const tooOld = typeof age !== 'number' || age > (scanMaxAgeHours ?? 0) * 3_600_000;
      const scanned = scanMaxAgeHours === undefined || released || !tooOld;
      const verdict = verdictOfUnrun(plan);
      return {
        'M1: in mode observe nothing is started': mode !== 'observe' || plan.reason === 'mode-observe',
        'M1: in mode scan nothing is installed': mode === 'install' || !installs,
        'M1: nor by an entry that scans': world.operation === 'Install' || !installs,
        'M2 (P1): nothing is started under a hold': !held || plan.operation === 'none',
        'M2: what would not have been started is not missed for a hold':
          (plan.reason === 'held') === (held && mode !== 'observe'),
        'M3 (P5): nothing is installed where scans are too old or unread': scanned || !installs,
        'M3: what nothing keeps from it is installed': installs === (freeToInstall && scanned),
        'M3: the age is the reason only where nothing else is':
          (plan.reason === 'scan-too-old') === (freeToInstall && !scanned),
        'what does not install says why': installs === (plan.reason === undefined),
        'a mode that scans, and an entry that does, are told apart':
          plan.operation !== 'Scan' ||
          plan.reason === 'scan-too-old' ||
          plan.reason === (world.operation === 'Scan' ? 'scanned' : 'mode-scan'),
        'P3: nodes have their verdict at once where nothing runs':
          (verdict !== undefined) === (plan.operation === 'none'),
        'P3: it has the reason of the cell, and is missed only for a hold':
          verdict === undefined ||
          (verdict.reason === plan.reason && verdict.kind === (verdict.reason === 'held' ? 'missed' : 'skipped')),
      };
    });
    expect(found).toEqual({ worlds: 3 * 4 * 4 * 2 * 4 * 2 * 2 * 8, broken: [] });
  });

  it('reads the scans of the cells whose plan may come of them, and of no others', () => {
    const found = survey(everyCombination(rules), (world) => {
      const facts = factsOf(world);
      const plans = [0, 1e9].map((age) => planCells({ ...facts, cells: [CELL], scannedAt: scansOf([CELL], age), now }));
      const mayMatter = new Set(plans.map((plan) => JSON.stringify(plan))).size > 1;
      return { 'reads what matters': cellsToReadScansOf([CELL], facts).length === (mayMatter ? 1 : 0) };
    });
    expect(found).toEqual({ worlds: 3 * 4 * 4 * 2 * 4 * 2 * 2, broken: [] });
  });

  // P6: what is so in one cell is nothing to another. Method: three cells in company, and each of them alone.
  it('plans each cell as if it were alone', () => {
    const cells: readonly Cell[] = [CELL, { ...CELL, region: 'us-east-1' }, OTHER_CELL];
    const ages = ['unread', 'never', 3_600_000, 3_600_000 + 1] as const;
    const worlds = everyCombination({
      ...{ one: ages, other: ages, third: ages },
      mode: namedOrNot,
      heldAccounts: [[], [CELL.account], [OTHER_CELL.account], [CELL.account, OTHER_CELL.account]],
      released: [false, true],
    });
    const found = survey(worlds, ({ one, other, third, mode, heldAccounts, released }) => {
      const entry = { environment: 'prod', operation: 'Install', scanMaxAgeHours: 1 } as const;
      const accounts = mode === undefined ? {} : { [OTHER_CELL.account]: mode };
      const modes = { default: 'install', accounts, environments: {} } as const;
      const scannedAt = new Map(
        [one, other, third].flatMap((age, index) => [...scansOf(cells.slice(index, index + 1), age)]),
      );
      const facts = { entry, modes, heldAccounts: new Set<string>(heldAccounts), released, scannedAt, now };
      const alone = cells.flatMap((cell) => planCells({ ...facts, cells: [cell] }));
      return { 'P6: the same in company': JSON.stringify(planCells({ ...facts, cells })) === JSON.stringify(alone) };
    });
    expect(found).toEqual({ worlds: 4 ** 3 * 4 * 4 * 2, broken: [] });
  });
});

function factsOf({ byDefault, ofAccount, ofEnvironment, operation, scanMaxAgeHours, held, released }: Rules) {
  return {
    entry: { environment: 'prod', operation, scanMaxAgeHours },
    modes: {
      default: byDefault,
      accounts: ofAccount === undefined ? {} : { [CELL.account]: ofAccount },
      environments: ofEnvironment === undefined ? {} : { prod: ofEnvironment },
    },
    heldAccounts: new Set(held ? [CELL.account] : [OTHER_CELL.account]),
    released,
  };
}

/** Of account and environment the more careful counts; where neither is named, the default. */
function strictest({ byDefault, ofAccount, ofEnvironment }: Rules): Mode {
  const named = [ofAccount, ofEnvironment].filter((mode) => mode !== undefined);
  const careful = { observe: 0, scan: 1, install: 2 };
  return named.toSorted((one, other) => careful[one] - careful[other])[0] ?? byDefault;
}

/** `unread` is in no map; `never` is there without an instant. */
function scansOf(cells: readonly Cell[], age: 'unread' | 'never' | number): Map<string, Date | undefined> {
  if (age === 'unread') return new Map();
  const at = age === 'never' ? undefined : new Date(now.getTime() - age);
  return new Map(cells.map((cell) => [cellKey(cell), at]));
}
