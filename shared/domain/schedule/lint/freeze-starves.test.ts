import { describe, expect, it } from '@jest/globals';
import { datesOf, daysBetween, daysFrom } from '../../../testing/calendar-oracle.ts';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';

const frozen = (value: string) => aLintEntry(value, { calendars: ['year-end'], zone: 'UTC' });

describe('freeze-starves', () => {
  it('tells which windows a long freeze takes, and how long the pause is', () => {
    const freezes = [aFreeze('2026-03-16T00:00Z', '2026-05-04T00:00Z')];
    expect(story(findingsOf([frozen('2SATX4'), frozen('2SAT')], { ...ONE_YEAR, freezes }))).toMatchInlineSnapshot(`
"2SATX4 freeze-starves
  Freezes of year-end take 2 windows of 2SATX4: it goes without one for 84 days, until 2026-05-23, and more than 63 is starving.
  2026-03-28 2026-04-25
  Shorten the freeze so that a window of 2SATX4 stays free, or take the calendar off this entry."
`);
  });

  it('lets a monthly entry lose one window, and a weekly one eight', () => {
    const one = [aFreeze('2026-03-16T00:00Z', '2026-04-20T00:00Z')];
    expect(findingsOf([frozen('2SATX4')], { ...ONE_YEAR, freezes: one })).toEqual([]);

    const eight = [aFreeze('2026-03-02T00:00Z', '2026-04-27T00:00Z')];
    expect(datesOf('SAT', '2026-03-02', '2026-04-27')).toHaveLength(8);
    expect(findingsOf([frozen('2SAT')], { ...ONE_YEAR, freezes: eight })).toEqual([]);
    const nine = [aFreeze('2026-03-02T00:00Z', '2026-05-04T00:00Z')];
    expect(findingsOf([frozen('2SAT')], { ...ONE_YEAR, freezes: nine })[0]?.dates).toHaveLength(9);
  });

  it('leaves entries alone that do not take the calendar', () => {
    const freezes = [aFreeze('2026-01-01T00:00Z', '2027-01-01T00:00Z')];
    expect(findingsOf([aLintEntry('2SATX4')], { ...ONE_YEAR, freezes })).toEqual([]);
  });

  it('sees a pause whole that reaches over the edges of the stretch, and tells only what lies in it', () => {
    const freezes = [
      aFreeze('2025-10-01T00:00Z', '2026-02-01T00:00Z'),
      aFreeze('2026-12-01T00:00Z', '2027-03-01T00:00Z'),
      aFreeze('2027-05-01T00:00Z', '2028-01-01T00:00Z'), // Longer still, but another stretch's business.
    ];
    const [finding] = findingsOf([frozen('2SATX4')], { ...ONE_YEAR, freezes });
    expect(finding?.dates).toEqual(['2026-01-24', '2026-12-26']);
    // From the 27th of September 2025 to the 28th of February.
    expect(finding?.sentence).toContain('it goes without one for 154 days, until 2026-02-28');
  });

  it('tells the longest of several pauses, wherever it stands, and all the calendars', () => {
    const entry = aLintEntry('2SATX4', { calendars: ['year-end', 'audit'], zone: 'UTC' });
    const short = ['2026-03-16T00:00Z', '2026-05-04T00:00Z'] as const; // From February to May: 84 days.
    const long = ['2026-07-01T00:00Z', '2026-10-20T00:00Z'] as const; // From June to October: 119 days.
    const [later] = findingsOf([entry], { ...ONE_YEAR, freezes: [aFreeze(...short, 'audit'), aFreeze(...long)] });
    expect(later?.dates).toHaveLength(5);
    expect(later?.sentence).toContain('Freezes of year-end, audit take 5 windows');
    expect(later?.sentence).toContain('for 119 days, until 2026-10-24');

    const early = ['2026-02-01T00:00Z', '2026-05-20T00:00Z'] as const; // From January to May: 119 days.
    const after = ['2026-09-01T00:00Z', '2026-11-01T00:00Z'] as const; // From August to November: 91 days.
    const [first] = findingsOf([entry], { ...ONE_YEAR, freezes: [aFreeze(...early), aFreeze(...after, 'audit')] });
    expect(first?.sentence).toContain('for 119 days, until 2026-05-23');
  });

  it('does not make up an end', () => {
    const freezes = [aFreeze('2026-07-01T00:00Z', '2099-01-01T00:00Z')];
    const [finding] = findingsOf([frozen('2SATX4')], { ...ONE_YEAR, freezes });
    expect(finding?.dates).toEqual(datesOf('SATX4', '2026-07-01', '2027-01-01'));
    expect(finding?.sentence).toMatch(/goes without one for at least \d{3} days, and more than 63 is starving/);
  });

  // April's window is taken in any case; with March's it starves. That one is open from 02:00 to 06:00.
  it.each([
    ['2026-03-28T01:00Z', '2026-03-28T02:00Z', []],
    ['2026-03-28T01:00Z', '2026-03-28T02:01Z', ['2026-03-28', '2026-04-25']],
    ['2026-03-28T05:59Z', '2026-03-28T07:00Z', ['2026-03-28', '2026-04-25']],
    ['2026-03-28T06:00Z', '2026-03-28T07:00Z', []],
  ])('a freeze from %s to %s takes what it touches, half-open', (from, to, dates) => {
    const freezes = [aFreeze(from, to), aFreeze('2026-04-25T00:00Z', '2026-04-26T00:00Z')];
    const findings = findingsOf([frozen('2SATX4')], { ...ONE_YEAR, freezes });
    expect(findings.flatMap((finding) => finding.dates)).toEqual(dates);
  });

  it('proves the pause, for every freeze of whole weeks', () => {
    const dates = datesOf('SATX2', '2025-06-01', '2028-01-01');
    for (const start of daysFrom('2026-02-01', '2026-02-08'))
      for (const weeks of [2, 4, 5, 8, 9, 10, 14]) {
        const end = new Date(Date.parse(start) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
        const free = dates.filter((date) => date < start || date >= end);
        const pauses = free.slice(1).map((date, index) => daysBetween(free[index] ?? '', date));
        const longest = Math.max(...pauses);

        const freezes = [aFreeze(`${start}T00:00Z`, `${end}T00:00Z`)];
        const [finding] = findingsOf([frozen('2SATX2')], { ...ONE_YEAR, freezes });
        const told = /without one for (\d+) days/.exec(finding?.sentence ?? '')?.[1];
        expect({ start, weeks, told }).toEqual({ start, weeks, told: longest > 63 ? String(longest) : undefined });
      }
  });
});
