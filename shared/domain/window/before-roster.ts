import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import type { Window } from '../schedule/window.ts';
import type { Emergency } from './emergency.ts';
import { type CalendarReading, decideFreeze } from './freeze.ts';
import { decideGate, type GateReading } from './gate.ts';
import { holdOn, type Intents, sayScope } from './hold.ts';

export interface BeforeRosterInput {
  readonly now: Date;
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly emergency: Emergency | undefined;
  readonly intents: Intents;
  /** The latest run of another window of the schedule, normal or emergency. */
  readonly lastRun: LastRun | undefined;
  readonly minimumGapHours: number;
  /** Absent until it has been asked for, and so is the gate's. */
  readonly freeze?: CalendarReading | undefined;
  readonly gate?: GateReading | undefined;
}

export interface LastRun {
  readonly window: string;
  /** When it was over; undefined while it still runs. */
  readonly endedAt: Date | undefined;
}

/** A window that cannot open yet: why, in a sentence for people, and when that ends by itself, where it is known. */
export interface Wait {
  readonly kind: 'wait';
  readonly reason: Reason;
  readonly waitsFor: string;
  readonly until?: Date | undefined;
}

export type BeforeRoster =
  | { readonly kind: 'go-on' }
  /** Ask again with this reading, which is not made for a window that something else keeps shut. */
  | { readonly kind: 'read'; readonly what: 'freeze' | 'gate' }
  | Wait
  | { readonly kind: 'skip'; readonly reason: 'frozen'; readonly waitsFor: string };

const HOUR_MS = 3_600_000;

/**
 * Decides whether a claimed window may go on to its roster: everything that can be told without looking at a node.
 *
 *   B1. A hold keeps it shut, whatever else is so (P1).
 *   B2. So does another run of its schedule less than the minimum gap ago, or one that still runs (P2).
 *   B3. So do a freeze and the gate of its ring (P1). An emergency, which is recorded, passes these two and nothing else.
 *   B4. A person's release passes the gate, and neither a hold, a freeze nor what could not be read (P5).
 */
export function beforeRoster(input: BeforeRosterInput): BeforeRoster {
  const held = waitForHold(input);
  if (held !== undefined) return held; // B1
  const tooSoon = waitForGap(input);
  if (tooSoon !== undefined) return tooSoon; // B2
  if (input.emergency !== undefined) return { kind: 'go-on' }; // B3

  const frozen = judgeFreeze(input);
  return frozen.kind === 'go-on' ? judgeGate(input) : frozen;
}

function waitForHold({ window, intents }: BeforeRosterInput): Wait | undefined {
  const hold = holdOn(window, intents.holds);
  if (hold === undefined) return undefined;
  return { kind: 'wait', reason: 'held', waitsFor: `${hold.by} holds ${sayScope(hold.scope)}: ${hold.reason}` };
}

function waitForGap({ now, lastRun, minimumGapHours }: BeforeRosterInput): Wait | undefined {
  if (lastRun === undefined) return undefined;
  const { window, endedAt } = lastRun;
  const gap = `${minimumGapHours} hours are to lie between two runs on the same nodes`;
  if (endedAt === undefined)
    return { kind: 'wait', reason: 'minimum-gap', waitsFor: `${window} still runs, and ${gap}.` };
  const until = new Date(endedAt.getTime() + minimumGapHours * HOUR_MS);
  return now < until ? { kind: 'wait', reason: 'minimum-gap', waitsFor: `After ${window}, ${gap}.`, until } : undefined;
}

function judgeFreeze({ window, entry, freeze }: BeforeRosterInput): BeforeRoster {
  if (entry.calendars.length === 0) return { kind: 'go-on' };
  if (freeze === undefined) return { kind: 'read', what: 'freeze' };
  const decision = decideFreeze(window, freeze);
  switch (decision.kind) {
    case 'free':
      return { kind: 'go-on' };
    case 'waits':
      return { ...decision, kind: 'wait' };
    case 'skip':
      return decision;
  }
}

function judgeGate({ now, window, entry, gate, intents }: BeforeRosterInput): BeforeRoster {
  if (entry.after === undefined) return { kind: 'go-on' };
  if (gate === undefined) return { kind: 'read', what: 'gate' };
  const decision = decideGate(entry.after, gate, now);
  if (decision.kind === 'open') return { kind: 'go-on' };
  const passed = decision.reason !== 'ring-unread' && isReleased(window, intents); // B4
  return passed ? { kind: 'go-on' } : { ...decision, kind: 'wait' };
}

/** A person has said that the window may open whatever it waits for. */
export function isReleased({ id }: Pick<Window, 'id'>, { releases }: Intents): boolean {
  return releases.some(({ window }) => window === id);
}
