import * as z from 'zod/mini';
import type { CatalogueEntry } from '../../domain/catalogue/catalogue-entry.ts';
import type { Reason } from '../../domain/reporting/reasons.ts';
import type { Window } from '../../domain/schedule/window.ts';
import type { Stopped } from '../../domain/window/decide-stop.ts';
import type { KnownCell, KnownWindow } from '../../domain/window/decide-windows.ts';
import type { Emergency } from '../../domain/window/emergency.ts';
import type { PredecessorEnd } from '../../domain/window/gate.ts';
import type { Cell } from '../../domain/window/node.ts';
import type { VerdictCounts } from '../../domain/window/verdict.ts';
import { type LedgerTable, putRowIfAbsent, putRows, queryDueRows, queryRows, setInRow } from './ledger-table.ts';
import { expiryOf } from './row-expiry.ts';
import { parseRow, UnreadableRow } from './stored.ts';
import { parseKnownCell, parseKnownWindow } from './stored-window.ts';

/** The rows of a window but those of its nodes: STATE, RUN#chunk and CELL#account#region. */
export interface WindowRows {
  /** False if the window was claimed before, by whomever. */
  readonly claim: (window: Window, entry: CatalogueEntry, now: Date, why?: Claim) => Promise<boolean>;
  /** Undefined where it waits no longer. */
  readonly setWaiting: (windowId: string, waitingFor: Reason | undefined) => Promise<void>;
  /** Runs of it that have not begun may still wait. */
  readonly setOpen: (windowId: string, openedAt: Date, waitingFor?: Reason) => Promise<void>;
  readonly setClosing: (windowId: string) => Promise<void>;
  readonly setStopped: (windowId: string, stopped: Stopped) => Promise<void>;
  readonly setLastCall: (windowId: string, lastCallAt: Date) => Promise<void>;
  readonly setOver: (windowId: string, end: WindowEnd) => Promise<void>;
  /** Every window that is not over, with its cells; one whose rows cannot be read harms no other (P6). */
  readonly known: () => Promise<KnownWindows>;
  /** The window's cells as they are at this moment. */
  readonly cells: (windowId: string) => Promise<KnownCell[]>;
  /** Where nothing is to run, the cell is settled from the start. */
  readonly putCells: (windowId: string, cells: readonly PlannedCell[], now: Date) => Promise<void>;
  readonly setCell: (
    windowId: string,
    cell: Cell,
    state: { readonly settled: boolean; readonly lookedAt: Date },
  ) => Promise<void>;
  readonly setCellStopped: (windowId: string, cell: Cell, stopped: Stopped) => Promise<void>;
  /** Why the nodes there are missed if no command is ever sent to them. */
  readonly setCellReason: (windowId: string, cell: Cell, reason: Reason) => Promise<void>;
  readonly setCellNodes: (windowId: string, cell: Cell, nodes: number) => Promise<void>;
  /** False if the chunk's request was stored before: then that one is the request, not this one. */
  readonly storeRequest: (windowId: string, chunk: number, request: StoredRequest) => Promise<boolean>;
  /** The same run by another request, in one step: only of a run that was surely never begun. */
  readonly replaceRequest: (windowId: string, chunk: number, request: StoredRequest) => Promise<void>;
  readonly setAsked: (windowId: string, chunk: number, asked: boolean) => Promise<void>;
  readonly setExecution: (windowId: string, chunk: number, executionId: string) => Promise<void>;
  readonly setRunStopped: (windowId: string, chunk: number, stopped: RunStop) => Promise<void>;
  readonly runs: (windowId: string) => Promise<Run[]>;
}

/** Why a window is claimed, if not simply to be opened at its time. */
export interface Claim {
  /** It is claimed to be missed, and says why from the start. */
  readonly waitingFor?: Reason | undefined;
  readonly emergency?: Emergency | undefined;
}

export interface KnownWindows {
  readonly windows: readonly KnownWindow[];
  /** Rows of windows that are not what was stored: by `pk`. */
  readonly unreadable: readonly { readonly key: string; readonly reason: string }[];
}

export type PlannedCell = Pick<KnownCell, 'account' | 'region' | 'operation' | 'reason' | 'nodes' | 'roster'>;

export interface WindowEnd {
  readonly state: PredecessorEnd['state'];
  readonly reason?: Reason | undefined;
  readonly roster: number;
  readonly verdicts: VerdictCounts;
  readonly endedAt: Date;
  /** When the window opens that makes up for one that was skipped, if there is one. */
  readonly makeUpOpensAt?: Date | undefined;
  /** When a sweep has to ask again after the cells of one that is final. */
  readonly lookAt?: Date | undefined;
}

/** The exact request of one start, as JSON: only this is ever sent, however often it is sent. */
export interface StoredRequest {
  readonly requestJson: string;
  readonly runTag: string;
}

/** How AWS was told to stop an execution: `Complete` lets run what runs. */
export type RunStop = 'Complete' | 'Cancel';

export interface Run extends StoredRequest {
  readonly chunk: number;
  /** Set before AWS is asked to start it, and taken back where AWS has surely begun nothing. */
  readonly asked?: boolean | undefined;
  readonly executionId?: string | undefined;
  readonly stopped?: RunStop | undefined;
}

const runSchema = z.object({
  chunk: z.number(),
  requestJson: z.string(),
  runTag: z.string(),
  asked: z.optional(z.boolean()),
  executionId: z.optional(z.string()),
  stopped: z.optional(z.enum(['Complete', 'Cancel'])),
});

export function windowRows(table: LedgerTable): WindowRows {
  const set = (windowId: string, attributes: Record<string, unknown>) =>
    setInRow(table, stateKey(windowId), attributes);
  const setRun = (windowId: string, chunk: number, attributes: Record<string, unknown>) =>
    setInRow(table, runKey(windowId, chunk), attributes);

  return {
    claim: (window, entry, now, why) => putRowIfAbsent(table, claimRow(window, entry, now, why)),
    setWaiting: (windowId, waitingFor) => set(windowId, { waitingFor }),
    setOpen: (windowId, openedAt, waitingFor) =>
      set(windowId, { state: 'open', openedAt: openedAt.toISOString(), waitingFor }),
    setClosing: (windowId) => set(windowId, { state: 'closing' }),
    setStopped: (windowId, stopped) => set(windowId, { stopped: stoppedAttribute(stopped) }),
    setLastCall: (windowId, lastCallAt) => set(windowId, { lastCallAt: lastCallAt.toISOString() }),
    setOver: (windowId, { endedAt, makeUpOpensAt, lookAt, ...end }) =>
      set(windowId, {
        ...end,
        endedAt: endedAt.toISOString(),
        makeUpOpensAt: makeUpOpensAt?.toISOString(),
        lookAt: lookAt?.toISOString(),
        waitingFor: undefined,
        due: end.state === 'final' ? 'follow-up' : undefined,
      }),
    known: async () => knownWindows(await queryDueRows(table, 'window'), table),
    cells: (windowId) => cellsIn(table, windowId),
    putCells: (windowId, cells, now) =>
      putRows(
        table,
        cells.map(({ account, region, operation, reason, nodes, roster }) => ({
          ...cellRowKey(windowId, { account, region }),
          account,
          region,
          operation,
          reason,
          nodes,
          roster,
          settled: operation === 'none',
          lookedAt: now.toISOString(),
          expiresAt: expiryOf(windowId),
        })),
      ),
    setCell: (windowId, cell, { settled, lookedAt }) =>
      setInRow(table, cellRowKey(windowId, cell), { settled, lookedAt: lookedAt.toISOString() }),
    setCellStopped: (windowId, cell, stopped) =>
      setInRow(table, cellRowKey(windowId, cell), { stopped: stoppedAttribute(stopped) }),
    setCellReason: (windowId, cell, reason) => setInRow(table, cellRowKey(windowId, cell), { reason }),
    setCellNodes: (windowId, cell, nodes) => setInRow(table, cellRowKey(windowId, cell), { nodes }),
    storeRequest: (windowId, chunk, request) =>
      putRowIfAbsent(table, {
        ...runKey(windowId, chunk),
        chunk,
        asked: false,
        ...request,
        expiresAt: expiryOf(windowId),
      }),
    replaceRequest: (windowId, chunk, { requestJson, runTag }) => setRun(windowId, chunk, { requestJson, runTag }),
    setAsked: (windowId, chunk, asked) => setRun(windowId, chunk, { asked }),
    setExecution: (windowId, chunk, executionId) => setRun(windowId, chunk, { executionId }),
    setRunStopped: (windowId, chunk, stopped) => setRun(windowId, chunk, { stopped }),
    runs: async (windowId) =>
      (await queryRows(table, windowPartition(windowId), 'RUN#'))
        .map((row) => parseRow(runSchema, row))
        .sort((one, other) => one.chunk - other.chunk),
  };
}

function claimRow(window: Window, entry: CatalogueEntry, now: Date, { waitingFor, emergency }: Claim = {}) {
  return {
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
    emergency: emergency && { ...emergency, requestedAt: emergency.requestedAt.toISOString() },
    entry,
    due: 'window',
    expiresAt: expiryOf(window.id),
  };
}

async function knownWindows(rows: readonly unknown[], table: LedgerTable): Promise<KnownWindows> {
  const windows: KnownWindow[] = [];
  const unreadable: { key: string; reason: string }[] = [];
  for (const read of await Promise.all(rows.map((row) => knownWindow(row, table)))) {
    if (read.kind === 'known') windows.push(read.known);
    else unreadable.push(read);
  }
  return { windows, unreadable };
}

async function knownWindow(row: unknown, table: LedgerTable) {
  try {
    const known = parseKnownWindow(row);
    return { kind: 'known' as const, known: { ...known, cells: await cellsIn(table, known.window.id) } };
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    const { pk: key } = parseRow(z.looseObject({ pk: z.string() }), row);
    return { kind: 'unreadable' as const, key, reason: error.message };
  }
}

/** The cells of a window, over or not. */
export async function cellsIn(table: LedgerTable, windowId: string): Promise<KnownCell[]> {
  return (await queryRows(table, windowPartition(windowId), 'CELL#')).map(parseKnownCell);
}

function stoppedAttribute({ at, reason, cancelRunning }: Stopped) {
  return { at: at.toISOString(), reason, cancelRunning };
}

const windowPartition = (windowId: string) => `WINDOW#${windowId}`;
export const stateKey = (windowId: string) => ({ pk: windowPartition(windowId), sk: 'STATE' });
const runKey = (windowId: string, chunk: number) => ({ pk: windowPartition(windowId), sk: `RUN#${chunk}` });
const cellRowKey = (windowId: string, { account, region }: Cell) => ({
  pk: windowPartition(windowId),
  sk: `CELL#${account}#${region}`,
});
