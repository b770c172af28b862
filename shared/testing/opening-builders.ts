/** What an opening is decided on: plain values that let a window open, in which a test overrides only what it is about. */
import type { BeforeRosterInput } from '../domain/window/before-roster.ts';
import type { Emergency } from '../domain/window/emergency.ts';
import type { CalendarReading } from '../domain/window/freeze.ts';
import type { GateReading, PredecessorEnd } from '../domain/window/gate.ts';
import type { Hold, Intents, Release } from '../domain/window/hold.ts';
import { countVerdicts, type VerdictCounts } from '../domain/window/verdict.ts';
import type { WithRosterInput } from '../domain/window/with-roster.ts';
import { anEntry, aRosterNode, aWindow } from './domain-builders.ts';

export const NO_INTENTS: Intents = { holds: [], releases: [] };

export const OPERATOR = 'arn:aws:iam::111122223333:user/kim';

export function aHold(overrides: Partial<Hold> = {}): Hold {
  return {
    scope: { kind: 'all' },
    reason: 'the shop has a sale',
    by: OPERATOR,
    at: new Date('2026-03-06T20:00:00Z'),
    cancelRunning: false,
    ...overrides,
  };
}

export function aRelease(overrides: Partial<Release> = {}): Release {
  return {
    window: aWindow().id,
    reason: 'tried out by hand',
    by: OPERATOR,
    at: new Date('2026-03-06T21:10:00Z'),
    ...overrides,
  };
}

export function anEmergency(overrides: Partial<Emergency> = {}): Emergency {
  return {
    by: OPERATOR,
    reason: 'it is exploited already',
    severity: 'CRITICAL',
    requestedAt: new Date('2026-03-06T20:58:00Z'),
    ...overrides,
  };
}

/** Open, and nothing comes. */
export function aCalendarReading(overrides: Partial<Extract<CalendarReading, { kind: 'read' }>> = {}): CalendarReading {
  return { kind: 'read', stateNow: 'OPEN', nextTransitionAt: undefined, stateAtEnd: 'OPEN', ...overrides };
}

/** The window of the ring before `aWindow()`, three days earlier. */
export const PREDECESSOR = aWindow({
  id: '22TUE@2026-03-03',
  schedule: '22TUE',
  date: '2026-03-03',
  opensAt: new Date('2026-03-03T21:00:00Z'),
  cutoffAt: new Date('2026-03-04T00:00:00Z'),
  closesAt: new Date('2026-03-04T01:00:00Z'),
});

export function someVerdicts(overrides: Partial<VerdictCounts> = {}): VerdictCounts {
  return { ...countVerdicts([]), ...overrides };
}

/** Final, with every node patched. */
export function aPredecessorEnd(overrides: Partial<PredecessorEnd> = {}): PredecessorEnd {
  return {
    window: PREDECESSOR.id,
    state: 'final',
    closesAt: PREDECESSOR.closesAt,
    verdicts: someVerdicts({ patched: 20 }),
    ...overrides,
  };
}

export function aGateReading(overrides: Partial<Extract<GateReading, { kind: 'read' }>> = {}): GateReading {
  return { kind: 'read', expected: PREDECESSOR, end: aPredecessorEnd(), openIncidents: [], ...overrides };
}

/** A window that may open at once. */
export function beforeRosterInput(overrides: Partial<BeforeRosterInput> = {}): BeforeRosterInput {
  return {
    now: aWindow().opensAt,
    window: aWindow(),
    entry: anEntry(),
    emergency: undefined,
    intents: NO_INTENTS,
    lastRun: undefined,
    minimumGapHours: 6,
    ...overrides,
  };
}

/** One node, as last time. */
export function withRosterInput(overrides: Partial<WithRosterInput> = {}): WithRosterInput {
  return {
    nodes: [aRosterNode()],
    unreadCells: [],
    last: undefined,
    staleCells: [],
    emergency: undefined,
    released: false,
    rosterShrinkPercent: 50,
    ...overrides,
  };
}
