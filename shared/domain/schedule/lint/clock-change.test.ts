import { describe, expect, it } from '@jest/globals';
import { clockOf, datesOf } from '../../../testing/calendar-oracle.ts';
import { aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';

describe('clock changes', () => {
  it('tells the hour that New York skips, and the one that it shows twice', () => {
    const entries = [
      aLintEntry('2SUNX2', { zone: 'America/New_York' }),
      aLintEntry('1SUNX1', { zone: 'America/New_York' }),
    ];
    expect(story(findingsOf(entries, ONE_YEAR))).toMatchInlineSnapshot(`
"2SUNX2 clock-change-gap
  02:00 does not exist in America/New_York at 1 of the 12 windows of 2SUNX2: it opens at the first instant after the gap.
  2026-03-08
  Take 3SUNX2: on all of its dates that hour exists exactly once.
1SUNX1 clock-change-overlap
  01:00 happens twice in America/New_York at 1 of the 12 windows of 1SUNX1: it opens at the first of the two.
  2026-11-01
  Take 2SUNX1: on all of its dates that hour exists exactly once."
`);
  });

  it('proposes no value that the catalogue uses for something else', () => {
    const entries = [
      aLintEntry('2SUNX2', { zone: 'America/New_York' }),
      aLintEntry('3SUNX2', { zone: 'Asia/Tokyo', environment: 'archive' }),
    ];
    const [finding] = findingsOf(entries, ONE_YEAR);
    expect(finding?.cure).toBe('Take 1SUNX2: on all of its dates that hour exists exactly once.');
  });

  // Goal: no gap or overlap is missed or invented. Method: for schedules at every risky hour, in zones that change at
  // midnight, at two, by half an hour or never, count how often Intl's clock shows the hour of each date.
  it.each(['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Gaza', 'Asia/Tokyo'])(
    'agrees with a walk through four years of %s',
    (zone) => {
      const [from, to] = ['2026-01-01', '2030-01-01'];
      const stretch = { from: new Date(`${from}T12:00Z`), to: new Date(`${to}T12:00Z`) }; // No window opens near noon.
      const clock = clockOf(zone, [...datesOf('SAT', from, to), ...datesOf('SUN', from, to)]);
      const weeks = ['SUN', 'SUNX1', 'SUNX2', 'SUNX4', 'SUNX5', 'SATX1', 'SATX4'];
      const values = weeks.flatMap((week) => [0, 1, 2, 3, 23].map((hour) => ({ week, hour })));
      const found = findingsOf(
        values.map(({ week, hour }) => aLintEntry(`${hour}${week}`, { zone })),
        stretch,
      ).filter(({ code }) => code.startsWith('clock-change'));

      const walked = values.flatMap(({ week, hour }) => {
        const dates = datesOf(week, from, to).map((date) => ({ date, times: clock.timesShown(date, hour) }));
        const gaps = dates.filter(({ times }) => times === 0).map(({ date }) => date);
        const overlaps = dates.filter(({ times }) => times === 2).map(({ date }) => date);
        return [
          { code: 'clock-change-gap', entry: `${hour}${week}`, dates: gaps },
          { code: 'clock-change-overlap', entry: `${hour}${week}`, dates: overlaps },
        ].filter((each) => each.dates.length > 0);
      });

      expect(found.map(({ code, entry, dates }) => ({ code, entry, dates }))).toEqual(walked);
      expect(walked.length > 0).toBe(zone !== 'Asia/Tokyo');
    },
  );

  it('holds the beginning of the stretch and not its end', () => {
    const opensAt = Date.parse('2026-03-08T07:00Z');
    const within = (from: number, to: number) =>
      findingsOf([aLintEntry('2SUNX2', { zone: 'America/New_York' })], { from: new Date(from), to: new Date(to) });

    expect(within(opensAt, opensAt + 1)[0]?.dates).toEqual(['2026-03-08']);
    expect(within(opensAt - 1, opensAt)).toEqual([]);
    expect(within(opensAt + 1, opensAt + 2)).toEqual([]);
  });

  it('proposes an hour that the same years find nothing wrong with', () => {
    const findings = findingsOf(
      ['0SUNX1', '2SUN', '1SUN', '2SUNX4'].flatMap((value) => [aLintEntry(value, { zone: 'America/New_York' })]),
    );
    const proposed = findings.map(({ cure }) => /^Take (\w+):/.exec(cure)?.[1] ?? '');

    expect(proposed).toEqual(['3SUN', '0SUN']);
    expect(findingsOf(proposed.map((value) => aLintEntry(value, { zone: 'America/New_York' })))).toEqual([]);
  });

  it('proposes another zone where no hour of the day is whole', () => {
    // Samoa left out Friday the 30th of December 2011.
    const stretch = { from: new Date('2011-12-01T00:00Z'), to: new Date('2012-01-31T00:00Z') };
    const [finding] = findingsOf([aLintEntry('2FRIX5', { zone: 'Pacific/Apia' })], stretch);

    expect(finding).toMatchObject({ code: 'clock-change-gap', dates: ['2011-12-30'] });
    expect(finding?.cure).toBe('Name a zone whose clocks do not change, such as UTC.');
  });
});
