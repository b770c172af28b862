import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { type WindowRule, windowOf, windowsBetween } from './window.ts';

const HOUR_MS = 3_600_000;
const rule: WindowRule = { zone: 'Europe/Berlin', durationHours: 4, cutoffHours: 1, offsetDays: 0 };

/** The openings over the change to summer time, read off a calendar: on 29 March 2:00 does not exist, and 3:00 is 1:00Z. */
const OPENINGS: readonly (readonly [schedule: string, opensAt: string])[] = [
  ['2SUN', '2026-03-22T01:00:00Z'],
  ['2SUNX4', '2026-03-22T01:00:00Z'],
  ['3SUN', '2026-03-22T02:00:00Z'],
  ['2SUN', '2026-03-29T01:00:00Z'],
  ['3SUN', '2026-03-29T01:00:00Z'],
  ['2SUN', '2026-04-05T00:00:00Z'],
  ['3SUN', '2026-04-05T01:00:00Z'],
];
const EDGES = around(...[...new Set(OPENINGS.map(([, opensAt]) => opensAt))].map((text) => new Date(text)));

describe('windowsBetween() in small worlds', () => {
  // Goal: W2 and the order, wherever a stretch begins and ends. Method: every set of three schedules, in every order, of
  // which some open together; every stretch between instants around every opening.
  it('gives every window that opens in the stretch, once, in order', () => {
    const names = ['2SUN', '2SUNX4', '3SUN'] as const;
    const orders: readonly (readonly string[])[] = [
      [],
      ...[...everyCombination({ first: names })].map(({ first }) => [first]),
      ...[...everyCombination({ first: names, second: names })].map(({ first, second }) => [first, second]),
      ...[...everyCombination({ first: names, second: names, third: names })].map(Object.values<string>),
    ].filter((chosen) => new Set(chosen).size === chosen.length);
    const worlds = everyCombination({ schedules: orders, from: EDGES, to: EDGES });

    expect(
      survey(worlds, ({ schedules, from, to }) => {
        const given = [
          ...windowsBetween(
            schedules.map((name) => [name, rule] as const),
            from,
            to,
          ),
        ];
        const wanted = OPENINGS.filter(([schedule, opensAt]) => {
          const instant = new Date(opensAt);
          return schedules.some((name) => name === schedule) && from <= instant && instant < to;
        });
        return {
          'those and no others, in order':
            given.map(({ schedule, opensAt }) => `${schedule} ${+opensAt}`).join() ===
            wanted.map(([schedule, opensAt]) => `${schedule} ${Date.parse(opensAt)}`).join(),
          'each under the date of its opening (W1)': given.every(
            ({ id, schedule, opensAt }) => id === `${schedule}@${opensAt.toISOString().slice(0, 10)}`,
          ),
        };
      }),
    ).toEqual({ worlds: 16 * 15 * 15, broken: [] });
  });
});

describe('windowOf() in small worlds', () => {
  // Goal: W1 and W3 around a clock that changes. Method: lengths and cutoffs up to three hours, openings around the change.
  it('lasts elapsed hours, and bears its nominal date whatever the instant', () => {
    const worlds = everyCombination({
      durationHours: [1, 2, 3, 24],
      cutoffHours: [0, 1, 2, 3],
      instant: around(new Date('2026-03-29T01:00:00Z'), new Date('2026-10-25T01:00:00Z')),
      date: ['2026-03-29', '2026-10-25'],
      zone: ['Europe/Berlin', 'UTC'],
    });

    expect(
      survey(worlds, ({ durationHours, cutoffHours, instant, date, zone }) => {
        const window = windowOf('2SUN', { ...rule, zone, durationHours, cutoffHours }, { date, instant });
        return {
          name: window.id === `2SUN@${date}` && window.date === date && window.schedule === '2SUN',
          opening: window.opensAt === instant,
          close: +window.closesAt - +instant === durationHours * HOUR_MS,
          cutoff: +window.closesAt - +window.cutoffAt === cutoffHours * HOUR_MS,
        };
      }),
    ).toEqual({ worlds: 4 * 4 * 6 * 2 * 2, broken: [] });
  });
});
