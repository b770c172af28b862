import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { type CalendarReading, type CalendarState, decideFreeze } from './freeze.ts';

const window = aWindow(); // 21:00Z to 01:00Z
const LAST_START = new Date('2026-03-06T23:55:00Z');
const MIDDLE = new Date('2026-03-06T22:30:00Z');

/** Where a calendar may change; it does at any number of them. */
const [beforeOpening, opening, afterOpening] = around(window.opensAt);
const [beforeLastStart, lastStart, afterLastStart] = around(LAST_START);
const [beforeClose, close, afterClose] = around(window.closesAt);

describe('decideFreeze() in small worlds', () => {
  // Goal: F2 to F4 for every freeze, not for tidy ones. Method: calendars that change, or do not, at each of ten instants
  // around the edges of the window, read as AWS reads them; the laws are about the calendar and not about its reading.
  it('keeps clear of every freeze, and gives up no window that could run (P1)', () => {
    const change = [false, true];
    const worlds = everyCombination({
      first: ['OPEN', 'CLOSED'],
      now: [opening, MIDDLE, new Date(LAST_START.getTime() - 2)],
      changes: [
        ...everyCombination({
          beforeOpening: change,
          opening: change,
          afterOpening: change,
          middle: change,
          beforeLastStart: change,
          lastStart: change,
          afterLastStart: change,
          beforeClose: change,
          close: change,
          afterClose: change,
        }),
      ].map((chosen) => INSTANTS.filter(([name]) => chosen[name]).flatMap(([, at]) => at ?? [])),
    });

    expect(survey(worlds, lawsOfFreeze)).toEqual({ worlds: 2 * 3 * 1024, broken: [] });
  });

  // Goal: F1, and no reading that makes it open over a closed calendar, though no calendar may give such a reading.
  it('takes nothing that shows closed for free, whatever else the reading says (P5)', () => {
    const states: readonly CalendarState[] = ['OPEN', 'CLOSED'];
    const worlds = everyCombination({
      stateNow: states,
      stateAtEnd: states,
      nextTransitionAt: [undefined, ...around(window.opensAt, LAST_START, window.closesAt)],
    });

    expect(
      survey(worlds, (reading) => ({
        closed: !Object.values(reading).includes('CLOSED') || decide({ kind: 'read', ...reading }) !== 'free',
      })),
    ).toEqual({ worlds: 2 * 2 * 10, broken: [] });
    expect(decide({ kind: 'unread', reason: 'gone' })).toBe('waits');
  });
});

const INSTANTS = [
  ['beforeOpening', beforeOpening],
  ['opening', opening],
  ['afterOpening', afterOpening],
  ['middle', MIDDLE],
  ['beforeLastStart', beforeLastStart],
  ['lastStart', lastStart],
  ['afterLastStart', afterLastStart],
  ['beforeClose', beforeClose],
  ['close', close],
  ['afterClose', afterClose],
] as const;

interface FreezeWorld {
  readonly first: CalendarState;
  readonly now: Date | undefined;
  readonly changes: readonly Date[];
}

function lawsOfFreeze({ first, now = window.opensAt, changes }: FreezeWorld): Record<string, boolean> {
  const stateAt = (at: Date) => {
    const changed = changes.filter((change) => change <= at).length % 2 === 1;
    return (first === 'OPEN') !== changed ? 'OPEN' : 'CLOSED';
  };
  const openFrom = (from: Date) =>
    stateAt(from) === 'OPEN' && !changes.some((change) => change > from && change < window.closesAt);
  const nextTransitionAt = changes.find((change) => change > now);
  const decision = decideFreeze(window, {
    kind: 'read',
    stateNow: stateAt(now),
    nextTransitionAt,
    stateAtEnd: stateAt(new Date(window.closesAt.getTime() - 1)),
  });
  const reopens = stateAt(now) === 'CLOSED' ? nextTransitionAt : undefined;
  const inTime = reopens !== undefined && reopens < LAST_START;

  return {
    'it is free just if no freeze lies over what is left of it': (decision.kind === 'free') === openFrom(now),
    'it waits only for a freeze that ends in time, and says when':
      decision.kind !== 'waits' || (inTime && decision.until?.getTime() === reopens.getTime()),
    'it is skipped only if it cannot run from the end of this freeze on':
      decision.kind !== 'skip' || !(inTime && openFrom(reopens)),
    'it does not wait for what takes it all the same':
      decision.kind !== 'waits' || stateAt(new Date(window.closesAt.getTime() - 1)) === 'OPEN',
    'it is for a freeze': decision.kind === 'free' || decision.reason === 'frozen',
  };
}

function decide(reading: CalendarReading): string {
  return decideFreeze(window, reading).kind;
}
