import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { type Modes, modeOf } from './mode.ts';
import { type Cell, cellKey } from './node.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

/** What a window does in a cell. Where it does not install, it says why; the reason is that of its nodes' verdicts. */
export type CellPlan = Cell &
  (
    | { readonly operation: 'Install'; readonly reason?: undefined }
    | { readonly operation: 'Scan'; readonly reason: 'scanned' | 'mode-scan' | 'scan-too-old' }
    | UnrunPlan
  );

/** Nothing runs there. */
interface UnrunPlan {
  readonly operation: 'none';
  readonly reason: 'mode-observe' | 'held';
}

export type CellOperation = CellPlan['operation'];

/** What can be told of a cell before its scans are read. */
export interface CellFacts {
  readonly entry: Pick<CatalogueEntry, 'environment' | 'operation' | 'scanMaxAgeHours'>;
  readonly modes: Modes;
  readonly heldAccounts: ReadonlySet<string>;
  readonly released: boolean;
}

const HOUR_MS = 3_600_000;

/**
 * Decides what a window does in each of its cells.
 *
 *   M1. In mode observe nothing is started, and in mode scan nothing is installed: nor is anything by an entry that scans.
 *   M2. Nothing is started in an account under a hold (P1). What would not have been started anyway is not missed for it.
 *   M3. A cell in which no running node was scanned recently enough, or whose scans could not be read, is scanned in
 *       place of an install (P5), unless a person has released the window.
 */
export function planCells({
  cells,
  scannedAt,
  now,
  ...facts
}: CellFacts & {
  readonly cells: readonly Cell[];
  /** By `cellKey`: the latest scan of a running node. */
  readonly scannedAt: ReadonlyMap<string, Date | undefined>;
  readonly now: Date;
}): CellPlan[] {
  return cells.map(({ account, region }) => {
    const cell = { account, region };
    const restricted = restrictedPlan(cell, facts);
    if (restricted !== undefined) return restricted;
    return isScanned(scannedAt.get(cellKey(cell)), facts, now) // M3
      ? { ...cell, operation: 'Install' }
      : { ...cell, operation: 'Scan', reason: 'scan-too-old' };
  });
}

/** The cells for whose plan the age of their scans matters; of no others need it be read. */
export function cellsToReadScansOf(cells: readonly Cell[], facts: CellFacts): Cell[] {
  if (scanAgeMaxHours(facts) === undefined) return [];
  return cells.filter((cell) => restrictedPlan(cell, facts) === undefined);
}

/** What keeps the window from installing in a cell, however new its scans are; undefined if nothing does. */
function restrictedPlan(cell: Cell, { entry, modes, heldAccounts }: CellFacts): CellPlan | undefined {
  const mode = modeOf({ account: cell.account, environment: entry.environment }, modes);
  if (mode === 'observe') return { ...cell, operation: 'none', reason: 'mode-observe' }; // M1
  if (heldAccounts.has(cell.account)) return { ...cell, operation: 'none', reason: 'held' }; // M2
  if (entry.operation === 'Scan') return { ...cell, operation: 'Scan', reason: 'scanned' };
  return mode === 'scan' ? { ...cell, operation: 'Scan', reason: 'mode-scan' } : undefined;
}

function isScanned(scannedAt: Date | undefined, facts: CellFacts, now: Date): boolean {
  const hours = scanAgeMaxHours(facts);
  if (hours === undefined) return true;
  return scannedAt !== undefined && now.getTime() - scannedAt.getTime() <= hours * HOUR_MS;
}

/** Undefined where the age of the scans does not matter. */
function scanAgeMaxHours({ entry, released }: CellFacts): number | undefined {
  return released ? undefined : entry.scanMaxAgeHours;
}

/** The verdict that the nodes of a cell have at once if nothing is to run there; undefined if something is. */
export function verdictOfUnrun(plan: CellPlan): Verdict | undefined {
  return plan.operation === 'none' ? { kind: UNRUN_VERDICTS[plan.reason], reason: plan.reason } : undefined;
}

const UNRUN_VERDICTS: Readonly<Record<UnrunPlan['reason'], VerdictKind>> = {
  'mode-observe': 'skipped',
  held: 'missed',
};
