import { describe, expect, it } from '@jest/globals';
import { type Window, type WindowRule, windowOf, windowsBetween } from './window.ts';

const rule: WindowRule = { zone: 'Europe/Berlin', durationHours: 4, cutoffHours: 1, offsetDays: 0 };

describe('windowOf()', () => {
  it('takes its name from schedule and nominal date (W1)', () => {
    const instant = new Date('2026-04-25T00:00:00Z');

    expect(windowOf('2SATX4', rule, { date: '2026-04-25', instant })).toEqual({
      id: '2SATX4@2026-04-25',
      schedule: '2SATX4',
      date: '2026-04-25',
      opensAt: new Date('2026-04-25T00:00:00Z'),
      cutoffAt: new Date('2026-04-25T03:00:00Z'),
      closesAt: new Date('2026-04-25T04:00:00Z'),
    });
  });
});

describe('windowsBetween()', () => {
  it('tells a weekend in the order in which it happens', () => {
    const catalogue: [string, WindowRule][] = [
      ['2SUN', rule],
      ['2SATX4', rule],
      ['22FRI', { ...rule, durationHours: 3, cutoffHours: 2 }],
      ['22SAT', { ...rule, zone: 'America/New_York' }],
      ['4TUEX2', { ...rule, offsetDays: 4 }],
      ['2SAT', rule],
    ];

    expect(
      story(windowsBetween(catalogue, new Date('2026-03-13T12:00Z'), new Date('2026-03-16T12:00Z'))),
    ).toMatchInlineSnapshot(`
"22FRI@2026-03-13 2026-03-13T21:00:00.000Z 2026-03-13T22:00:00.000Z 2026-03-14T00:00:00.000Z
2SAT@2026-03-14 2026-03-14T01:00:00.000Z 2026-03-14T04:00:00.000Z 2026-03-14T05:00:00.000Z
4TUEX2@2026-03-14 2026-03-14T03:00:00.000Z 2026-03-14T06:00:00.000Z 2026-03-14T07:00:00.000Z
2SUN@2026-03-15 2026-03-15T01:00:00.000Z 2026-03-15T04:00:00.000Z 2026-03-15T05:00:00.000Z
22SAT@2026-03-14 2026-03-15T02:00:00.000Z 2026-03-15T05:00:00.000Z 2026-03-15T06:00:00.000Z"
`);
  });

  it('lasts elapsed hours, whatever the clock on the wall does meanwhile (W3)', () => {
    const weekend = windowsBetween([['0SUN', rule]], new Date('2026-03-28T00:00Z'), new Date('2026-03-30T00:00Z'));
    expect(story(weekend)).toBe(
      '0SUN@2026-03-29 2026-03-28T23:00:00.000Z 2026-03-29T02:00:00.000Z 2026-03-29T03:00:00.000Z',
    );
  });

  it('sorts windows that open together by id', () => {
    const catalogue = new Map(['2SATX2', '2SAT', '2SATX3'].map((schedule) => [schedule, rule]));
    const ids = [...windowsBetween(catalogue, new Date('2026-03-01T00:00Z'), new Date('2026-04-01T00:00Z'))].map(
      ({ id }) => id,
    );

    expect(ids).toEqual([
      '2SAT@2026-03-07',
      '2SAT@2026-03-14',
      '2SATX2@2026-03-14',
      '2SAT@2026-03-21',
      '2SATX3@2026-03-21',
      '2SAT@2026-03-28',
    ]);
  });

  it('holds the beginning of the stretch and not its end (W2)', () => {
    const [from, to] = [new Date('2026-03-07T01:00Z'), new Date('2026-03-14T01:00Z')];
    expect([...windowsBetween([['2SAT', rule]], from, to)].map(({ id }) => id)).toEqual(['2SAT@2026-03-07']);
  });

  it('gives the same windows however a stretch is cut', () => {
    const catalogue = ['2SAT', '2SUNX2', '22FRI', '0SUN', '3SUN'].map((schedule) => [schedule, rule] as const);
    const [from, to] = [new Date('2026-03-01T00:00Z'), new Date('2026-05-01T00:00Z')];
    const whole = [...windowsBetween(catalogue, from, to)];

    for (let middle = from.getTime(); middle <= to.getTime(); middle += 3_600_000) {
      const halves = [
        ...windowsBetween(catalogue, from, new Date(middle)),
        ...windowsBetween(catalogue, new Date(middle), to),
      ];
      expect(halves).toEqual(whole);
    }
  });

  it('refuses a catalogue with a value that is no schedule', () => {
    expect(() => [...windowsBetween([['2STA', rule]], new Date(0), new Date(1))]).toThrow(
      'Cannot compute windows: "2STA" is not a schedule: at position 1 it has "STA"',
    );
  });

  it('is lazy, and none for an empty catalogue', () => {
    const [first] = windowsBetween([['2SATX4', rule]], new Date('2026-01-01T00:00Z'), new Date('3026-01-01T00:00Z'));
    expect(first?.id).toBe('2SATX4@2026-01-24');
    expect([...windowsBetween([], new Date(0), new Date('3026-01-01T00:00Z'))]).toEqual([]);
  });
});

function story(windows: Iterable<Window>): string {
  return [...windows]
    .map(({ id, opensAt, cutoffAt, closesAt }) =>
      [id, ...[opensAt, cutoffAt, closesAt].map((at) => at.toISOString())].join(' '),
    )
    .join('\n');
}
