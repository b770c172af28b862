import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { nextWindows, plannedWindow, windowsAhead } from './windows-ahead.ts';

const OPENS_AT = aWindow().opensAt.getTime();
const DAY_MS = 86_400_000;
const catalogue = (...entries: ReturnType<typeof anEntry>[]) => ({ kind: 'read' as const, entries, problems: [] });
const idsAt = (now: number) => windowsAhead(catalogue(anEntry()), new Date(now)).map(({ window }) => window.id);

describe('windowsAhead()', () => {
  it('is what opens within a day, from the first millisecond of it to the last before the opening', () => {
    expect(idsAt(OPENS_AT - DAY_MS - 1)).toEqual([]);
    expect(idsAt(OPENS_AT - DAY_MS)).toEqual(['22FRI@2026-03-06']);
    expect(idsAt(OPENS_AT - 1)).toEqual(['22FRI@2026-03-06']);
    expect(idsAt(OPENS_AT)).toEqual([]);
  });

  it('is nothing where the catalogue could not be read', () => {
    expect(windowsAhead({ kind: 'unread', reason: 'no' }, new Date(OPENS_AT - 1))).toEqual([]);
  });
});

describe('nextWindows()', () => {
  it('has one of every schedule, in order of their opening, and none of a value that is no schedule', () => {
    const entries = [anEntry({ value: '2SUN' }), anEntry(), anEntry({ value: 'nonsense' })];
    const next = nextWindows(catalogue(...entries), new Date(OPENS_AT));
    expect(next.map(({ window }) => window.id)).toEqual(['2SUN@2026-03-08', '22FRI@2026-03-13']);
  });
});

describe('plannedWindow()', () => {
  it('finds a window by its id, with offset, and none that there is not', () => {
    const offset = anEntry({ value: '4TUEX2', offsetDays: 4 });
    const found = (id: string) => plannedWindow(catalogue(anEntry(), offset), id)?.window.id;
    expect(found('22FRI@2026-03-06')).toBe('22FRI@2026-03-06');
    expect(found('4TUEX2@2026-03-14')).toBe('4TUEX2@2026-03-14');
    expect(found('22FRI@2026-03-07')).toBeUndefined();
    expect(found('22FRI@2026-13-01')).toBeUndefined();
    expect(found('22FRI')).toBeUndefined();
    expect(found('2SAT@2026-03-07')).toBeUndefined();
    expect(plannedWindow(catalogue(anEntry()), '22FRI@2026-03-06')).toEqual({ window: aWindow(), entry: anEntry() });
  });
});
