import { lastStartAt } from '../../shared/domain/window/decide-windows.ts';
import type { WindowList } from './list-windows.ts';

/** The list for programs: the ledger's own words, instants in UTC. */
export function windowsAsData({ windows, unreadable, planned, unplanned }: WindowList) {
  return {
    windows: windows.map(({ window, entry, state, ...record }) => ({
      window: window.id,
      schedule: window.schedule,
      date: window.date,
      zone: entry.zone,
      state,
      opensAt: window.opensAt,
      cutoffAt: window.cutoffAt,
      closesAt: window.closesAt,
      waitsUntil: record.waitingFor === undefined ? undefined : lastStartAt(window),
      ...record,
    })),
    unreadable,
    planned,
    unplanned,
  };
}
