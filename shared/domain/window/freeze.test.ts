import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../testing/domain-builders.ts';
import { aCalendarReading } from '../../testing/opening-builders.ts';
import { type CalendarReading, decideFreeze } from './freeze.ts';

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
    const reading = aCalendarReading({ nextTransitionAt: window.closesAt });

    expect(decideFreeze(window, reading)).toEqual({ kind: 'free' });
  });
});
