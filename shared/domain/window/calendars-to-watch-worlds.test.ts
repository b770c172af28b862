import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { aKnownCell, aKnownWindow, anEntry, aWindow, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { anEmergency, NO_INTENTS } from '../../testing/opening-builders.ts';
import { calendarsToWatch } from './calendars-to-watch.ts';
import { decideWindows, type KnownWindow } from './decide-windows.ts';

const window = aWindow();
const LAST_START = new Date('2026-03-06T23:55:00Z');
const SETTLED = aKnownCell({ ...OTHER_CELL, settled: true });

describe('calendarsToWatch() in small worlds', () => {
  // Goal: no calendar is asked in vain, and none that could matter is left unasked. Method: every state, number of
  // calendars, stop before and pair of cells, around the edges; whether an answer matters is seen in what is decided.
  it('asks just where a calendar that has closed would stop something that nothing else stops', () => {
    const worlds = everyCombination({
      state: ['opening', 'open', 'closing'],
      calendars: [[], ['year-end'], ['year-end', 'shop-sales']],
      emergency: [undefined, anEmergency()],
      stopped: [undefined, { reason: 'held', cancelRunning: false, at: window.opensAt }],
      cells: [[], [SETTLED], [aKnownCell()], [SETTLED, aKnownCell()], [aKnownCell(), SETTLED]],
      now: around(window.opensAt, LAST_START, window.cutoffAt, window.closesAt),
    });

    expect(
      survey(worlds, ({ calendars, now, cells, ...rest }) => {
        const known = aKnownWindow({ ...rest, cells, entry: anEntry({ calendars }) });
        const asked = calendarsToWatch([known], now);
        const matters = calendars.length > 0 && stopsMore(known, now) && cells.some(({ settled }) => !settled);
        return {
          'it asks just where it matters (P1)': asked.length === (matters && now < LAST_START ? 1 : 0),
          'it asks of the window itself': asked.every((one) => one === known),
        };
      }),
    ).toEqual({ worlds: 3 * 3 * 2 * 2 * 5 * 12, broken: [] });
  });

  it('asks of each window by itself, in order (P6)', () => {
    const watched = aKnownWindow({ entry: anEntry({ calendars: ['year-end'] }) });
    const unwatched = aKnownWindow();
    const kinds = [watched, unwatched];
    const worlds = everyCombination({ first: kinds, second: kinds, third: kinds });

    expect(
      survey(worlds, ({ first, second, third }) => {
        const asked = calendarsToWatch([first, second, third], window.opensAt);
        const wanted = [first, second, third].filter((known) => known === watched);
        return { each: asked.length === wanted.length && asked.every((known) => known === watched) };
      }),
    ).toEqual({ worlds: 8, broken: [] });
  });
});

/** Whether a calendar that reads closed makes a difference to what is to be stopped. */
function stopsMore(known: KnownWindow, now: Date): boolean {
  const [open, closed] = [[], [window.id]].map((ids) => {
    const [decision] = decideWindows({
      now,
      memory: { readAt: new Map() },
      catalogue: { kind: 'unread', reason: 'not of interest' },
      known: [known],
      intents: NO_INTENTS,
      closedCalendars: new Set(ids),
      graceMinutes: 90,
    });
    return decision?.kind === 'watch' || decision?.kind === 'resume' ? decision.stop?.reason : undefined;
  });
  return open !== closed;
}
