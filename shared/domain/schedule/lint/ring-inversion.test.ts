import { describe, expect, it } from '@jest/globals';
import { datesOf } from '../../../testing/calendar-oracle.ts';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';
import type { Finding, FindingCode } from './finding.ts';

function datesOfCode(findings: readonly Finding[], code: FindingCode): readonly string[] {
  return findings.find((finding) => finding.code === code)?.dates ?? [];
}

const weeks = ['SUN', 'TUE'].flatMap((day) => [1, 2, 3, 4, 5].map((nth) => `${day}X${nth}`));

describe('rings, month by month', () => {
  it('tells a year in which production overtakes', () => {
    const entries = [aLintEntry('4SUNX1', { environment: 'dev' }), aLintEntry('4TUEX1', { after: '4SUNX1' })];
    expect(story(findingsOf(entries, ONE_YEAR))).toMatchInlineSnapshot(`
"4TUEX1 ring-inversion
  4TUEX1 opens before 4SUNX1, the ring before it, in 3 of 12 months.
  2026-06 2026-09 2026-12
  Take 4TUEX2: it never opens before 4SUNX1."
`);
  });

  // Goal: the months are right for every pair of rings. Method: walk the calendar for both and compare dates as text.
  it.each(weeks)('agrees with a walk through ten years, whatever comes after %s', (before) => {
    const byMonth = (week: string) =>
      new Map(datesOf(week, '2026-01-01', '2036-01-01').map((date) => [date.slice(0, 7), date]));
    const dev = byMonth(before);
    const others = weeks.filter((week) => week !== before);
    const findings = findingsOf([
      aLintEntry(`4${before}`, { zone: 'UTC' }),
      ...others.map((later) => aLintEntry(`4${later}`, { zone: 'UTC', after: `4${before}` })),
    ]);

    for (const later of others) {
      const prod = [...byMonth(later)];
      const inverted = prod.filter(([month, date]) => date < (dev.get(month) ?? '')).map(([month]) => month);
      const alone = prod.filter(([month]) => !dev.has(month)).map(([month]) => month);
      const found = findings.filter(({ entry }) => entry === `4${later}`);

      expect({ later, dates: datesOfCode(found, 'ring-inversion') }).toEqual({ later, dates: inverted });
      expect({ later, dates: datesOfCode(found, 'ring-without-predecessor') }).toEqual({ later, dates: alone });
    }
  });

  it('compares the hour, on the same day', () => {
    const rings = (dev: string, prod: string) =>
      findingsOf([aLintEntry(dev), aLintEntry(prod, { after: dev })], ONE_YEAR);
    expect(rings('4SATX2', '5SATX2')).toEqual([]);
    expect(datesOfCode(rings('5SATX2', '4SATX2'), 'ring-inversion')).toHaveLength(12);
  });

  it('compares instants, not clocks on walls', () => {
    const dev = aLintEntry('5SATX2', { zone: 'America/New_York' });
    const prod = aLintEntry('6SATX2', { zone: 'Asia/Tokyo', after: '5SATX2' });
    expect(datesOfCode(findingsOf([dev, prod], ONE_YEAR), 'ring-inversion')).toHaveLength(12);
  });

  it('lets two rings open at the very same instant', () => {
    const entries = [
      aLintEntry('4SATX2', { zone: 'UTC' }),
      aLintEntry('9SATX2', { zone: 'Etc/GMT-5', after: '4SATX2' }),
    ];
    expect(findingsOf(entries, ONE_YEAR)).toEqual([]);
  });

  it('keeps a window with the month that its value names, though the offset moves it into the next', () => {
    const entries = [aLintEntry('4SATX4'), aLintEntry('4TUEX4', { offsetDays: 14, after: '4SATX4' })];
    expect(findingsOf(entries)).toEqual([]);
  });

  it('takes the first window of the month of a weekly ring', () => {
    const entries = [aLintEntry('4SATX2'), aLintEntry('5SAT', { after: '4SATX2' })];
    expect(datesOfCode(findingsOf(entries), 'ring-inversion')).toHaveLength(120);
  });
});

describe('rings after a weekly one', () => {
  // Patches come on a Tuesday; Thursday's ring has them before Saturday's, and Sunday's after it.
  it.each([
    ['4SAT', '4SUN', 0],
    ['4SAT', '4THU', 120],
    ['4SAT', '4TUE', 0], // At four nothing is published, so Tuesday's ring has them a week later.
    ['4SAT', '5SATX3', 0], // An hour after the first Saturday with the patches, or a week.
    ['4SUN', '4SATX3', 70], // Where the third Saturday follows Patch Tuesday by four days, and not by eleven.
  ])('%s, then %s: %i of 120 months', (before, later, months) => {
    const findings = findingsOf([aLintEntry(before), aLintEntry(later, { after: before })]);
    expect(datesOfCode(findings, 'ring-inversion')).toHaveLength(months);
  });
});

describe('rings on the very Tuesday', () => {
  it.each([
    [9, 12], // An hour before the patches are published: the ring before has them a week later.
    [10, 0], // At the very instant.
  ])('%i:00 in Redmond, then 11:00: inverted in %i of 12 months', (hour, months) => {
    const zone = 'America/Los_Angeles';
    const entries = [aLintEntry(`${hour}TUE`, { zone }), aLintEntry('11TUE', { zone, after: `${hour}TUE` })];
    expect(datesOfCode(findingsOf(entries, ONE_YEAR), 'ring-inversion')).toHaveLength(months);
  });
});

describe('rings and freezes', () => {
  it('a frozen ring proves nothing', () => {
    const entries = [aLintEntry('4SATX1', { calendars: ['year-end'] }), aLintEntry('4SATX3', { after: '4SATX1' })];
    const freezes = [aFreeze('2026-08-01T00:00Z', '2026-08-02T00:00Z')];
    const findings = findingsOf(entries, { ...ONE_YEAR, freezes });
    expect(findings.map(({ code, entry, dates }) => ({ code, entry, dates }))).toEqual([
      { code: 'ring-without-predecessor', entry: '4SATX3', dates: ['2026-08'] },
    ]);
  });

  it('a weekly ring that is closed for good proves nothing from then on', () => {
    const entries = [aLintEntry('4SAT', { calendars: ['closed'] }), aLintEntry('5SATX3', { after: '4SAT' })];
    const freezes = [aFreeze('2026-10-01T00:00Z', '2099-01-01T00:00Z', 'closed')];
    const findings = findingsOf(entries, { ...ONE_YEAR, freezes });
    expect(datesOfCode(findings, 'ring-without-predecessor')).toEqual(['2026-10', '2026-11', '2026-12']);
  });

  it('a frozen later ring overtakes nobody', () => {
    const rings = (calendars: string[]) => [aLintEntry('4SATX2'), aLintEntry('4SATX1', { after: '4SATX2', calendars })];
    const freezes = [aFreeze('2026-08-01T00:00Z', '2026-08-02T00:00Z')];
    const months = (calendars: string[]) =>
      datesOfCode(findingsOf(rings(calendars), { ...ONE_YEAR, freezes }), 'ring-inversion');

    expect(months([])).toHaveLength(12);
    expect(months(['year-end'])).toEqual(months([]).filter((month) => month !== '2026-08'));
  });
});

describe('the cure of an inversion', () => {
  it.each([
    ['4SUNX1', '4TUEX1', 'Take 4TUEX2: it never opens before 4SUNX1.'],
    ['4SATX4', '4SATX3', 'Take 5SATX4 with offsetDays 7: it never opens before 4SATX4.'],
    ['4SATX4', '3WEDX2', 'Take 3SATX4 with offsetDays 4: it never opens before 4SATX4.'],
    ['4SAT', '4THU', 'Take 4THUX1: it never opens before 4SAT.'],
    ['4SATX5', '4SUNX1', 'Move 4SATX5 to an earlier week of the month, or give 4SUNX1 a larger offsetDays.'],
    ['4SATX3', '4SUN', 'Take 4SUNX4: it never opens before 4SATX3.'],
  ])('%s, then %s: %s', (before, later, cure) => {
    const findings = findingsOf([aLintEntry(before), aLintEntry(later, { after: before })]);
    expect(findings.find(({ code }) => code === 'ring-inversion')?.cure).toBe(cure);

    const [, proposed, offset = '0'] = /^Take (\w+)(?: with offsetDays (\d+))?:/.exec(cure) ?? [];
    if (proposed === undefined) return;
    const cured = aLintEntry(proposed, { after: before, offsetDays: Number(offset) });
    expect(findingsOf([aLintEntry(before), cured]).filter(({ code }) => code.startsWith('ring'))).toEqual([]);
  });
});
