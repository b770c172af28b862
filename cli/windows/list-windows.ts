import type { Catalogue, CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { WindowRecord } from '../../shared/domain/explain/ledger-records.ts';
import { nextOpening } from '../../shared/domain/explain/tell-next.ts';
import { dateOf } from '../../shared/domain/schedule/civil.ts';
import { type WindowRule, windowsBetween } from '../../shared/domain/schedule/window.ts';
import type { Hub } from '../aws/hub.ts';
import { InputError } from '../input-error.ts';

export interface WindowsWanted {
  readonly schedule: string | undefined;
  readonly state: string | undefined;
  /** Nominal dates, both included. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly now: Date;
}

export interface WindowList {
  /** Those under way first, and then the latest first. */
  readonly windows: readonly WindowRecord[];
  /** Ids of those whose rows are not what was stored, with why. */
  readonly unreadable: readonly { readonly id: string; readonly why: string }[];
  readonly planned: readonly PlannedOpening[];
  /** Why what is planned is not known, if it is not. */
  readonly unplanned: string | undefined;
}

export interface PlannedOpening {
  readonly schedule: string;
  readonly zone: string;
  readonly opensAt: Date;
}

/** Where nothing else is asked. */
const LOOK_BACK_DAYS = 14;
/** The ledger has no list of windows, so each that may be there is asked for: a hundred to a call. */
const WINDOWS_MAX = 20_000;
const DAY_MS = 86_400_000;

export async function listWindows(
  hub: Pick<Hub, 'windows' | 'readCatalogue'>,
  wanted: WindowsWanted,
): Promise<WindowList> {
  const { schedule, state } = wanted;
  const [catalogue, openIds, last] = await Promise.all([
    hub.readCatalogue(),
    hub.windows.openIds(),
    hub.windows.lastOfSchedules(),
  ]);
  const everywhere = wanted.from === undefined && wanted.to === undefined;
  const lastIds = everywhere ? [...last.values()].flat() : [];
  const ids = [...plannedIds(catalogue, [...last.keys()], wanted), ...openIds, ...lastIds];
  const records = await hub.windows.read(ids.filter((id) => schedule === undefined || scheduleOf(id) === schedule));

  const windows = [...records.values()]
    .flatMap((record) => (record.kind === 'known' ? [record.value] : []))
    .filter((record) => state === undefined || record.state === state)
    .filter((record) => everywhere || inDates(record.window.date, wanted))
    .toSorted(underWayFirst);
  return {
    windows,
    unreadable: [...records].flatMap(([id, record]) => (record.kind === 'unknown' ? [{ id, why: record.why }] : [])),
    planned: catalogue.kind === 'unread' ? [] : plannedOpenings(catalogue.entries, wanted),
    unplanned: catalogue.kind === 'unread' ? catalogue.reason : undefined,
  };
}

/** The ids that windows of these dates would have. Of a schedule without an entry, the nominal date needs none. */
function plannedIds(catalogue: Catalogue, ranBefore: readonly string[], wanted: WindowsWanted): string[] {
  const bare = { zone: 'UTC', durationHours: 1, cutoffHours: 0, offsetDays: 0 };
  const asked = wanted.schedule === undefined ? ranBefore : [wanted.schedule];
  const rules = new Map<string, WindowRule>(asked.map((value) => [value, bare]));
  for (const entry of catalogue.kind === 'read' ? catalogue.entries : []) rules.set(entry.value, entry);

  const { from, to } = datesOf(wanted);
  const ids: string[] = [];
  // Zones reach a day to either side of UTC.
  const stretch = [new Date(Date.parse(from) - DAY_MS), new Date(Date.parse(to) + 2 * DAY_MS)] as const;
  for (const { id, date } of windowsBetween(chosen(rules, wanted), ...stretch)) {
    if (date >= from && date <= to) ids.push(id);
    if (ids.length > WINDOWS_MAX) {
      throw new InputError(
        `Cannot list windows: more than ${WINDOWS_MAX} may lie there, wanted fewer by --schedule, --from or --to`,
      );
    }
  }
  return ids;
}

/** Nominal dates, both included. Where nothing is asked, the last one is tomorrow's, which is today somewhere. */
function datesOf({ from, to, now }: WindowsWanted): { readonly from: string; readonly to: string } {
  const today = Math.floor(now.getTime() / DAY_MS);
  return { from: from ?? dateOf(today - LOOK_BACK_DAYS), to: to ?? dateOf(today + 1) };
}

function chosen(rules: ReadonlyMap<string, WindowRule>, { schedule }: WindowsWanted) {
  return [...rules].filter(([value]) => schedule === undefined || value === schedule);
}

function plannedOpenings(entries: readonly CatalogueEntry[], { schedule, now }: WindowsWanted): PlannedOpening[] {
  return entries
    .filter(({ value }) => schedule === undefined || value === schedule)
    .flatMap((entry) => {
      const opensAt = nextOpening(entry, now);
      return opensAt === undefined ? [] : [{ schedule: entry.value, zone: entry.zone, opensAt }];
    })
    .toSorted((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
}

function scheduleOf(windowId: string): string {
  return windowId.slice(0, windowId.indexOf('@'));
}

function inDates(date: string, { from, to }: WindowsWanted): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}

function underWayFirst(one: WindowRecord, other: WindowRecord): number {
  const over = (record: WindowRecord) => Number(['final', 'missed', 'skipped'].includes(record.state));
  return over(one) - over(other) || other.window.opensAt.getTime() - one.window.opensAt.getTime();
}
