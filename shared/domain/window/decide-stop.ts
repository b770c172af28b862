import type { Window } from '../schedule/window.ts';
import type { Emergency } from './emergency.ts';
import { type Hold, holdsOn, type Intents } from './hold.ts';
import type { Cell } from './node.ts';

/** Nothing more is to begin, and why. What is `Pending` altogether has not begun: it is cancelled whatever the reason. */
export interface Stop {
  readonly reason: 'cutoff' | 'held' | 'frozen';
  /** What runs is cancelled as well; otherwise it is left to finish. */
  readonly cancelRunning: boolean;
}

export interface Stopped extends Stop {
  readonly at: Date;
}

/** What of a window under way a stop depends on. */
export interface Stoppable {
  readonly window: Window;
  readonly emergency?: Emergency | undefined;
  readonly stopped?: Stopped | undefined;
}

/**
 * Decides whether a window under way has to be stopped now.
 *
 *   S1. It is stopped once, for the first of: a hold, a calendar that closed over it, the last start (P1).
 *   S2. A hold that cancels what runs stops it once more if it was stopped without.
 *   S3. An emergency runs through freezes. A calendar that could not be read stops nothing: it read open to the end of
 *       the window when that one opened.
 */
export function decideStop(
  { window, emergency, stopped }: Stoppable,
  { intents, frozen, tooLate }: { intents: Intents; frozen: boolean; tooLate: boolean },
): Stop | undefined {
  const held = stopOf(holdsOn(window, intents.holds));
  if (stopped !== undefined) return unlessCovered(held, [stopped]); // S1, S2
  if (held !== undefined) return held;
  if (frozen && emergency === undefined) return { reason: 'frozen', cancelRunning: false }; // S3
  return tooLate ? { reason: 'cutoff', cancelRunning: false } : undefined;
}

/** The same for one of its cells, of which the hold of its account is the only cause that is not the window's as well. */
export function decideCellStop(
  { account }: Cell,
  stops: readonly (Stop | undefined)[],
  { holds }: Pick<Intents, 'holds'>,
): Stop | undefined {
  return unlessCovered(
    stopOf(holds.filter(({ scope }) => scope.kind === 'account' && scope.account === account)),
    stops,
  );
}

function stopOf(holds: readonly Hold[]): Stop | undefined {
  if (holds.length === 0) return undefined;
  return { reason: 'held', cancelRunning: holds.some(({ cancelRunning }) => cancelRunning) };
}

/** A hold adds something to the stops that there are if there is none, or if it alone cancels what runs. */
function unlessCovered(held: Stop | undefined, stops: readonly (Stop | undefined)[]): Stop | undefined {
  const covered = stops.some((stop) => stop !== undefined && (stop.cancelRunning || held?.cancelRunning !== true));
  return covered ? undefined : held;
}
