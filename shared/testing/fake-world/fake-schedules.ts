import type { CellsRow, InstallingRun } from '../../aws/ledger/cells-row.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeWindowRows } from './fake-window-rows.ts';

/** What schedules leave to their next window, in memory. */
export function fakeSchedules({ act }: FakeClock, { cells }: Pick<FakeWindowRows, 'cells'>): CellsRow {
  const runs = new Map<string, InstallingRun>();
  const windows = new Map<string, string>();
  return {
    readRoster: async (schedule) => {
      const window = windows.get(schedule);
      if (window === undefined) return undefined;
      const last = await cells(window);
      return { window, cells: last.map(({ account, region, nodes = 0 }) => ({ account, region, nodes })) };
    },
    readRun: async (schedule) => runs.get(schedule),
    rememberRoster: async (schedule, window) => {
      windows.set(schedule, window);
      act('remember roster');
    },
    rememberRun: async (schedule, run) => {
      runs.set(schedule, run);
      act('remember run');
    },
    forgetRun: async (schedule) => {
      runs.delete(schedule);
      act('forget run');
    },
  };
}
