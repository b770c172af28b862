import type { Ring } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import { type Window, type WindowRule, windowsBetween } from '../schedule/window.ts';
import { VERDICTS, type VerdictCounts } from './verdict.ts';

/** What is known of the ring before: which of its windows should have proved itself, and what became of that one. */
export type GateReading =
  | { readonly kind: 'unread'; readonly reason: string }
  | {
      readonly kind: 'read';
      /** Undefined where the ring before has no entry in force. */
      readonly expected: Window | undefined;
      /** Undefined while the ledger does not hold it as over. */
      readonly end: PredecessorEnd | undefined;
      /** Keys of the notices about it that somebody must answer and nobody has. */
      readonly openIncidents: readonly string[];
    };

export interface PredecessorEnd {
  /** Such as `2SATX1@2026-04-04`. */
  readonly window: string;
  readonly state: 'final' | 'missed' | 'skipped';
  readonly closesAt: Date;
  readonly verdicts: VerdictCounts;
}

export type GateReason = Extract<Reason, `ring-${string}`>;

export type GateDecision =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'waits';
      readonly reason: GateReason;
      /** One sentence for people, with the numbers. */
      readonly waitsFor: string;
      /** When it opens by itself, where that is known. */
      readonly until?: Date | undefined;
    };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The longest pause between two fifth weekdays is 119 days; the rest is for clock changes, in whole weeks. */
const LOOK_BACK_DAYS = 126;

const INCIDENTS_NAMED_MAX = 3;

/** The last window of the ring before that opened before ours. */
export function predecessorWindow(ring: Ring, rule: WindowRule | undefined, before: Date): Window | undefined {
  if (rule === undefined) return undefined;
  const since = new Date(before.getTime() - LOOK_BACK_DAYS * DAY_MS);
  return [...windowsBetween([[ring.schedule, rule]], since, before)].at(-1);
}

/**
 * Decides whether the ring before has proved itself, so that what it has tried out may go on to this one.
 *
 *   G1. What could not be read proves nothing (P5): neither does a window that is not final, was missed or skipped, or
 *       of which no node was owed a patch.
 *   G2. Of the nodes that it owed a patch, at least `minSuccessPercent` were patched. Nodes that it skipped, or that are
 *       excepted, count neither way; one that still waits for its reboot is not patched.
 *   G3. Nobody has been left without an answer: an open incident about it keeps the gate shut.
 *   G4. Its patches have run for `soakHours`, counted from its close.
 */
export function decideGate(ring: Ring, reading: GateReading, now: Date): GateDecision {
  if (reading.kind === 'unread') return waits('ring-unread', `The ring before cannot be read: ${reading.reason}`);
  const { expected, end, openIncidents } = reading;
  if (expected === undefined) {
    return waits('ring-unread', `The ring before, ${ring.schedule}, has no entry in force.`);
  }
  if (end === undefined || end.window !== expected.id) {
    return waits('ring-not-final', `${expected.id}, the last window of the ring before, is not final yet.`);
  }

  const owed = owedIn(end);
  if (owed === 0) return waits('ring-unproven', sayUnproven(end));
  const { patched } = end.verdicts;
  if (patched * 100 < ring.minSuccessPercent * owed) return waits('ring-below-success', saySuccess(end, owed, ring)); // G2
  if (openIncidents.length > 0) return waits('ring-incident', sayIncidents(end, openIncidents)); // G3

  const soakedAt = new Date(end.closesAt.getTime() + ring.soakHours * HOUR_MS);
  if (now < soakedAt) return { ...waits('ring-soaking', saySoak(end, ring)), until: soakedAt }; // G4
  return { kind: 'open' };
}

/** How many nodes it owed a patch; none where nothing ran (G1). */
function owedIn({ state, verdicts }: PredecessorEnd): number {
  if (state !== 'final') return 0;
  return VERDICTS.filter((kind) => kind !== 'skipped' && kind !== 'excepted').reduce(
    (sum, kind) => sum + verdicts[kind],
    0,
  );
}

function waits(reason: GateReason, waitsFor: string) {
  return { kind: 'waits', reason, waitsFor } as const;
}

function sayUnproven({ window, state }: PredecessorEnd): string {
  const what = state === 'final' ? 'owed no node a patch' : `was ${state}`;
  return `${window}, the last window of the ring before, ${what}, so it proves nothing.`;
}

/** Rounded down, so that a share just short of what is wanted is not said to reach it. */
function saySuccess({ window, verdicts: { patched } }: PredecessorEnd, owed: number, ring: Ring): string {
  const percent = Math.floor((patched * 100) / owed);
  return `In ${window} ${patched} of ${owed} nodes were patched, which is ${percent} %; ${ring.minSuccessPercent} % are wanted.`;
}

function sayIncidents({ window }: PredecessorEnd, keys: readonly string[]): string {
  const named = keys.slice(0, INCIDENTS_NAMED_MAX).join(', ');
  const more = keys.length > INCIDENTS_NAMED_MAX ? ` and ${keys.length - INCIDENTS_NAMED_MAX} more` : '';
  return `Nobody has acknowledged what is open about ${window}: ${named}${more}.`;
}

function saySoak({ window }: PredecessorEnd, { soakHours }: Ring): string {
  return `The patches of ${window} are to run for ${soakHours} hours after its close.`;
}
