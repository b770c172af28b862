import { describe, expect, it } from '@jest/globals';
import { CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import type { Operation } from '../catalogue/catalogue-entry.ts';
import { MODES, type Mode } from './mode.ts';
import { cellKey } from './node.ts';
import { type CellFacts, type CellPlan, cellsToReadScansOf, planCells, verdictOfUnrun } from './plan-cells.ts';

const now = new Date('2026-03-06T21:00:00Z');
const HOUR_MS = 3_600_000;
const noScans = new Map<string, Date | undefined>();

describe('planCells()', () => {
  it('installs where nothing speaks against it', () => {
    expect(planCells({ ...facts(), cells: [CELL, OTHER_CELL], scannedAt: noScans, now })).toEqual([
      { ...CELL, operation: 'Install' },
      { ...OTHER_CELL, operation: 'Install' },
    ]);
  });

  it('decides each cell by its own account and scans', () => {
    const modes = { default: 'install', accounts: { [OTHER_CELL.account]: 'observe' }, environments: {} } as const;
    const scannedAt = new Map([[cellKey(CELL), new Date(now.getTime() - 49 * HOUR_MS)]]);
    const third = { account: '999900001111', region: 'eu-west-1' };
    const plans = planCells({
      ...facts({ modes, entry: { environment: 'prod', operation: 'Install', scanMaxAgeHours: 48 } }),
      heldAccounts: new Set([third.account]),
      cells: [CELL, OTHER_CELL, third],
      scannedAt,
      now,
    });

    expect(plans).toEqual([
      { ...CELL, operation: 'Scan', reason: 'scan-too-old' },
      { ...OTHER_CELL, operation: 'none', reason: 'mode-observe' },
      { ...third, operation: 'none', reason: 'held' },
    ]);
  });

  it('plans the cell alone, whatever else is known of it', () => {
    const cell = { ...CELL, nodes: 4 };

    expect(planCells({ ...facts(), cells: [cell], scannedAt: noScans, now })).toEqual([
      { ...CELL, operation: 'Install' },
    ]);
  });

  // Goal: M1 to M3 in every combination. Method: each mode, entry, hold, release and age of the scans, one millisecond
  // either side of what is too old.
  it('keeps M1 to M3 in every small world', () => {
    let count = 0;
    for (const world of everySmallWorld()) {
      count += 1;
      const broken = brokenInvariants(world);
      if (broken.length > 0) expect({ world, broken }).toEqual({ world, broken: [] });
    }
    expect(count).toBe(3 * 2 * 2 * 2 * 2 * 5);
  });
});

describe('cellsToReadScansOf()', () => {
  it('needs the scans of cells that would be installed, and of no others', () => {
    const entry = { environment: 'prod', operation: 'Install', scanMaxAgeHours: 48 } as const;
    const held = facts({ entry, heldAccounts: new Set([CELL.account]) });

    expect(cellsToReadScansOf([CELL, OTHER_CELL], facts({ entry }))).toEqual([CELL, OTHER_CELL]);
    expect(cellsToReadScansOf([CELL, OTHER_CELL], held)).toEqual([OTHER_CELL]);
    expect(cellsToReadScansOf([CELL], facts())).toEqual([]);
    expect(cellsToReadScansOf([CELL], facts({ entry, released: true }))).toEqual([]);
  });
});

describe('verdictOfUnrun()', () => {
  it.each<[CellPlan, ReturnType<typeof verdictOfUnrun>]>([
    [
      { ...CELL, operation: 'none', reason: 'mode-observe' },
      { kind: 'skipped', reason: 'mode-observe' },
    ],
    [
      { ...CELL, operation: 'none', reason: 'held' },
      { kind: 'missed', reason: 'held' },
    ],
    [{ ...CELL, operation: 'Scan', reason: 'scanned' }, undefined],
    [{ ...CELL, operation: 'Install' }, undefined],
  ])('of %j is %j', (plan, verdict) => {
    expect(verdictOfUnrun(plan)).toEqual(verdict);
  });
});

interface SmallWorld {
  readonly mode: Mode;
  readonly operation: Operation;
  readonly held: boolean;
  readonly released: boolean;
  readonly ageLimited: boolean;
  readonly scanned: 'never' | 'unread' | number;
}

function brokenInvariants({ mode, operation, held, released, ageLimited, scanned }: SmallWorld): string[] {
  const entry = { environment: 'prod', operation, scanMaxAgeHours: ageLimited ? 48 : undefined };
  const modes = { default: 'install', accounts: {}, environments: { prod: mode } } as const;
  const heldAccounts = new Set(held ? [CELL.account] : []);
  const at = typeof scanned === 'number' ? new Date(now.getTime() - 48 * HOUR_MS + scanned) : undefined;
  const scannedAt = new Map(scanned === 'unread' ? [] : [[cellKey(CELL), at]]);
  const given = { entry, modes, heldAccounts, released };
  const [plan, ...others] = planCells({ ...given, cells: [CELL], scannedAt, now });
  const recent = typeof scanned === 'number' && scanned >= 0;

  const holds = {
    total: plan !== undefined && others.length === 0 && cellKey(plan) === cellKey(CELL),
    M1observe: (mode === 'observe') === (plan?.reason === 'mode-observe'),
    M1nothing: mode !== 'observe' || plan?.operation === 'none',
    M1scan: mode !== 'scan' || plan?.operation !== 'Install',
    M1scans: (plan?.operation === 'Scan') === ['scanned', 'mode-scan', 'scan-too-old'].includes(`${plan?.reason}`),
    M1nothingElse: (plan?.operation === 'none') === ['mode-observe', 'held'].includes(`${plan?.reason}`),
    M1entry: operation !== 'Scan' || plan?.operation !== 'Install',
    M1scanned: (plan?.reason === 'scanned') === (operation === 'Scan' && mode !== 'observe' && !held),
    M2: !held || plan?.operation === 'none',
    M2missed: (plan?.reason === 'held') === (held && mode !== 'observe'),
    M3: plan?.operation !== 'Install' || !ageLimited || recent || released,
    M3scanned: plan?.reason !== 'scan-too-old' || (ageLimited && !recent && !released),
    M3read:
      (cellsToReadScansOf([CELL], given).length === 1) === (ageLimited && !released && installs(mode, operation, held)),
    install:
      (plan?.operation === 'Install') === (installs(mode, operation, held) && (!ageLimited || recent || released)),
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}

function installs(mode: Mode, operation: Operation, held: boolean): boolean {
  return mode === 'install' && operation === 'Install' && !held;
}

function* everySmallWorld(): Generator<SmallWorld> {
  for (const mode of MODES)
    for (const operation of ['Install', 'Scan'] as const)
      for (const held of [false, true])
        for (const released of [false, true])
          for (const ageLimited of [false, true])
            for (const scanned of ['never', 'unread', -1, 0, 1] as const)
              yield { mode, operation, held, released, ageLimited, scanned };
}

function facts(overrides: Partial<CellFacts> = {}): CellFacts {
  return {
    entry: { environment: 'prod', operation: 'Install' },
    modes: { default: 'install', accounts: {}, environments: {} },
    heldAccounts: new Set(),
    released: false,
    ...overrides,
  };
}
