import * as z from 'zod/mini';
import type { LastRun } from '../../domain/window/before-roster.ts';
import type { LastRoster } from '../../domain/window/with-roster.ts';
import { getRow, type LedgerTable, setInRow } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';
import { cellsIn } from './window-rows.ts';

/** What a schedule's last windows leave to its next one: where they had nodes, and when one last installed. */
export interface CellsRow {
  readonly readRoster: (schedule: string) => Promise<LastRoster | undefined>;
  readonly readRun: (schedule: string) => Promise<InstallingRun | undefined>;
  /**
   * From now on the cells of this window are those of the last time. They are its own rows, one a cell, and all of them
   * are written before: whenever a sweep dies, the schedule remembers one window, and that one whole.
   */
  readonly rememberRoster: (schedule: string, windowId: string) => Promise<void>;
  /** Written before the first start of a window, so that no other window of the schedule begins beside it (P2). */
  readonly rememberRun: (schedule: string, run: InstallingRun) => Promise<void>;
  /** Nothing of it ever began. What ran before it was long enough ago, or it would not have come so far. */
  readonly forgetRun: (schedule: string) => Promise<void>;
}

export interface InstallingRun extends LastRun {
  /** It is over by then, whatever becomes of its rows. */
  readonly closesAt: Date;
}

const schema = z.object({
  window: z.optional(z.string()),
  run: z.optional(z.object({ window: z.string(), closesAt: storedInstant, endedAt: z.optional(storedInstant) })),
});

export function cellsRow(table: LedgerTable): CellsRow {
  const key = (schedule: string) => ({ pk: 'CELLS', sk: schedule });
  const read = async (schedule: string) => parseRow(schema, (await getRow(table, key(schedule))) ?? {});
  return {
    readRoster: async (schedule) => {
      const { window } = await read(schedule);
      if (window === undefined) return undefined;
      const cells = await cellsIn(table, window);
      return { window, cells: cells.map(({ account, region, nodes = 0 }) => ({ account, region, nodes })) };
    },
    readRun: async (schedule) => {
      const { run } = await read(schedule);
      return run && { window: run.window, closesAt: run.closesAt, endedAt: run.endedAt };
    },
    rememberRoster: (schedule, window) => setInRow(table, key(schedule), { window }),
    rememberRun: (schedule, { window, closesAt, endedAt }) =>
      setInRow(table, key(schedule), {
        run: { window, closesAt: closesAt.toISOString(), endedAt: endedAt?.toISOString() },
      }),
    forgetRun: (schedule) => setInRow(table, key(schedule), { run: undefined }),
  };
}
