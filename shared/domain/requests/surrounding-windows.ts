/** The windows of a schedule around an instant: whether another run on the same nodes would come too close (P2). */
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import { type Window, windowsBetween } from '../schedule/window.ts';
import { lastStartAt } from '../window/decide-windows.ts';
import type { Emergency } from '../window/emergency.ts';
import type { WindowState } from '../window/states.ts';

export interface SurroundingWindow {
  readonly window: Window;
  /** Absent where the ledger holds nothing of it yet. */
  readonly state: WindowState | undefined;
  readonly waitingFor?: Reason | undefined;
  /** When its verdicts became final. */
  readonly endedAt?: Date | undefined;
  /** Of one that runs out of turn: what it is restricted to. */
  readonly emergency?: Pick<Emergency, 'accounts' | 'regions'> | undefined;
}

export interface Stretch {
  /** Windows that were not over so long ago count. */
  readonly hoursBack: number;
  readonly hoursAhead: number;
}

export type Conflict =
  | { readonly kind: 'running'; readonly of: SurroundingWindow }
  | { readonly kind: 'minimum-gap'; readonly of: SurroundingWindow; readonly until: Date }
  | { readonly kind: 'opens-soon'; readonly of: SurroundingWindow };

const HOUR_MS = 3_600_000;

/** The schedule's own windows that closed no longer ago, or open no later, than the stretch says. */
export function ownWindowsAround(entry: CatalogueEntry, now: Date, { hoursBack, hoursAhead }: Stretch): Window[] {
  const from = hoursFrom(now, -hoursBack - entry.durationHours);
  return [...windowsBetween([[entry.value, entry]], from, hoursFrom(now, hoursAhead))];
}

/** The windows of the schedule that may still be waited for: the one that is due now, if any, and the next. */
export function nextWindows(entry: CatalogueEntry, now: Date): Window[] {
  const windows = windowsBetween([[entry.value, entry]], hoursFrom(now, -entry.durationHours), END_OF_TIME);
  return Array.from({ length: NEXT_WINDOWS_MAX }, () => windows.next().value).filter((window) => window !== undefined);
}

/** A release may come long before its window, but not a year. */
const NEXT_WINDOWS_MAX = 12;

/** The calendar of JavaScript ends here: the windows are computed one at a time, and few are taken. */
const END_OF_TIME = new Date(8.64e15);

export function nextOpening(entry: CatalogueEntry, now: Date): Date | undefined {
  const after = new Date(now.getTime() + 1);
  const { value: window, done } = windowsBetween([[entry.value, entry]], after, END_OF_TIME).next();
  return done === true ? undefined : window.opensAt;
}

/** Whether a window came, or will come, to run anything. One that is missed or skipped has not. */
export function counts({ window, state }: SurroundingWindow, now: Date): boolean {
  if (state === undefined) return now < lastStartAt(window); // Past that it will be missed.
  return state !== 'missed' && state !== 'skipped';
}

/**
 * What keeps a run from beginning now and lasting until its close.
 *
 *   G1. Another window of the schedule runs, or should: its nodes are being patched.
 *   G2. One closed less than the gap ago.
 *   G3. The next one would open less than the gap after this one's close, and so wait, or be missed.
 */
export function conflictWith(
  { now, closesAt }: { readonly now: Date; readonly closesAt: Date },
  windows: readonly SurroundingWindow[],
  minimumGapHours: number,
): Conflict | undefined {
  const counting = windows.filter((each) => counts(each, now));
  const running = counting.find(({ window, state }) => state !== 'final' && window.opensAt <= now);
  if (running !== undefined) return { kind: 'running', of: running }; // G1

  const until = (each: SurroundingWindow) => hoursFrom(overAt(each), minimumGapHours);
  const recent = counting.filter(({ state }) => state === 'final').toSorted((a, b) => +until(b) - +until(a))[0];
  if (recent !== undefined && now < until(recent)) return { kind: 'minimum-gap', of: recent, until: until(recent) }; // G2

  const soonest = counting.filter(({ window }) => window.opensAt > now).toSorted(byOpening)[0];
  const gapEndsAt = hoursFrom(closesAt, minimumGapHours);
  return soonest !== undefined && soonest.window.opensAt < gapEndsAt ? { kind: 'opens-soon', of: soonest } : undefined; // G3
}

/** From here on nothing of it runs. */
export function overAt({ window, endedAt = window.closesAt }: SurroundingWindow): Date {
  return endedAt < window.closesAt ? endedAt : window.closesAt;
}

function byOpening(one: SurroundingWindow, other: SurroundingWindow): number {
  return +one.window.opensAt - +other.window.opensAt;
}

export function hoursFrom(instant: Date, hours: number): Date {
  return new Date(instant.getTime() + hours * HOUR_MS);
}
