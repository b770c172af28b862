import type { Catalogue, CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import { type Window, windowsBetween } from '../schedule/window.ts';
import { decideCellStop, decideStop, type Stop, type Stopped } from './decide-stop.ts';
import type { Emergency } from './emergency.ts';
import type { Intents } from './hold.ts';
import { type Cell, cellKey } from './node.ts';
import type { CellOperation } from './plan-cells.ts';
import type { WindowState } from './states.ts';

/** A window that the ledger holds and that is not over. It lives by its own copy of the entry, whatever the catalogue says now. */
export interface KnownWindow {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly state: Extract<WindowState, 'opening' | 'open' | 'closing'>;
  /** It runs out of turn, and this is why. */
  readonly emergency?: Emergency | undefined;
  readonly openedAt?: Date | undefined;
  /** Why it could not open at the last sweep. */
  readonly waitingFor?: Reason | undefined;
  /** When its cells were asked for the last time, after its grace. */
  readonly lastCallAt?: Date | undefined;
  /** Its runs begin nothing more, in any cell. */
  readonly stopped?: Stopped | undefined;
  readonly cells: readonly KnownCell[];
}

export interface KnownCell extends Cell {
  readonly operation: CellOperation;
  /** Why nothing is installed there. */
  readonly reason?: Reason | undefined;
  readonly settled: boolean;
  /** The window's run begins nothing more in this cell, whatever it does in others. */
  readonly stopped?: Stopped | undefined;
  readonly lookedAt: Date;
  /** How many nodes the inventory showed there: what the next window of the schedule remembers. */
  readonly nodes?: number | undefined;
  /** The nodes that the window owes there; absent until all of them are written down. */
  readonly roster?: CellRoster | undefined;
}

export interface CellRoster {
  readonly size: number;
  /** By this an opening that is tried again sees that it would write the same. */
  readonly digest: string;
}

/** What the last sweeps left behind. */
export interface SweepMemory {
  /** When the last sweep ended; absent before the first. */
  readonly sweptAt?: Date | undefined;
  /** When each entry of the catalogue was last read, by value. */
  readonly readAt: ReadonlyMap<string, Date>;
}

export interface SweepInput {
  readonly now: Date;
  readonly memory: SweepMemory;
  readonly catalogue: Catalogue;
  readonly known: readonly KnownWindow[];
  readonly intents: Intents;
  /** Ids of the windows under way over which a calendar reads closed now; one that could not be read is none of them. */
  readonly closedCalendars?: ReadonlySet<string> | undefined;
  /** How long after a window's end its nodes may still report. */
  readonly graceMinutes: number;
}

export type WindowDecision =
  /** Claim it and start its run. */
  | { readonly kind: 'open'; readonly window: Window; readonly entry: CatalogueEntry }
  /**
   * Claimed by an earlier sweep: go on where that one stopped. A new run starts only before the cutoff, and what has
   * begun already is stopped if there is a `stop`.
   */
  | {
      readonly kind: 'resume';
      readonly known: KnownWindow;
      readonly mayStart: boolean;
      readonly stop: Stop | undefined;
    }
  | { readonly kind: 'miss'; readonly window: Window; readonly entry: CatalogueEntry; readonly reason: Reason }
  /** Running: have another look at the cells that are due. */
  | {
      readonly kind: 'watch';
      readonly known: KnownWindow;
      readonly dueCells: readonly Cell[];
      /** Stop its runs: cells that they have not come to yet must not begin. */
      readonly stop: Stop | undefined;
      /** Stop them in these cells alone. */
      readonly stopCells: readonly (Cell & Stop)[];
      readonly closing: boolean;
      /** The cells are asked for the last time. */
      readonly lastCall: boolean;
    }
  /** Every cell is settled, or nothing more is to be expected: the verdicts become final. */
  | { readonly kind: 'close'; readonly known: KnownWindow };

/** EventBridge Scheduler wakes the sweep every five minutes (`serverless.yml`). */
const SWEEP_MINUTES = 5;

/** After the window's end, cells that still owe verdicts are looked at this often. */
const LOOK_AGAIN_MINUTES = 15;

const MINUTE_MS = 60_000;

/**
 * Decides what a sweep does with every window that opened since each entry was last read, and with those still running.
 *
 *   D1. A window opens at most once: one that the ledger holds is never opened again.
 *   D2. Nothing opens before its time, or later than a sweep before its cutoff; what could have opened and did not is missed, and says why.
 *   D3. A catalogue that could not be read opens nothing and misses nothing yet; an entry that could not be read
 *       harms only itself. Both are made up for once they can be read again.
 *   D4. An entry seen for the first time owes no window that opened before.
 *   D5. A window closes when all its cells are settled, or when a last call after its grace has not helped.
 *   D6. What is under way is stopped by a hold, a calendar that closes or the last start: in all cells or, by the hold of
 *       an account, in its own. Each is told at once, and looked at in every sweep from then on (P1).
 */
export function decideWindows(input: SweepInput): WindowDecision[] {
  return [...input.known.map((known) => decideKnown(known, input)), ...newWindows(input)];
}

function newWindows({ catalogue, memory, known, now }: SweepInput): WindowDecision[] {
  if (catalogue.kind === 'unread') return []; // D3
  const held = new Set(known.map(({ window }) => window.id));

  return catalogue.entries.flatMap((entry) => {
    const readAt = memory.readAt.get(entry.value) ?? new Date(now.getTime() - 1); // D4
    const due = windowsBetween([[entry.value, entry]], new Date(readAt.getTime() + 1), new Date(now.getTime() + 1));
    return [...due]
      .filter(({ id }) => !held.has(id)) // D1
      .map((window) => openOrMiss(window, entry, { memory, now }));
  });
}

function openOrMiss(
  window: Window,
  entry: CatalogueEntry,
  { memory, now }: Pick<SweepInput, 'memory' | 'now'>,
): WindowDecision {
  if (now < lastStartAt(window)) return { kind: 'open', window, entry };
  const sweptMeanwhile = memory.sweptAt !== undefined && memory.sweptAt >= window.opensAt;
  return { kind: 'miss', window, entry, reason: sweptMeanwhile ? 'entry-unreadable' : 'hub-down' };
}

function decideKnown(known: KnownWindow, input: SweepInput): WindowDecision {
  const { window, lastCallAt } = known;
  const { now, intents, closedCalendars, graceMinutes } = input;
  const tooLate = now >= lastStartAt(window);
  const stop = decideStop(known, { intents, frozen: closedCalendars?.has(window.id) ?? false, tooLate }); // D6
  // What was stopped stays stopped, whatever kept the last sweep from opening the window with what had begun.
  if (known.state === 'opening') return { kind: 'resume', known, mayStart: !tooLate, stop: stop ?? known.stopped };

  const unsettled = known.cells.filter(({ settled }) => !settled);
  const unheard = lastCallAt !== undefined && now >= new Date(lastCallAt.getTime() + LOOK_AGAIN_MINUTES * MINUTE_MS);
  if (unsettled.length === 0 || unheard) return { kind: 'close', known }; // D5

  // After an outage of the sweeps nobody may have looked at all, so the call is made however late it is.
  const lastCall = lastCallAt === undefined && now >= graceEndsAt(window, graceMinutes);
  const stopCells = unsettled.flatMap((cell) => {
    const { account, region } = cell;
    const cellStop = decideCellStop(cell, [cell.stopped, known.stopped, stop], intents);
    return cellStop === undefined ? [] : [{ account, region, ...cellStop }];
  });
  const told = new Set(stopCells.map(cellKey));
  const tellAll = stop !== undefined && stop.reason !== 'cutoff'; // That the cutoff nears, they find by themselves.
  const dueCells = unsettled.filter(
    (cell) => lastCall || tellAll || told.has(cellKey(cell)) || cell.lookedAt < lastLookDue(cell, known, now),
  );
  return { kind: 'watch', known, dueCells, stop, stopCells, closing: now >= window.closesAt, lastCall };
}

/**
 * From here on nothing new is set going: no window opens, no wave begins, and what waits to be delivered is cancelled.
 * It is a sweep before the cutoff, because a sweep sees to it, and an install must not begin after the cutoff (P1).
 */
export function lastStartAt({ cutoffAt }: Pick<Window, 'cutoffAt'>): Date {
  return new Date(cutoffAt.getTime() - SWEEP_MINUTES * MINUTE_MS);
}

/** From here on the nodes that have not reported get their verdict as things stand. */
export function graceEndsAt({ closesAt }: Window, graceMinutes: number): Date {
  return new Date(closesAt.getTime() + graceMinutes * MINUTE_MS);
}

/**
 * The latest moment at which an unsettled cell should have been looked at: at every sweep from the last start, or from
 * the stop before it, to the window's end, because what has not begun must not begin (D6); and then every quarter of an
 * hour. Before that the events suffice.
 */
function lastLookDue(cell: KnownCell, { window, stopped }: KnownWindow, now: Date): Date {
  const stops = [stopped?.at, cell.stopped?.at, lastStartAt(window)].filter((at) => at !== undefined);
  const first = new Date(Math.min(...stops.map((at) => at.getTime())));
  if (now < first) return new Date(0);
  return now < window.closesAt
    ? latestOf(first, now, SWEEP_MINUTES)
    : latestOf(window.closesAt, now, LOOK_AGAIN_MINUTES);
}

/** The latest of the moments that follow each other from the first one on. */
function latestOf(first: Date, now: Date, everyMinutes: number): Date {
  const passed = Math.floor((now.getTime() - first.getTime()) / (everyMinutes * MINUTE_MS));
  return new Date(first.getTime() + passed * everyMinutes * MINUTE_MS);
}

/**
 * What this sweep leaves to the next one: an entry counts as read until now only if it was read now (D3, D4), and if none
 * of its windows was left undone. Of a new entry, what is undone is made up for as well.
 */
export function rememberSweep(
  { memory, catalogue, now }: SweepInput,
  undone: readonly Pick<Window, 'schedule' | 'opensAt'>[] = [],
): Required<SweepMemory> {
  if (catalogue.kind === 'unread') return { sweptAt: now, readAt: memory.readAt };
  const readNow = catalogue.entries.map(({ value }): [string, Date] => {
    const first = undone
      .filter(({ schedule }) => schedule === value)
      .map(({ opensAt }) => new Date(opensAt.getTime() - 1))
      .sort((a, b) => a.getTime() - b.getTime())[0];
    return [value, first === undefined ? now : (memory.readAt.get(value) ?? first)];
  });
  const readBefore = catalogue.problems.flatMap(({ value }): [string, Date][] => {
    const at = memory.readAt.get(value);
    return at === undefined ? [] : [[value, at]];
  });
  return { sweptAt: now, readAt: new Map([...readNow, ...readBefore]) };
}
