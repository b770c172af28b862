import { describe, expect, it } from '@jest/globals';
import { aNotice } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { decideRepeats, type Incident, incidentKeyOf, repeatKey } from './incident.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const toldAt = new Date('2026-03-28T22:00:00Z'); // The clocks change in the night; a day is 24 hours all the same.
const at = (milliseconds: number) => new Date(toldAt.getTime() + milliseconds);
const edges = [0, 1, 2, 3].flatMap((days) => [-1, 0, 1].map((by) => days * DAY_MS + by));

describe('decideRepeats() in small worlds', () => {
  // Method: every two incidents, that have spoken again or not, a millisecond around every edge of three days.
  it('keeps I1 to I3 in every small world (P4)', () => {
    const spoke = [undefined, 0, DAY_MS, 2 * DAY_MS] as const;
    const worlds = everyCombination({
      ...{ one: spoke, other: spoke, oneRepeats: [0, 1, 2, 3], otherRepeats: [0, 3] },
      afterMs: edges,
    });
    const found = survey(worlds, ({ one, other, oneRepeats, otherRepeats, afterMs }) => {
      const incidents = [incidentIn('one', one, oneRepeats), incidentIn('other', other, otherRepeats)];
      const repeats = decideRepeats(incidents, at(afterMs));
      const silent = (spokeMs: number | undefined) => afterMs - (spokeMs ?? 0) >= DAY_MS;
      const wanted = [...(silent(one) ? ['one'] : []), ...(silent(other) ? ['other'] : [])];
      return {
        'I1: it speaks after a day of silence, to the millisecond, and each for itself':
          repeats.map(({ incident }) => incident.notice.key).join() === wanted.join(),
        'I3: the count is the next one of those recorded': repeats.every(
          ({ incident, count }) => count === incident.repeats + 1,
        ),
        'the days are those since it was told, whole ones': repeats.every(
          ({ daysOpen }) => daysOpen >= 1 && daysOpen * DAY_MS <= afterMs && afterMs < (daysOpen + 1) * DAY_MS,
        ),
      };
    });
    expect(found).toEqual({ worlds: 4 * 4 * 4 * 2 * 12, broken: [] });
  });

  // I2. Method: a week of sweeps, each pause with each outage before it, with every speech recorded or lost in a crash.
  it('speaks once a day however the sweeps come', () => {
    const worlds = everyCombination({
      pauseMs: [5 * 60_000, HOUR_MS, 7 * HOUR_MS, DAY_MS - 1, DAY_MS, DAY_MS + 1, 3 * DAY_MS],
      outageMs: [0, DAY_MS, 5 * DAY_MS],
      crashes: [false, true],
    });
    const found = survey(worlds, ({ pauseMs, outageMs, crashes }) => {
      const spoken: { readonly key: string; readonly afterMs: number }[] = [];
      let incident = incidentIn('one', undefined, 0);
      let crashesNext = crashes;
      for (let afterMs = outageMs; afterMs <= 7 * DAY_MS; afterMs += pauseMs) {
        const [repeat] = decideRepeats([incident], at(afterMs));
        if (repeat === undefined) continue;
        spoken.push({ key: repeatKey(incident.notice.key, repeat.count), afterMs });
        // A crash loses the record, so the next sweep says the same once more.
        if (!crashesNext) incident = { ...incident, spokeAt: at(afterMs), repeats: repeat.count };
        crashesNext = crashes && !crashesNext;
      }
      const first = spoken.filter(({ key }, index) => spoken.findIndex((each) => each.key === key) === index);
      const last = spoken.filter(({ key }, index) => spoken.findLastIndex((each) => each.key === key) === index);
      return {
        'I1: between two of them lies a day': last.every(
          ({ afterMs }, index) => index + 1 >= first.length || (first[index + 1]?.afterMs ?? 0) - afterMs >= DAY_MS,
        ),
        'P4: it does not fall silent':
          first.length >= 1 && 7 * DAY_MS - (last.at(-1)?.afterMs ?? 0) < 2 * DAY_MS + 2 * pauseMs,
        'P4: only a crash says the same twice, under the same key': crashes || first.length === spoken.length,
        'the keys are counted from one': first.every(({ key }, index) => key === `one#again#${index + 1}`),
      };
    });
    expect(found).toEqual({ worlds: 7 * 3 * 2, broken: [] });
  });

  it('finds the incident by any of its notices', () => {
    const keys = ['window-missed#22FRI@2026-03-27', 'node-not-back#22FRI@2026-03-27+1a2b3c4d', 'a#again#b', 'again#1'];
    const found = survey(everyCombination({ key: keys, count: [1, 2, 10, 365] }), ({ key, count }) => ({
      'its own key stands': incidentKeyOf(key) === key,
      'a repeat leads back': incidentKeyOf(repeatKey(key, count)) === key,
      'a repeat has a key of its own':
        repeatKey(key, count) !== key && repeatKey(key, count) !== repeatKey(key, count + 1),
    }));
    expect(found).toEqual({ worlds: 4 * 4, broken: [] });
  });
});

function incidentIn(key: string, spokeMs: number | undefined, repeats: number): Incident {
  return { notice: aNotice({ key }), toldAt, spokeAt: spokeMs === undefined ? undefined : at(spokeMs), repeats };
}
