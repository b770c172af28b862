import { describe, expect, it } from '@jest/globals';
import { datesOf, daysBetween } from '../../../testing/calendar-oracle.ts';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';

const patchTuesdays = datesOf('TUEX2', '2026-01-01', '2036-01-01');

/** Days to the first date not before each Patch Tuesday, by month. */
function walked(week: string): { month: string; days: number }[] {
  const dates = datesOf(week, '2026-01-01', '2037-01-01');
  return patchTuesdays.map((tuesday) => ({
    month: tuesday.slice(0, 7),
    days: daysBetween(tuesday, dates.find((date) => date >= tuesday) ?? ''),
  }));
}

describe('patch-tuesday-late', () => {
  it('tells a year of the second Saturday, and what would do', () => {
    expect(
      story(findingsOf([aLintEntry('2SATX2', { maxDaysAfterPatchTuesday: 30 })], ONE_YEAR)),
    ).toMatchInlineSnapshot(`
"2SATX2 patch-tuesday-late
  2SATX2 opens 4 to 32 days after Patch Tuesday, over the 30 allowed in 4 of 12 months; its windows are 28 or 35 days apart, and the one of the month comes before Patch Tuesday's patches in 6.
  2026-01 2026-05 2026-08 2026-10
  Take 2SATX3: it is never later than 30 days after Patch Tuesday."
`);
  });

  // Tuesdays are left out: whether they come before or after the patches is a matter of the hour, and has its own test.
  it.each(['SUN', 'MON', 'WED', 'SAT'])(
    'agrees with a walk through ten years of %s, for every week and limit',
    (day) => {
      const limits = [1, 7, 14, 30];
      for (const week of [day, ...[1, 2, 3, 4, 5].map((nth) => `${day}X${nth}`)]) {
        const days = walked(week);
        const late = (max: number) => days.filter((each) => each.days > max).map(({ month }) => month);
        const entries = limits.map((max, index) =>
          aLintEntry(`${6 + index}${week}`, { zone: 'UTC', maxDaysAfterPatchTuesday: max }),
        );
        const findings = findingsOf(entries).filter(({ code }) => code === 'patch-tuesday-late');

        expect(findings.map(({ entry, dates }) => ({ entry, dates }))).toEqual(
          limits
            .map((max, index) => ({ entry: `${6 + index}${week}`, dates: late(max) }))
            .filter(({ dates }) => dates.length > 0),
        );
      }
    },
  );

  it.each([
    ['2TUEX2', 'Europe/Berlin', 12], // At two in the morning nothing is published yet: those are last month's patches.
    ['22TUEX2', 'Europe/Berlin', 0], // At ten in the evening it is noon in Redmond, more or less.
    // Redmond's ten is two on Wednesday in Tokyo, three in winter (four months); two months begin on a Wednesday.
    ['2WEDX2', 'Asia/Tokyo', 6],
  ])('%s in %s comes too early for the patches of the very day in %i of 12 months', (value, zone, months) => {
    const findings = findingsOf([aLintEntry(value, { zone, maxDaysAfterPatchTuesday: 1 })], ONE_YEAR);
    const early = /comes before Patch Tuesday's patches in (\d+)/.exec(findings[0]?.sentence ?? '')?.[1] ?? '0';
    expect(Number(early)).toBe(months);
  });

  it('counts a window that opens at the very instant of publication, and none before it', () => {
    const late = (value: string) =>
      findingsOf([aLintEntry(value, { zone: 'America/Los_Angeles', maxDaysAfterPatchTuesday: 1 })], ONE_YEAR);
    expect(late('10TUEX2')).toEqual([]);
    expect(late('9TUEX2')[0]?.dates).toHaveLength(12);
  });

  it('lets a freeze take a window: what does not open patches nothing', () => {
    const entry = aLintEntry('2SATX3', { maxDaysAfterPatchTuesday: 14, calendars: ['year-end'] });
    const freezes = [aFreeze('2026-12-18T00:00Z', '2026-12-20T00:00Z')];
    const [finding] = findingsOf([entry], { ...ONE_YEAR, freezes });

    // From Patch Tuesday, the 8th of December, to the third Saturday of January, the 16th.
    expect(finding).toMatchObject({ code: 'patch-tuesday-late', dates: ['2026-12'] });
    expect(finding?.sentence).toContain('opens 4 to 39 days after Patch Tuesday');
    expect(finding?.cure).toBe('Take 2TUEX2 with offsetDays 4: it is never later than 14 days after Patch Tuesday.');
  });

  it('cures nothing by putting a ring before the one that it waits for, or behind the one that waits for it', () => {
    const limit = { maxDaysAfterPatchTuesday: 14 };
    const cureOf = (entries: ReturnType<typeof aLintEntry>[]) =>
      findingsOf(entries).find(({ code }) => code === 'patch-tuesday-late')?.cure;

    expect(cureOf([aLintEntry('2SATX4', limit)])).toMatch(/^Take 2SATX3:/);
    expect(cureOf([aLintEntry('2SATX4', { ...limit, after: '8SATX3' }), aLintEntry('8SATX3')])).not.toMatch(/2SATX3:/);
    expect(cureOf([aLintEntry('2SATX1', limit), aLintEntry('4SATX2', { after: '2SATX1' })])).not.toMatch(/2SATX3:/);
  });

  it('says so when no window ever comes', () => {
    const entry = aLintEntry('2SATX3', { maxDaysAfterPatchTuesday: 14, calendars: ['closed'] });
    const freezes = [aFreeze('2020-01-01T00:00Z', '2050-01-01T00:00Z', 'closed')];
    const [finding] = findingsOf([entry], { ...ONE_YEAR, freezes });

    expect(finding?.sentence).toBe(
      '2SATX3 has no window that opens within a year after Patch Tuesday, over the 14 allowed in 12 of 12 months.',
    );
    expect(finding?.dates).toHaveLength(12);
  });

  it('says so when windows end, and counts pauses between those that open', () => {
    const entry = aLintEntry('2SATX3', { maxDaysAfterPatchTuesday: 14, calendars: ['closed'] });
    const freezes = [
      aFreeze('2026-02-01T00:00Z', '2026-03-01T00:00Z', 'closed'),
      aFreeze('2026-10-01T00:00Z', '2050-01-01T00:00Z', 'closed'),
    ];
    const [finding] = findingsOf([entry], { ...ONE_YEAR, freezes });

    expect(finding?.dates).toEqual(['2026-02', '2026-10', '2026-11', '2026-12']);
    expect(finding?.sentence).toBe(
      '2SATX3 opens 4 to 39 days (and after 3 not within a year) after Patch Tuesday, over the 14 allowed in 4 of 12 months; its windows are 28 to 63 days apart.',
    );
  });

  it.each([
    ['2SATX4', 14, 'Take 2SATX3: it is never later than 14 days after Patch Tuesday.'],
    ['2SATX1', 7, 'Take 2TUEX2 with offsetDays 4: it is never later than 7 days after Patch Tuesday.'],
    ['2SATX1', 3, 'Take 2TUEX2 with offsetDays 1: it is never later than 3 days after Patch Tuesday.'],
    ['2TUEX1', 7, 'Take 2TUEX3: it is never later than 7 days after Patch Tuesday.'],
    ['2TUEX1', 6, 'Take 2TUEX2 with offsetDays 1: it is never later than 6 days after Patch Tuesday.'],
    [
      '2SATX4',
      0,
      'No one window a month is sure to come within 0 days: raise maxDaysAfterPatchTuesday, or clear a freeze.',
    ],
  ])('%s within %i days: %s', (value, maxDaysAfterPatchTuesday, cure) => {
    expect(findingsOf([aLintEntry(value, { maxDaysAfterPatchTuesday })])[0]?.cure).toBe(cure);

    const [, proposed, offset = '0'] = /^Take (\w+)(?: with offsetDays (\d+))?/.exec(cure) ?? [];
    if (proposed === undefined) return;
    const cured = aLintEntry(proposed, { maxDaysAfterPatchTuesday, offsetDays: Number(offset) });
    expect(findingsOf([cured])).toEqual([]);
  });
});
