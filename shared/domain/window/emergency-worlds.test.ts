import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { anEntry, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { anEmergency } from '../../testing/opening-builders.ts';
import { emergencyWindow, inScope } from './emergency.ts';

const HOUR_MS = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'] as const;

/** Midnights in those zones, by their names: of a plain day, and of days on which clocks change. */
const MIDNIGHTS = [
  '2026-03-06T00:00:00Z',
  '2026-03-05T23:00:00Z',
  '2026-03-06T05:00:00Z',
  '2026-03-05T18:30:00Z',
  '2026-03-05T11:00:00Z',
  '2026-03-28T23:00:00Z',
  '2026-03-29T22:00:00Z',
  '2026-03-08T05:00:00Z',
  '2026-03-09T04:00:00Z',
  '2026-10-24T22:00:00Z',
].map((text) => new Date(text));

describe('inScope() in small worlds', () => {
  it('takes in a cell just if neither its account nor its Region is left out', () => {
    const names = (one: string, other: string) => [undefined, [], [one], [other], [one, other], [other, one]];
    const worlds = everyCombination({
      cell: [CELL, OTHER_CELL, { ...CELL, region: OTHER_CELL.region }, { ...OTHER_CELL, region: CELL.region }],
      accounts: names(CELL.account, OTHER_CELL.account),
      regions: names(CELL.region, OTHER_CELL.region),
    });

    expect(
      survey(worlds, ({ cell, accounts, regions }) => {
        const leftOut = (list: string[] | undefined, name: string) => list !== undefined && !list.includes(name);
        const takenIn = inScope(cell, anEmergency({ accounts, regions }));
        return {
          scope: takenIn === !(leftOut(accounts, cell.account) || leftOut(regions, cell.region)),
          everyWindow: inScope(cell, undefined),
        };
      }),
    ).toEqual({ worlds: 4 * 6 * 6, broken: [] });
  });
});

describe('emergencyWindow() in small worlds', () => {
  // Goal: one request is one window, under a name that no other window has. Method: admissions around the midnights of
  // each zone, also where clocks change, with every small length and cutoff.
  it('opens at its admission, by the date on the wall there, under a name of its own (P2)', () => {
    const worlds = everyCombination({
      zone: ZONES,
      admittedAt: around(...MIDNIGHTS),
      durationHours: [1, 2, 4],
      cutoffHours: [0, 1],
      offsetDays: [0, 4],
      requestId: ['1a2b3c4d-5e6f-4a0b-8c1d-2e3f4a5b6c7d', '00000000'],
    });

    expect(
      survey(worlds, ({ zone, admittedAt, durationHours, cutoffHours, offsetDays, requestId }) => {
        const rule = anEntry({ zone, durationHours, cutoffHours, offsetDays });
        const window = emergencyWindow(rule, { requestId, admittedAt });
        const again = emergencyWindow(rule, { requestId, admittedAt: new Date(admittedAt) });
        const [id, mark] = window.id.split('+');
        return {
          'it opens at its admission': window.opensAt.getTime() === admittedAt.getTime(),
          'it lasts as long as its schedule says':
            window.closesAt.getTime() - window.opensAt.getTime() === durationHours * HOUR_MS,
          'its cutoff is counted back': window.closesAt.getTime() - window.cutoffAt.getTime() === cutoffHours * HOUR_MS,
          'it bears the date on the wall': window.date === dateOnTheWall(admittedAt, zone),
          'and the beginning of its request': id === `22FRI@${window.date}` && mark === requestId.slice(0, 8),
          'asked for twice, it is one': again.id === window.id,
        };
      }),
    ).toEqual({ worlds: 5 * 30 * 3 * 2 * 2 * 2, broken: [] });
  });
});

const FORMATS = new Map<string, Intl.DateTimeFormat>(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  ]),
);

function dateOnTheWall(instant: Date, zone: string): string | undefined {
  return FORMATS.get(zone)?.format(instant);
}
