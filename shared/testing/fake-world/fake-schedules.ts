import type { CellsRow, ScheduleMemory } from '../../aws/ledger/cells-row.ts';
import type { FakeClock } from './fake-clock.ts';

/** What schedules leave to their next window, in memory. */
export function fakeSchedules({ act }: FakeClock): CellsRow {
  const rows = new Map<string, ScheduleMemory>();
  const set = (schedule: string, change: ScheduleMemory, done: string) => {
    rows.set(schedule, { ...rows.get(schedule), ...change });
    act(done);
  };
  return {
    read: async (schedule) => rows.get(schedule) ?? {},
    rememberRoster: async (schedule, roster) => set(schedule, { roster }, 'remember roster'),
    rememberRun: async (schedule, run) => set(schedule, { run }, 'remember run'),
    forgetRun: async (schedule) => set(schedule, { run: undefined }, 'forget run'),
  };
}
