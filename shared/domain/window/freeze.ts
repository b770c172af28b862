import type { Window } from '../schedule/window.ts';
import { lastStartAt } from './decide-windows.ts';

/** What the change calendars of an entry say of a window, all of them together: open only if all are. */
export type CalendarReading =
  | { readonly kind: 'unread'; readonly reason: string }
  | {
      readonly kind: 'read';
      /** The state when it was read: while the window opens, or at the opening of one that is yet to come. */
      readonly stateNow: CalendarState;
      /** When that state ends, if it does. */
      readonly nextTransitionAt: Date | undefined;
      /** The state in the last second of the window, which is half-open. */
      readonly stateAtEnd: CalendarState;
    };

export type CalendarState = 'OPEN' | 'CLOSED';

export type FreezeDecision =
  | { readonly kind: 'free' }
  | {
      readonly kind: 'waits';
      readonly reason: 'frozen' | 'calendar-unread';
      /** One sentence for people. */
      readonly waitsFor: string;
      readonly until?: Date | undefined;
    }
  /** The window cannot run between its freezes: it owes a make-up slot. */
  | { readonly kind: 'skip'; readonly reason: 'frozen'; readonly waitsFor: string };

/**
 * Decides whether a freeze lies over a window.
 *
 *   F1. What could not be read counts as closed, but only for now: the window waits for a better answer (P5).
 *   F2. Freezes are half-open, as windows are: one that begins as the window closes, or ended as it opens, leaves it be.
 *   F3. A freeze that begins inside the window, or lies over its end, takes it: what begins before would run into it.
 *   F4. One that ends before the last start delays it; one that lasts longer takes it.
 */
export function decideFreeze(window: Window, reading: CalendarReading): FreezeDecision {
  if (reading.kind === 'unread') {
    return {
      kind: 'waits',
      reason: 'calendar-unread',
      waitsFor: `Its change calendars cannot be read: ${reading.reason}`,
    };
  }
  const { stateNow, nextTransitionAt, stateAtEnd } = reading;
  if (stateAtEnd === 'CLOSED') return skip('A change calendar is closed at the end of the window.'); // F3

  switch (stateNow) {
    case 'OPEN': {
      const closesInside = nextTransitionAt !== undefined && nextTransitionAt < window.closesAt; // F2
      return closesInside ? skip('A change calendar closes before the window does.') : { kind: 'free' };
    }
    case 'CLOSED': {
      const delays = nextTransitionAt !== undefined && nextTransitionAt < lastStartAt(window);
      if (!delays) return skip('A change calendar is closed until it is too late to begin.'); // F4
      const waitsFor = 'A change calendar is closed, and opens again in time.';
      return { kind: 'waits', reason: 'frozen', waitsFor, until: nextTransitionAt };
    }
  }
}

function skip(waitsFor: string): FreezeDecision {
  return { kind: 'skip', reason: 'frozen', waitsFor };
}
