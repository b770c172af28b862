import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { WindowRecord } from '../../shared/domain/explain/ledger-records.ts';
import { windowsBetween } from '../../shared/domain/schedule/window.ts';
import type { Hub } from '../aws/hub.ts';

/** A fifth Saturday comes after 119 days at most. */
const LOOK_BACK_DAYS = 120;
const DAY_MS = 86_400_000;

/** The window of a schedule that opened last, as far as the ledger has it and it can be read. */
export async function lastWindow(
  hub: Pick<Hub, 'windows'>,
  { schedule, entry, now }: { schedule: string; entry: CatalogueEntry | undefined; now: Date },
): Promise<WindowRecord | undefined> {
  const since = new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const rule = entry ?? { zone: 'UTC', durationHours: 1, cutoffHours: 0, offsetDays: 0 }; // An id knows no zone.
  const planned = [...windowsBetween([[schedule, rule]], since, new Date(now.getTime() + DAY_MS))].map(({ id }) => id);
  const ran = (await hub.windows.lastOfSchedules()).get(schedule) ?? [];

  const records = await hub.windows.read([...planned, ...ran]);
  return [...records.values()]
    .flatMap((record) => (record.kind === 'known' ? [record.value] : []))
    .toSorted((a, b) => b.window.opensAt.getTime() - a.window.opensAt.getTime())[0];
}
