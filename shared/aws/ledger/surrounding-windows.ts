import * as z from 'zod/mini';
import type { CatalogueEntry } from '../../domain/catalogue/catalogue-entry.ts';
import { isReason } from '../../domain/reporting/reasons.ts';
import { ownWindowsAround, type Stretch, type SurroundingWindow } from '../../domain/requests/surrounding-windows.ts';
import type { Window } from '../../domain/schedule/window.ts';
import type { WindowState } from '../../domain/window/states.ts';
import { getRow, type LedgerTable, putRow } from './ledger-table.ts';
import { expiryOf } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';
import { stateKey } from './window-rows.ts';

/** The windows of a schedule around an instant, with their states as they are at this moment. */
export interface SurroundingWindows {
  readonly read: (entry: CatalogueEntry, now: Date, stretch: Stretch) => Promise<SurroundingWindow[]>;
  /** One window's state; undefined where the ledger holds nothing of it. */
  readonly stateOf: (windowId: string) => Promise<StateOfWindow | undefined>;
  /** Windows out of turn are on no calendar: the last of each schedule is remembered. */
  readonly rememberEmergency: (window: Window) => Promise<void>;
}

type StateOfWindow = Pick<SurroundingWindow, 'waitingFor' | 'endedAt' | 'emergency'> & { readonly state: WindowState };

const stateSchema = z.object({
  state: z.enum(['opening', 'open', 'closing', 'final', 'missed', 'skipped']),
  waitingFor: z.optional(z.string()),
  endedAt: z.optional(storedInstant),
  emergency: z.optional(
    z.object({ accounts: z.optional(z.array(z.string())), regions: z.optional(z.array(z.string())) }),
  ),
});

const emergencySchema = z.object({
  window: z.string(),
  schedule: z.string(),
  date: z.string(),
  opensAt: storedInstant,
  cutoffAt: storedInstant,
  closesAt: storedInstant,
});

export function surroundingWindows(table: LedgerTable): SurroundingWindows {
  const lastKey = (schedule: string) => ({ pk: 'EMERGENCIES', sk: schedule });
  return {
    read: async (entry, now, stretch) => {
      const own = ownWindowsAround(entry, now, stretch);
      const last = await getRow(table, lastKey(entry.value));
      const outOfTurn = last === undefined ? [] : [emergencyIn(last)];
      return Promise.all(
        [...outOfTurn, ...own].map(async (window) => ({
          window,
          ...((await stateIn(table, window.id)) ?? { state: undefined }),
        })),
      );
    },
    stateOf: (windowId) => stateIn(table, windowId),
    rememberEmergency: ({ id, schedule, date, opensAt, cutoffAt, closesAt }) =>
      putRow(table, {
        ...lastKey(schedule),
        window: id,
        schedule,
        date,
        opensAt: opensAt.toISOString(),
        cutoffAt: cutoffAt.toISOString(),
        closesAt: closesAt.toISOString(),
        expiresAt: expiryOf(id),
      }),
  };
}

function emergencyIn(row: unknown): Window {
  const { window: id, ...times } = parseRow(emergencySchema, row);
  return { id, ...times };
}

async function stateIn(table: LedgerTable, windowId: string): Promise<StateOfWindow | undefined> {
  const row = await getRow(table, stateKey(windowId));
  if (row === undefined) return undefined;
  const { waitingFor, ...stored } = parseRow(stateSchema, row);
  return { ...stored, waitingFor: waitingFor !== undefined && isReason(waitingFor) ? waitingFor : undefined };
}
