import { describe, expect, it } from '@jest/globals';
import { aNotice } from '../../testing/domain-builders.ts';
import { decideRepeats, type Incident, incidentKeyOf, repeatKey } from './incident.ts';

const toldAt = new Date('2026-03-07T01:20:00Z');
const DAY_MS = 86_400_000;
const daysOn = (days: number, ms = 0) => new Date(toldAt.getTime() + days * DAY_MS + ms);
const incident = (overrides: Partial<Incident> = {}): Incident => ({
  notice: aNotice({ incident: true }),
  toldAt,
  repeats: 0,
  ...overrides,
});
const repeats = (of: Incident, now: Date) =>
  decideRepeats([of], now).map(({ count, daysOpen }) => ({ count, daysOpen }));

describe('decideRepeats()', () => {
  it('has an incident speak again 24 hours after it was told, to the millisecond (I1)', () => {
    expect(repeats(incident(), daysOn(0))).toEqual([]);
    expect(repeats(incident(), daysOn(1, -1))).toEqual([]);
    expect(repeats(incident(), daysOn(1))).toEqual([{ count: 1, daysOpen: 1 }]);
    expect(repeats(incident(), daysOn(1, 1))).toEqual([{ count: 1, daysOpen: 1 }]);
  });

  it('and every 24 hours after it spoke last (I1)', () => {
    const spoken = incident({ spokeAt: daysOn(1, 300_000), repeats: 1 });

    expect(repeats(spoken, daysOn(2, 299_999))).toEqual([]);
    expect(repeats(spoken, daysOn(2, 300_000))).toEqual([{ count: 2, daysOpen: 2 }]);
    expect(repeats(incident({ spokeAt: daysOn(6, 1), repeats: 6 }), daysOn(7, 1))).toEqual([{ count: 7, daysOpen: 7 }]);
  });

  it('speaks once after an outage, with all the days that it is open (I2)', () => {
    expect(repeats(incident(), daysOn(5, -1))).toEqual([{ count: 1, daysOpen: 4 }]);
    expect(repeats(incident(), daysOn(5))).toEqual([{ count: 1, daysOpen: 5 }]);
  });

  it('comes to the same again until it is recorded (I3)', () => {
    expect(decideRepeats([incident()], daysOn(1))).toEqual(decideRepeats([incident()], daysOn(1)));
    expect(repeats(incident({ repeats: 3, spokeAt: daysOn(3) }), daysOn(4, 60_000))).toEqual([
      { count: 4, daysOpen: 4 },
    ]);
  });

  it('judges each by itself, in order', () => {
    const of = (key: string, told: Date) => incident({ notice: aNotice({ key }), toldAt: told });
    const all = [of('c', daysOn(0)), of('a', daysOn(0.5)), of('b', daysOn(-1))];

    expect(decideRepeats(all, daysOn(1)).map((repeat) => repeat.incident)).toEqual([all[0], all[2]]);
    expect(decideRepeats([], daysOn(1))).toEqual([]);
  });
});

describe('repeatKey() and incidentKeyOf()', () => {
  it('lead from the incident to its repetitions and back', () => {
    expect(repeatKey('window-missed#22FRI@2026-03-06', 12)).toBe('window-missed#22FRI@2026-03-06#again#12');
    expect(incidentKeyOf('window-missed#22FRI@2026-03-06#again#12')).toBe('window-missed#22FRI@2026-03-06');
    expect(incidentKeyOf('window-missed#22FRI@2026-03-06')).toBe('window-missed#22FRI@2026-03-06');
    expect(incidentKeyOf('tag#again#1#2')).toBe('tag#again#1#2');
  });
});
