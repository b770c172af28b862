import type { Catalogue, CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import { type Window, windowsBetween } from '../schedule/window.ts';
import type { Cell } from './node.ts';

/** A window that the ledger holds and that is not over. It lives by its own copy of the entry, whatever the catalogue says now. */
export interface KnownWindow {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly state: 'opening' | 'open' | 'closing';
  readonly openedAt?: Date | undefined;
  /** Why it could not open at the last sweep. */
  readonly waitingFor?: Reason | undefined;
  /** When its cells were asked for the last time, after its grace. */
  readonly lastCallAt?: Date | undefined;
  /** When its runs were kept from beginning anything more. */
  readonly runsStoppedAt?: Date | undefined;
  readonly cells: readonly KnownCell[];
}

export interface KnownCell extends Cell {
  readonly settled: boolean;
  readonly lookedAt: Date;
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
  /** How long after a window's end its nodes may still report. */
  readonly graceMinutes: number;
}

export type WindowDecision =
  /** Claim it and start its run. */
  | { readonly kind: 'open'; readonly window: Window; readonly entry: CatalogueEntry }
  /** Claimed by an earlier sweep: go on where that one stopped. A new run starts only before the cutoff. */
  | { readonly kind: 'resume'; readonly known: KnownWindow; readonly mayStart: boolean }
  | { readonly kind: 'miss'; readonly window: Window; readonly entry: CatalogueEntry; readonly reason: Reason }
  /** Running: have another look at the cells that are due. */
  | {
      readonly kind: 'watch';
      readonly known: KnownWindow;
      readonly dueCells: readonly Cell[];
      /** It is too late to begin: cells that the run has not come to yet must not begin. */
      readonly stopRuns: boolean;
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
 */
export function decideWindows(input: SweepInput): WindowDecision[] {
  return [...newWindows(input), ...input.known.map((known) => decideKnown(known, input))];
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

function decideKnown(known: KnownWindow, { now, graceMinutes }: SweepInput): WindowDecision {
  const { window, cells, lastCallAt } = known;
  if (known.state === 'opening') return { kind: 'resume', known, mayStart: now < lastStartAt(window) };

  const unsettled = cells.filter(({ settled }) => !settled);
  const unheard = lastCallAt !== undefined && now >= new Date(lastCallAt.getTime() + LOOK_AGAIN_MINUTES * MINUTE_MS);
  if (unsettled.length === 0 || unheard) return { kind: 'close', known }; // D5

  // After an outage of the sweeps nobody may have looked at all, so the call is made however late it is.
  const lastCall = lastCallAt === undefined && now >= graceEndsAt(window, graceMinutes);
  const dueCells = lastCall ? unsettled : unsettled.filter(({ lookedAt }) => lookedAt < lastLookDue(window, now));
  const stopRuns = known.runsStoppedAt === undefined && now >= lastStartAt(window);
  return { kind: 'watch', known, dueCells, stopRuns, closing: now >= window.closesAt, lastCall };
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
 * The latest moment at which every unsettled cell should have been looked at: at every sweep from the last start to the
 * window's end, because what has not begun must be stopped, and then every quarter of an hour. Before that the events
 * suffice.
 */
function lastLookDue(window: Window, now: Date): Date {
  const { closesAt } = window;
  const lastStart = lastStartAt(window);
  if (now < lastStart) return new Date(0);
  return now < closesAt ? latestOf(lastStart, now, SWEEP_MINUTES) : latestOf(closesAt, now, LOOK_AGAIN_MINUTES);
}

/** The latest of the moments that follow each other from the first one on. */
function latestOf(first: Date, now: Date, everyMinutes: number): Date {
  const passed = Math.floor((now.getTime() - first.getTime()) / (everyMinutes * MINUTE_MS));
  return new Date(first.getTime() + passed * everyMinutes * MINUTE_MS);
}

/** What this sweep leaves to the next one: an entry counts as read until now only if it was read now (D3, D4). */
export function rememberSweep({ memory, catalogue, now }: SweepInput): Required<SweepMemory> {
  if (catalogue.kind === 'unread') return { sweptAt: now, readAt: memory.readAt };
  const readNow = catalogue.entries.map(({ value }): [string, Date] => [value, now]);
  const readBefore = catalogue.problems.flatMap(({ value }): [string, Date][] => {
    const at = memory.readAt.get(value);
    return at === undefined ? [] : [[value, at]];
  });
  return { sweptAt: now, readAt: new Map([...readNow, ...readBefore]) };
}
