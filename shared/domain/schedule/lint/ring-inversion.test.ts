import { describe, expect, it } from '@jest/globals';
import { datesOf, daysBetween } from '../../../testing/calendar-oracle.ts';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';
import { dateOf, dayOf } from '../civil.ts';
import type { Finding, FindingCode } from './finding.ts';

function datesOfCode(findings: readonly Finding[], code: FindingCode): readonly string[] {
  return findings.find((finding) => finding.code === code)?.dates ?? [];
}

function daysAfter(date: string, days: number): string {
  return dateOf(dayOf(date) + days);
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

  // Goal: the months are right for every pair of rings. Method: walk the calendar for both and compare dates as text;
  // at four in the morning, Patch Tuesday's patches are for the windows after that Tuesday.
  it.each(weeks)('agrees with a walk through ten years, whatever comes after %s', (before) => {
    const byMonth = (week: string) =>
      new Map(datesOf(week, '2025-12-01', '2036-01-01').map((date) => [date.slice(0, 7), date]));
    const [dev, tuesdays, months] = [byMonth(before), byMonth('TUEX2'), [...byMonth('SUNX1').keys()]];
    const patchesOf = (month: string | undefined) => tuesdays.get(month ?? '') ?? '';
    const others = weeks.filter((week) => week !== before);
    const findings = findingsOf([
      aLintEntry(`4${before}`, { zone: 'UTC' }),
      ...others.map((later) => aLintEntry(`4${later}`, { zone: 'UTC', after: `4${before}` })),
    ]);

    for (const later of others) {
      const prod = [...byMonth(later)].filter(([month]) => month >= '2026-01');
      const both = prod.filter(([month]) => dev.has(month));
      const follows =
        both.every(([month, date]) => date < (dev.get(month) ?? '')) &&
        prod.every(([month, date]) => date <= patchesOf(month));
      const proofOf = (month: string) => {
        const past = months[months.indexOf(month) - 1] ?? '';
        const own = dev.get(past);
        return own !== undefined && own <= patchesOf(past) ? dev.get(month) : own;
      };
      const proofs = prod.map(([month, date]) => ({ month, date, proof: follows ? proofOf(month) : dev.get(month) }));
      const inverted = proofs.filter(({ date, proof }) => date < (proof ?? '')).map(({ month }) => month);
      const alone = proofs.filter(({ proof }) => proof === undefined).map(({ month }) => month);
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

describe('rings across the turn of the month', () => {
  it('a first Tuesday follows the fourth Saturday of the month before', () => {
    expect(findingsOf([aLintEntry('2SATX4'), aLintEntry('2TUEX1', { after: '2SATX4' })])).toEqual([]);
  });

  it('tells the months in which the ring before has moved past it, and only those', () => {
    const before = aLintEntry('3TUEX4', { offsetDays: 7 });
    const [finding, ...rest] = findingsOf([before, aLintEntry('3SATX1', { after: '3TUEX4' })]);
    const moved = new Map(datesOf('TUEX4', '2025-12-01', '2035-12-01').map((date) => [date.slice(0, 7), date]));
    const past = [...moved.values()];
    const saturdays = datesOf('SATX1', '2026-01-01', '2036-01-01');
    const overtaken = saturdays.filter((saturday, index) => daysBetween(past[index] ?? '', saturday) < 7);

    expect(rest).toEqual([]);
    expect(finding?.dates).toEqual(overtaken.map((date) => date.slice(0, 7)));
    expect(finding?.sentence).toBe(
      `3SATX1 opens before 3TUEX4, the ring before it, with the patches of the month before, in ${overtaken.length} of 120 months.`,
    );
    expect(overtaken.length).toBeGreaterThan(0);
    expect(overtaken.length).toBeLessThan(60);
  });

  it.each([
    ['4SATX2', '4FRIX1', 69], // Where the second Saturday comes before Patch Tuesday, it has not tried its patches.
    ['4SATX3', '4FRIX1', 0],
    ['5SATX2', '4SATX2', 120], // An hour too early is too early, and not four weeks late.
    ['4SATX4', '4SATX3', 120], // In the week of Patch Tuesday or after it: these are the month's own patches.
  ])('%s, then %s: %i of 120 months', (before, later, months) => {
    const findings = findingsOf([aLintEntry(before), aLintEntry(later, { after: before })]);
    expect(datesOfCode(findings, 'ring-inversion')).toHaveLength(months);
  });

  it('needs a window of the month before', () => {
    const findings = findingsOf([aLintEntry('4SATX5'), aLintEntry('4FRIX1', { after: '4SATX5' })]);
    const alone = findings.find(({ entry }) => entry === '4FRIX1');
    expect(alone?.code).toBe('ring-without-predecessor');
    expect(alone?.sentence).toContain('4SATX5, the ring before it, had none in the month before, in 79 of 120 months');
  });

  // Goal: no inversion is told of rings in order. Method: all pairs of weeks and some offsets; where each later window
  // comes after one of the ring before that has opened since the patches it brings were published, nothing is told.
  it('tells no inversion where every later window follows one that had its patches', () => {
    const early = (date: string, patches: readonly string[]) =>
      patches.filter((tuesday) => tuesday < date).at(-1) ?? '';
    const tuesdays = datesOf('TUEX2', '2025-06-01', '2028-01-01');
    let inOrder = 0;
    for (const before of weeks.filter((week) => !week.endsWith('5')))
      for (const later of weeks.filter((week) => week !== before))
        for (const offsetDays of [0, 7, 10]) {
          const dev = datesOf(before, '2025-06-01', '2028-01-01').map((date) => daysAfter(date, offsetDays));
          const prod = datesOf(later, '2026-01-01', '2028-01-01');
          const proven = (date: string) =>
            dev.some((proof) => proof < date && proof > early(date, tuesdays) && daysBetween(proof, date) < 28);
          if (!prod.every(proven)) continue;

          inOrder += 1;
          const entries = [
            aLintEntry(`4${before}`, { zone: 'UTC', offsetDays }),
            aLintEntry(`4${later}`, { zone: 'UTC', after: `4${before}` }),
          ];
          const stretch = { from: new Date('2026-01-01T00:00Z'), to: new Date('2028-01-01T00:00Z') };
          const dates = datesOfCode(findingsOf(entries, stretch), 'ring-inversion');
          expect({ before, later, offsetDays, dates }).toEqual({ before, later, offsetDays, dates: [] });
        }
    expect(inOrder).toBeGreaterThan(10);
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
    const rings = (calendars: string[]) => [aLintEntry('4SATX4'), aLintEntry('4SATX3', { after: '4SATX4', calendars })];
    const freezes = [aFreeze('2026-08-15T00:00Z', '2026-08-16T00:00Z')];
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
    ['4SATX5', '4FRIX4', 'Move 4SATX5 to an earlier week of the month, or give 4FRIX4 a larger offsetDays.'],
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
