import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { aSurroundingWindow } from '../../testing/request-builders.ts';
import { lastStartAt } from '../window/decide-windows.ts';
import type { WindowState } from '../window/states.ts';
import {
  conflictWith,
  counts,
  hoursFrom,
  nextOpening,
  nextWindows,
  overAt,
  ownWindowsAround,
  type SurroundingWindow,
} from './surrounding-windows.ts';

const window = aWindow(); // 21:00Z to 01:00Z, last start 23:55Z
const at = (instant: Date, milliseconds = 0) => new Date(instant.getTime() + milliseconds);

describe('ownWindowsAround()', () => {
  it('takes those that closed within the hours back, and those that open within the hours ahead', () => {
    const around = (now: Date, hoursBack: number, hoursAhead: number) =>
      ownWindowsAround(anEntry(), now, { hoursBack, hoursAhead }).map(({ id }) => id);

    expect(around(hoursFrom(window.closesAt, 6), 6, 0)).toEqual([window.id]);
    expect(around(at(hoursFrom(window.closesAt, 6), 1), 6, 0)).toEqual([]);
    expect(around(hoursFrom(window.opensAt, -6), 0, 6)).toEqual([]);
    expect(around(at(hoursFrom(window.opensAt, -6), 1), 0, 6)).toEqual([window.id]);
    expect(around(window.opensAt, 7 * 24, 7 * 24 + 1)).toEqual(['22FRI@2026-02-27', window.id, '22FRI@2026-03-13']);
  });
});

describe('nextWindows()', () => {
  it('begins with the one that is due, and looks a dozen ahead', () => {
    const ids = nextWindows(anEntry(), at(window.opensAt, 1)).map(({ id }) => id);
    expect(ids).toHaveLength(12);
    expect(ids.slice(0, 2)).toEqual([window.id, '22FRI@2026-03-13']);
    expect(nextWindows(anEntry(), at(window.closesAt, 1))[0]?.id).toBe('22FRI@2026-03-13');
  });

  it('says when the next one opens, which is not one that is open', () => {
    expect(nextOpening(anEntry(), at(window.opensAt, -1))).toEqual(window.opensAt);
    expect(nextOpening(anEntry(), window.opensAt)).toEqual(new Date('2026-03-13T21:00:00Z'));
  });
});

describe('counts()', () => {
  it.each<[WindowState, boolean]>([
    ['opening', true],
    ['open', true],
    ['closing', true],
    ['final', true],
    ['missed', false],
    ['skipped', false],
  ])('of one that is %s: %s', (state, expected) => {
    expect(counts({ window, state }, window.closesAt)).toBe(expected);
  });

  it('of one that nobody has claimed until it is too late to begin', () => {
    expect(counts({ window, state: undefined }, at(lastStartAt(window), -1))).toBe(true);
    expect(counts({ window, state: undefined }, lastStartAt(window))).toBe(false);
  });
});

describe('overAt()', () => {
  it('is when it ended, but no later than its close', () => {
    expect(overAt(aSurroundingWindow())).toEqual(window.closesAt);
    expect(overAt(aSurroundingWindow({ endedAt: at(window.closesAt, -1) }))).toEqual(at(window.closesAt, -1));
    expect(overAt(aSurroundingWindow({ endedAt: at(window.closesAt, 1) }))).toEqual(window.closesAt);
  });
});

describe('conflictWith()', () => {
  const beside = (now: Date, ...windows: SurroundingWindow[]) =>
    conflictWith({ now, closesAt: hoursFrom(now, 4) }, windows, 6);

  it('names the recent window that keeps one off longest, and the soonest that comes', () => {
    const earlier = aSurroundingWindow({ state: 'final', endedAt: at(window.closesAt, -60_000) });
    const later = aSurroundingWindow({ state: 'final', window: aWindow({ id: '22FRI@2026-03-06+1a2b3c4d' }) });
    const now = at(window.closesAt, 1);
    const until = hoursFrom(window.closesAt, 6);
    expect(beside(now, earlier, later)).toEqual({ kind: 'minimum-gap', of: later, until });
    expect(beside(now, later, earlier)).toEqual({ kind: 'minimum-gap', of: later, until });

    const next = aSurroundingWindow();
    const one = aSurroundingWindow({ window: aWindow({ id: 'later', opensAt: at(window.opensAt, 1) }) });
    expect(beside(at(window.opensAt, -1), one, next)).toEqual({ kind: 'opens-soon', of: next });
    expect(beside(at(window.opensAt, -1), next, one)).toEqual({ kind: 'opens-soon', of: next });
  });

  // Every state, one millisecond either side of each edge, against the invariants restated in hours.
  it('keeps G1 to G3 in every small world', () => {
    const states = [undefined, 'opening', 'open', 'closing', 'final', 'missed', 'skipped'] as const;
    const edges = [
      hoursFrom(window.opensAt, -10), // ours would close, and the gap end, as it opens
      window.opensAt,
      lastStartAt(window),
      window.closesAt,
      hoursFrom(window.closesAt, 6),
    ];
    const worlds = states.flatMap((state) =>
      edges.flatMap((edge) => [-1, 0, 1].map((by) => ({ state, now: at(edge, by) }))),
    );

    for (const { state, now } of worlds) {
      const conflict = beside(now, aSurroundingWindow({ state }))?.kind;
      const began = window.opensAt <= now;
      const claimed = state === 'opening' || state === 'open' || state === 'closing';
      const mayBegin = state === undefined && now < lastStartAt(window);
      const hoursToOpening = (+window.opensAt - +now) / 3_600_000;
      const hoursSinceClose = (+now - +window.closesAt) / 3_600_000;
      const expected = began
        ? claimed || mayBegin
          ? 'running'
          : state === 'final' && hoursSinceClose < 6
            ? 'minimum-gap'
            : undefined
        : (claimed || mayBegin) && hoursToOpening < 10
          ? 'opens-soon'
          : undefined;
      if (state === 'final' && !began) continue; // None is final before it opens.
      expect({ state, now, conflict }).toEqual({ state, now, conflict: expected });
    }
    expect(worlds).toHaveLength(7 * 5 * 3);
  });
});
