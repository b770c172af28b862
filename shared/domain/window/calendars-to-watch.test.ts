import { describe, expect, it } from '@jest/globals';
import { aKnownCell, aKnownWindow, anEntry, OTHER_CELL } from '../../testing/domain-builders.ts';
import { anEmergency } from '../../testing/opening-builders.ts';
import { calendarsToWatch } from './calendars-to-watch.ts';
import { type KnownWindow, lastStartAt } from './decide-windows.ts';

const known = aKnownWindow({ entry: anEntry({ calendars: ['year-end'] }) });
const lastStart = lastStartAt(known.window);

describe('calendarsToWatch()', () => {
  it('asks until the last start', () => {
    expect(calendarsToWatch([known], new Date(lastStart.getTime() - 1))).toEqual([known]);
    expect(calendarsToWatch([known], lastStart)).toEqual([]);
  });

  it('asks for a window of which some cells may still begin, whether all of it has begun or not', () => {
    const cells = [aKnownCell({ settled: true }), aKnownCell(OTHER_CELL)];

    expect(watched({ cells })).toBe(true);
    expect(watched({ state: 'opening', cells })).toBe(true);
    expect(watched({ state: 'opening', cells: [] })).toBe(false);
    expect(watched({ cells: [aKnownCell({ settled: true })] })).toBe(false);
  });

  it('asks neither without calendars, nor for an emergency, nor once the runs are stopped', () => {
    expect(watched({ entry: anEntry() })).toBe(false);
    expect(watched({ emergency: anEmergency() })).toBe(false);
    expect(watched({ stopped: { reason: 'held', cancelRunning: false, at: known.window.opensAt } })).toBe(false);
  });
});

function watched(overrides: Partial<KnownWindow>): boolean {
  return calendarsToWatch([{ ...known, ...overrides }], known.window.opensAt).length === 1;
}
