import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../testing/domain-builders.ts';
import { aCalendarReading } from '../../testing/opening-builders.ts';
import { type CalendarReading, type CalendarState, decideFreeze, type FreezeDecision } from './freeze.ts';

const window = aWindow(); // opens 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z
const LAST_START = new Date('2026-03-06T23:55:00Z');

describe('decideFreeze()', () => {
  it('lets a window be that no freeze touches', () => {
    expect(decideFreeze(window, aCalendarReading())).toEqual({ kind: 'free' });
  });

  it('waits while the calendars cannot be read', () => {
    expect(decideFreeze(window, { kind: 'unread', reason: 'ThrottlingException: rate exceeded' })).toEqual({
      kind: 'waits',
      reason: 'calendar-unread',
      waitsFor: 'Its change calendars cannot be read: ThrottlingException: rate exceeded',
    });
  });

  it('waits for the end of a freeze that leaves time to begin', () => {
    const until = new Date(LAST_START.getTime() - 1);

    expect(decideFreeze(window, aCalendarReading({ stateNow: 'CLOSED', nextTransitionAt: until }))).toEqual({
      kind: 'waits',
      reason: 'frozen',
      waitsFor: 'A change calendar is closed, and opens again in time.',
      until,
    });
  });

  it.each<[string, Partial<Extract<CalendarReading, { kind: 'read' }>>]>([
    ['A change calendar is closed at the end of the window.', { stateAtEnd: 'CLOSED' }],
    ['A change calendar is closed at the end of the window.', { stateNow: 'CLOSED', stateAtEnd: 'CLOSED' }],
    ['A change calendar closes before the window does.', { nextTransitionAt: new Date(window.closesAt.getTime() - 1) }],
    [
      'A change calendar is closed until it is too late to begin.',
      { stateNow: 'CLOSED', nextTransitionAt: LAST_START },
    ],
    ['A change calendar is closed until it is too late to begin.', { stateNow: 'CLOSED' }],
  ])('skips the window: %s %#', (waitsFor, reading) => {
    expect(decideFreeze(window, aCalendarReading(reading))).toEqual({ kind: 'skip', reason: 'frozen', waitsFor });
  });

  it('lets be a window after which a freeze begins at once', () => {
    const reading = aCalendarReading({ nextTransitionAt: window.closesAt, stateAtEnd: 'CLOSED' });

    expect(decideFreeze(window, reading)).toEqual({ kind: 'free' });
  });

  // Goal: F1 to F4 for every freeze, not for tidy ones. Method: calendars as stretches of closed time, up to two of them
  // between the edges of the window, read as AWS reads them; and every reading that no such calendar gives.
  it('keeps F1 to F4 under every small calendar', () => {
    let count = 0;
    for (const freezes of everySmallCalendar())
      for (const now of NOWS) {
        count += 1;
        const broken = brokenInvariants(freezes, now);
        if (broken.length > 0) expect({ freezes, now, broken }).toEqual({ freezes, now, broken: [] });
      }
    expect(count).toBe(CALENDARS * NOWS.length);
  });

  it('is free in no reading that shows a closed calendar', () => {
    const states: readonly CalendarState[] = ['OPEN', 'CLOSED'];
    for (const stateNow of states)
      for (const stateAtEnd of states)
        for (const nextTransitionAt of [undefined, ...EDGES]) {
          const decision = decideFreeze(window, { kind: 'read', stateNow, stateAtEnd, nextTransitionAt });
          const begins = nextTransitionAt?.getTime() === window.closesAt.getTime();
          if (stateNow === 'CLOSED' || (stateAtEnd === 'CLOSED' && !begins)) expect(decision.kind).not.toBe('free');
        }
  });
});

const EDGES = [window.opensAt, LAST_START, window.cutoffAt, window.closesAt].flatMap((edge) =>
  [-1, 0, 1].map((ms) => new Date(edge.getTime() + ms)),
);
const NOWS = [window.opensAt, new Date(LAST_START.getTime() - 2)];

/** None, one, or one after another. */
const CALENDARS = 1 + 66 + 495;

interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

function* everySmallCalendar(): Generator<Stretch[]> {
  yield [];
  for (const [index, from] of EDGES.entries())
    for (const [after, to] of EDGES.entries()) {
      if (after <= index) continue;
      yield [{ from, to }];
      for (const [later, again] of EDGES.entries())
        for (const end of EDGES.slice(later + 1))
          if (later > after)
            yield [
              { from, to },
              { from: again, to: end },
            ];
    }
}

function brokenInvariants(freezes: readonly Stretch[], now: Date): string[] {
  const closed = (at: Date) => freezes.some(({ from, to }) => from <= at && at < to);
  const transitions = freezes.flatMap(({ from, to }) => [from, to]).filter((at) => at > now);
  const decision: FreezeDecision = decideFreeze(window, {
    kind: 'read',
    stateNow: closed(now) ? 'CLOSED' : 'OPEN',
    nextTransitionAt: transitions[0],
    stateAtEnd: closed(window.closesAt) ? 'CLOSED' : 'OPEN',
  });
  const touched = freezes.some(({ from, to }) => from < window.closesAt && to > now);
  const reopensAt = freezes.find(({ from, to }) => from <= now && now < to)?.to;
  const inTime = reopensAt !== undefined && reopensAt < LAST_START;

  const holds = {
    F2: touched || decision.kind === 'free',
    F3: !touched || decision.kind !== 'free',
    F3open: closed(now) || decision.kind !== 'waits',
    F4waits: decision.kind !== 'waits' || (inTime && decision.until?.getTime() === reopensAt.getTime()),
    F4skips: !closed(now) || inTime || decision.kind === 'skip',
    F4delays: !inTime || closed(window.closesAt) || decision.kind === 'waits',
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}
