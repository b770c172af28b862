import * as z from 'zod/mini';
import type { KnownCell, KnownWindow } from '../../domain/window/decide-windows.ts';
import { countsAfter, isSameShift, type VerdictShift } from '../../domain/window/judge-amendment.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import type { VerdictCounts } from '../../domain/window/verdict.ts';
import { inGroups } from '../../platform/in-groups.ts';
import { getRow, type LedgerTable, queryDueRows, queryRows, setInRow, setInRowIf } from './ledger-table.ts';
import { parseRow, storedInstant, UnreadableRow } from './stored.ts';
import { parseKnownCell, parseKnownWindow } from './stored-window.ts';

/** A window whose verdicts are final, and may still be amended. */
export interface FollowedWindow extends Omit<KnownWindow, 'cells' | 'state'> {
  readonly finalAt: Date;
  readonly roster: number;
  readonly verdicts: VerdictCounts;
  /** Other systems were told that it is final. */
  readonly announced: boolean;
  /** When a sweep has to ask after its cells; absent where nothing more is expected. */
  readonly lookAt?: Date | undefined;
}

/** What sweep-windows and settle-cell remember of windows that are final, and what a cell has to do with others. */
export interface FollowedRows {
  /**
   * The windows under way that have the cell, each with this cell alone and as it is at this moment: a window may have
   * thousands, and a stop is written before the index shows it. A row that cannot be read is for the sweep to tell (P6).
   */
  readonly underWayIn: (cell: Cell) => Promise<KnownWindow[]>;
  /** Those that may still be amended, or have a node that waits for its reboot. */
  readonly followed: () => Promise<FollowedWindow[]>;
  /** The window's cell; undefined where it has none there. */
  readonly cell: (windowId: string, cell: Cell) => Promise<KnownCell | undefined>;
  /** The window's cells that are to be looked at again, though no event asks for it. */
  readonly cellsToLookAt: (windowId: string) => Promise<CellToLookAt[]>;
  readonly setLookAgain: (windowId: string, cell: Cell, at: Date | undefined) => Promise<void>;
  readonly setLookAt: (windowId: string, at: Date | undefined) => Promise<void>;
  readonly setAnnounced: (windowId: string) => Promise<void>;
  readonly stopFollowing: (windowId: string) => Promise<void>;
  /** Corrects the window's counts by what was amended in one of its cells. False if it was counted before. */
  readonly countShift: (windowId: string, cell: Cell, shift: VerdictShift) => Promise<boolean>;
  /** Whether what was amended in the cell has been counted. */
  readonly isCounted: (windowId: string, cell: Cell, shift: VerdictShift) => Promise<boolean>;
}

export interface CellToLookAt extends Cell {
  readonly lookAgainAt: Date;
}

const count = z.number();
const counts = z.object({
  patched: count,
  'pending-reboot': count,
  failed: count,
  skipped: count,
  missed: count,
  excepted: count,
});

const followedSchema = z.looseObject({
  endedAt: storedInstant,
  roster: z.number(),
  verdicts: counts,
  announced: z._default(z.boolean(), false),
  lookAt: z.optional(storedInstant),
});

const cellSchema = z.object({ account: z.string(), region: z.string(), lookAgainAt: z.optional(storedInstant) });

const windowSchema = z.looseObject({ window: z.string() });

const countedSchema = z.object({
  verdicts: counts,
  amendments: z._default(z.record(z.string(), z.partial(counts)), {}),
  /** How often the counts were corrected: two looks at once must not undo each other. */
  corrections: z._default(z.number(), 0),
});

/** Two cells that are amended at once take turns. */
const COUNT_ATTEMPTS_MAX = 10;

export function followedRows(table: LedgerTable): FollowedRows {
  const setState = (windowId: string, attributes: Record<string, unknown>) =>
    setInRow(table, stateKey(windowId), attributes);
  const counted = async (windowId: string) => parseRow(countedSchema, await getRow(table, stateKey(windowId)));

  return {
    underWayIn: async (cell) => {
      const rows = await queryDueRows(table, 'window');
      return (await inGroups(rows, (row) => windowUnderWay(table, row, cell))).flat();
    },
    followed: async () => (await queryDueRows(table, 'follow-up')).flatMap(followedWindow),
    cell: async (windowId, cell) => {
      const row = await getRow(table, cellRowKey(windowId, cell));
      return row === undefined ? undefined : parseKnownCell(row);
    },
    cellsToLookAt: async (windowId) =>
      (await queryRows(table, `WINDOW#${windowId}`, 'CELL#'))
        .map((row) => parseRow(cellSchema, row))
        .flatMap(({ lookAgainAt, ...cell }) => (lookAgainAt === undefined ? [] : [{ ...cell, lookAgainAt }])),
    setLookAgain: (windowId, cell, at) =>
      setInRow(table, cellRowKey(windowId, cell), { lookAgainAt: at?.toISOString() }),
    setLookAt: (windowId, at) => setState(windowId, { lookAt: at?.toISOString() }),
    setAnnounced: (windowId) => setState(windowId, { announced: true }),
    stopFollowing: (windowId) => setState(windowId, { due: undefined, lookAt: undefined }),
    isCounted: async (windowId, cell, shift) =>
      isSameShift((await counted(windowId)).amendments[cellKey(cell)] ?? {}, shift),
    countShift: async (windowId, cell, shift) => {
      for (let attempt = 1; attempt <= COUNT_ATTEMPTS_MAX; attempt += 1) {
        const { verdicts, amendments, corrections } = await counted(windowId);
        const before = amendments[cellKey(cell)] ?? {};
        if (isSameShift(before, shift)) return false;
        const corrected = countsAfter(verdicts, { before, shift });
        const state = {
          verdicts: corrected,
          // A node that was added after all had been counted is on the roster as well (P3).
          roster: Object.values(corrected).reduce((sum, nodes) => sum + nodes, 0),
          amendments: { ...amendments, [cellKey(cell)]: shift },
          corrections: corrections + 1,
        };
        if (await setInRowIf(table, stateKey(windowId), state, unlessCorrectedSince(corrections))) return true;
      }
      throw new Error(`Cannot correct the counts of ${windowId}: others did so ${COUNT_ATTEMPTS_MAX} times meanwhile`);
    },
  };
}

function unlessCorrectedSince(corrections: number) {
  return corrections === 0
    ? { expression: 'attribute_not_exists(corrections)' }
    : { expression: 'corrections = :corrections', values: { ':corrections': corrections } };
}

/** None where it has nothing to do in the cell, or is over meanwhile: the index may lag. */
async function windowUnderWay(table: LedgerTable, row: unknown, cell: Cell): Promise<KnownWindow[]> {
  try {
    const { window: windowId } = parseRow(windowSchema, row);
    const cellRow = await getRow(table, cellRowKey(windowId, cell));
    if (cellRow === undefined) return [];
    const state = await getRow(table, stateKey(windowId));
    return [{ ...parseKnownWindow(state), cells: [parseKnownCell(cellRow)] }];
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    return [];
  }
}

/** A row that cannot be read is left alone: its verdicts are final, and told. */
function followedWindow(row: unknown): FollowedWindow[] {
  try {
    const { endedAt: finalAt, roster, verdicts, announced, lookAt, ...stored } = parseRow(followedSchema, row);
    const { state: _, ...known } = parseKnownWindow({ ...stored, state: 'closing' });
    return [{ ...known, finalAt, roster, verdicts, announced, lookAt }];
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    return [];
  }
}

const stateKey = (windowId: string) => ({ pk: `WINDOW#${windowId}`, sk: 'STATE' });
const cellRowKey = (windowId: string, { account, region }: Cell) => ({
  pk: `WINDOW#${windowId}`,
  sk: `CELL#${account}#${region}`,
});
