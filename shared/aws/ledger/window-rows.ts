import * as z from 'zod/mini';
import type { CatalogueEntry } from '../../domain/catalogue/catalogue-entry.ts';
import { isReason, type Reason } from '../../domain/reporting/reasons.ts';
import type { Window } from '../../domain/schedule/window.ts';
import type { KnownCell, KnownWindow } from '../../domain/window/decide-windows.ts';
import type { Cell } from '../../domain/window/node.ts';
import type { VerdictCounts } from '../../domain/window/verdict.ts';
import { type LedgerTable, putRowIfAbsent, putRows, queryDueRows, queryRows, setInRow } from './ledger-table.ts';
import { expiryOf } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/** The rows of a window but those of its nodes: STATE, RUN#chunk and CELL#account#region. */
export interface WindowRows {
  /** False if the window was claimed before, by whomever. One that is claimed to be missed says why from the start. */
  readonly claim: (window: Window, entry: CatalogueEntry, now: Date, waitingFor?: Reason) => Promise<boolean>;
  readonly setWaiting: (windowId: string, waitingFor: Reason) => Promise<void>;
  readonly setOpen: (windowId: string, openedAt: Date) => Promise<void>;
  readonly setClosing: (windowId: string) => Promise<void>;
  readonly setRunsStopped: (windowId: string, runsStoppedAt: Date) => Promise<void>;
  readonly setLastCall: (windowId: string, lastCallAt: Date) => Promise<void>;
  readonly setOver: (windowId: string, end: WindowEnd) => Promise<void>;
  /** Every window that is not over, with its cells. */
  readonly known: () => Promise<KnownWindow[]>;
  /** The window's cells as they are at this moment. */
  readonly cells: (windowId: string) => Promise<KnownCell[]>;
  readonly putCells: (windowId: string, cells: readonly Cell[], now: Date) => Promise<void>;
  readonly setCell: (
    windowId: string,
    cell: Cell,
    state: { readonly settled: boolean; readonly lookedAt: Date },
  ) => Promise<void>;
  /** False if the chunk's request was stored before: then that one is the request, not this one. */
  readonly storeRequest: (windowId: string, chunk: number, request: StoredRequest) => Promise<boolean>;
  readonly setExecution: (windowId: string, chunk: number, executionId: string) => Promise<void>;
  readonly runs: (windowId: string) => Promise<Run[]>;
}

export interface WindowEnd {
  readonly state: 'final' | 'missed';
  readonly reason?: Reason | undefined;
  readonly roster: number;
  readonly verdicts: VerdictCounts;
  readonly endedAt: Date;
}

/** The exact request of one start, as JSON: only this is ever sent, however often it is sent. */
export interface StoredRequest {
  readonly requestJson: string;
  readonly runTag: string;
}

export interface Run extends StoredRequest {
  readonly chunk: number;
  readonly executionId?: string | undefined;
}

const entrySchema = z.object({
  value: z.string(),
  version: z.number(),
  zone: z.string(),
  durationHours: z.number(),
  cutoffHours: z.number(),
  offsetDays: z.number(),
  environment: z.string(),
  operation: z.enum(['Install', 'Scan']),
  reboot: z.enum(['RebootIfNeeded', 'NoReboot']),
  concurrency: z.string(),
  errors: z.string(),
  cells: z.object({ concurrency: z.string(), errors: z.string() }),
  waves: z.array(z.number()),
  owner: z.string(),
  after: z.optional(z.object({ schedule: z.string(), minSuccessPercent: z.number(), soakHours: z.number() })),
  calendars: z._default(z.array(z.string()), []),
  patchGroup: z.optional(z.string()),
  scanMaxAgeHours: z.optional(z.number()),
});

const stateSchema = z.object({
  window: z.string(),
  schedule: z.string(),
  date: z.string(),
  opensAt: storedInstant,
  cutoffAt: storedInstant,
  closesAt: storedInstant,
  state: z.enum(['opening', 'open', 'closing']),
  openedAt: z.optional(storedInstant),
  lastCallAt: z.optional(storedInstant),
  runsStoppedAt: z.optional(storedInstant),
  waitingFor: z.optional(z.string()),
  entry: entrySchema,
});

const cellSchema = z.object({
  account: z.string(),
  region: z.string(),
  settled: z.boolean(),
  lookedAt: storedInstant,
});

const runSchema = z.object({
  chunk: z.number(),
  requestJson: z.string(),
  runTag: z.string(),
  executionId: z.optional(z.string()),
});

export function windowRows(table: LedgerTable): WindowRows {
  const set = (windowId: string, attributes: Record<string, unknown>) =>
    setInRow(table, stateKey(windowId), attributes);

  return {
    claim: (window, entry, now, waitingFor) =>
      putRowIfAbsent(table, {
        ...stateKey(window.id),
        window: window.id,
        schedule: window.schedule,
        date: window.date,
        opensAt: window.opensAt.toISOString(),
        cutoffAt: window.cutoffAt.toISOString(),
        closesAt: window.closesAt.toISOString(),
        state: 'opening',
        claimedAt: now.toISOString(),
        waitingFor,
        entry,
        due: 'window',
        expiresAt: expiryOf(window.id),
      }),
    setWaiting: (windowId, waitingFor) => set(windowId, { waitingFor }),
    setOpen: (windowId, openedAt) =>
      set(windowId, { state: 'open', openedAt: openedAt.toISOString(), waitingFor: undefined }),
    setClosing: (windowId) => set(windowId, { state: 'closing' }),
    setRunsStopped: (windowId, runsStoppedAt) => set(windowId, { runsStoppedAt: runsStoppedAt.toISOString() }),
    setLastCall: (windowId, lastCallAt) => set(windowId, { lastCallAt: lastCallAt.toISOString() }),
    setOver: (windowId, { state, reason, roster, verdicts, endedAt }) =>
      set(windowId, {
        state,
        reason,
        roster,
        verdicts,
        endedAt: endedAt.toISOString(),
        waitingFor: undefined,
        due: undefined,
      }),
    known: async () => {
      const states = await queryDueRows(table, 'window');
      return Promise.all(states.map(async (row) => knownWindow(row, table)));
    },
    cells: (windowId) => cellsIn(table, windowId),
    putCells: (windowId, cells, now) =>
      putRows(
        table,
        cells.map(({ account, region }) => ({
          ...cellRowKey(windowId, { account, region }),
          account,
          region,
          settled: false,
          lookedAt: now.toISOString(),
          expiresAt: expiryOf(windowId),
        })),
      ),
    setCell: (windowId, cell, { settled, lookedAt }) =>
      setInRow(table, cellRowKey(windowId, cell), { settled, lookedAt: lookedAt.toISOString() }),
    storeRequest: (windowId, chunk, request) =>
      putRowIfAbsent(table, { ...runKey(windowId, chunk), chunk, ...request, expiresAt: expiryOf(windowId) }),
    setExecution: (windowId, chunk, executionId) => setInRow(table, runKey(windowId, chunk), { executionId }),
    runs: async (windowId) =>
      (await queryRows(table, windowPartition(windowId), 'RUN#')).map((row) => parseRow(runSchema, row)),
  };
}

async function knownWindow(row: unknown, table: LedgerTable): Promise<KnownWindow> {
  const { window: id, schedule, date, opensAt, cutoffAt, closesAt, ...stored } = parseRow(stateSchema, row);
  return {
    window: { id, schedule, date, opensAt, cutoffAt, closesAt },
    entry: stored.entry,
    state: stored.state,
    openedAt: stored.openedAt,
    lastCallAt: stored.lastCallAt,
    runsStoppedAt: stored.runsStoppedAt,
    waitingFor: stored.waitingFor !== undefined && isReason(stored.waitingFor) ? stored.waitingFor : undefined,
    cells: await cellsIn(table, id),
  };
}

async function cellsIn(table: LedgerTable, windowId: string): Promise<KnownCell[]> {
  return (await queryRows(table, windowPartition(windowId), 'CELL#')).map((row) => parseRow(cellSchema, row));
}

const windowPartition = (windowId: string) => `WINDOW#${windowId}`;
const stateKey = (windowId: string) => ({ pk: windowPartition(windowId), sk: 'STATE' });
const runKey = (windowId: string, chunk: number) => ({ pk: windowPartition(windowId), sk: `RUN#${chunk}` });
const cellRowKey = (windowId: string, { account, region }: Cell) => ({
  pk: windowPartition(windowId),
  sk: `CELL#${account}#${region}`,
});
