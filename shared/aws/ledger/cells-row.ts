import * as z from 'zod/mini';
import type { LastRun } from '../../domain/window/before-roster.ts';
import type { LastRoster } from '../../domain/window/with-roster.ts';
import { getRow, type LedgerTable, setInRow } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** What a schedule's last windows leave to its next one: where they had nodes, and when one last installed. */
export interface CellsRow {
  readonly read: (schedule: string) => Promise<ScheduleMemory>;
  readonly rememberRoster: (schedule: string, roster: LastRoster) => Promise<void>;
  /** Written before the first start of a window, so that no other window of the schedule begins beside it (P2). */
  readonly rememberRun: (schedule: string, run: InstallingRun) => Promise<void>;
  /** Nothing of it ever began. What ran before it was long enough ago, or it would not have come so far. */
  readonly forgetRun: (schedule: string) => Promise<void>;
}

export interface ScheduleMemory {
  readonly roster?: LastRoster | undefined;
  readonly run?: InstallingRun | undefined;
}

export interface InstallingRun extends LastRun {
  /** It is over by then, whatever becomes of its rows. */
  readonly closesAt: Date;
}

const schema = z.object({
  window: z.optional(z.string()),
  cells: z.optional(z.array(z.object({ account: z.string(), region: z.string(), nodes: z.number() }))),
  at: z.optional(storedInstant),
  run: z.optional(z.object({ window: z.string(), closesAt: storedInstant, endedAt: z.optional(storedInstant) })),
});

export function cellsRow(table: LedgerTable): CellsRow {
  const key = (schedule: string) => ({ pk: 'CELLS', sk: schedule });
  return {
    read: async (schedule) => {
      const row = await getRow(table, key(schedule));
      if (row === undefined) return {};
      const { window, cells, at, run } = parseRow(schema, row);
      return {
        roster: window === undefined || cells === undefined || at === undefined ? undefined : { window, cells, at },
        run: run && { window: run.window, closesAt: run.closesAt, endedAt: run.endedAt },
      };
    },
    rememberRoster: (schedule, { window, cells, at }) =>
      setInRow(table, key(schedule), { window, cells, at: at.toISOString() }),
    rememberRun: (schedule, { window, closesAt, endedAt }) =>
      setInRow(table, key(schedule), {
        run: { window, closesAt: closesAt.toISOString(), endedAt: endedAt?.toISOString() },
      }),
    forgetRun: (schedule) => setInRow(table, key(schedule), { run: undefined }),
  };
}
