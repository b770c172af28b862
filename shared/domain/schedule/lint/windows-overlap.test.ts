import { describe, expect, it } from '@jest/globals';
import { datesOf } from '../../../testing/calendar-oracle.ts';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';

const inShop = (value: string, rule: Parameters<typeof aLintEntry>[1] = {}) =>
  aLintEntry(value, { waveGroup: 'shop', zone: 'UTC', cutoffHours: 0.5, ...rule });

describe('windows-overlap', () => {
  it('leaves out windows that a freeze takes, as the clock changes do', () => {
    const frozen = { waveGroup: 'shop', calendars: ['year-end'] };
    const entries = [
      aLintEntry('5SAT', frozen),
      aLintEntry('6SAT', frozen),
      aLintEntry('2SUN', { calendars: ['year-end'] }),
    ];
    const codes = findingsOf(entries, { freezes: [aFreeze('2025-01-01T00:00Z', '2040-01-01T00:00Z')] }).map(
      ({ code }) => code,
    );
    expect(codes).not.toContain('windows-overlap');
    expect(codes.filter((code) => code.startsWith('clock-change'))).toEqual([]);
  });

  it('tells the nights of a year on which two entries patch one shop', () => {
    expect(story(findingsOf([inShop('2SATX4'), inShop('5SAT')], ONE_YEAR))).toMatchInlineSnapshot(`
"5SAT windows-overlap
  12 windows of 5SAT overlap with one of 2SATX4, and both patch the wave group shop.
  2026-01-24 2026-02-28 2026-03-28 2026-04-25 2026-05-23 2026-06-27 2026-07-25 2026-08-22 2026-09-26 2026-10-24 2026-11-28 2026-12-26
  Open 5SAT when 2SATX4 has closed, shorten one of them, or give them different wave groups."
`);
  });

  it('is about one wave group', () => {
    expect(findingsOf([inShop('2SAT'), inShop('3SAT', { waveGroup: 'bank' }), aLintEntry('4SAT')])).toEqual([]);
  });

  it.each([
    ['6SAT', 0], // Opens at the very close of the other: half-open.
    ['5SAT', 52],
    ['22FRI', 0], // Closes at the very opening.
    ['23FRI', 52],
  ])('2SAT for four hours and %s: %i windows in a year', (value, count) => {
    const findings = findingsOf([inShop('2SAT'), inShop(value)], ONE_YEAR);
    expect(findings.flatMap(({ dates }) => dates)).toHaveLength(count);
  });

  it('counts what a window shorter than the other meets, and what it misses', () => {
    const day = inShop('0SAT', { durationHours: 24, cutoffHours: 18 });
    expect(findingsOf([day, inShop('12SATX2', { durationHours: 1 })], ONE_YEAR)[0]?.dates).toEqual(
      datesOf('SATX2', '2026-01-01', '2027-01-01'),
    );
    expect(findingsOf([inShop('12SATX2', { durationHours: 1 }), day], ONE_YEAR)[0]?.dates).toEqual(
      datesOf('SATX2', '2026-01-01', '2027-01-01'),
    );
  });

  it('tells every pair once, on the later of the two', () => {
    const findings = findingsOf([inShop('2SAT'), inShop('3SAT'), inShop('4SAT')], ONE_YEAR);
    expect(findings.map(({ entry, sentence }) => `${entry}: ${/one of (\w+)/.exec(sentence)?.[1]}`)).toEqual([
      '3SAT: 2SAT',
      '4SAT: 2SAT',
      '4SAT: 3SAT',
    ]);
  });

  it('tells an overlap where it begins, also when the other window opened before the stretch', () => {
    const entries = [inShop('2SAT', { durationHours: 6 }), inShop('5SAT')];
    const stretch = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

    expect(findingsOf(entries, stretch('2026-03-07T04:00Z', '2026-03-08T00:00Z'))[0]?.dates).toEqual(['2026-03-07']);
    expect(findingsOf(entries, stretch('2026-03-07T05:00Z', '2026-03-08T00:00Z'))[0]?.dates).toEqual(['2026-03-07']);
    expect(findingsOf(entries, stretch('2026-03-07T06:00Z', '2026-03-08T00:00Z'))).toEqual([]);
    expect(findingsOf(entries, stretch('2026-03-07T00:00Z', '2026-03-07T05:00Z'))).toEqual([]);
  });

  // Goal: believe it across zones and clock changes. Method: paint every quarter of an hour of 2026 that Intl shows to
  // lie in one window of Berlin, then look which windows of New York touch a painted one.
  it('agrees with painted quarter hours, where the clocks of two zones change on different nights', () => {
    const entries = [
      inShop('7SUN', { zone: 'Europe/Berlin', durationHours: 1 }),
      inShop('2SUN', { zone: 'America/New_York', durationHours: 1 }),
    ];
    // Six hours lie between the two, five for some weeks of March and of autumn.
    const finding = findingsOf(entries, ONE_YEAR).find(({ code }) => code === 'windows-overlap');
    const painted = new Set(opened('Europe/Berlin', 7).map(({ at }) => at));
    const touched = opened('America/New_York', 2).filter(({ at }) => painted.has(at));

    expect(finding?.dates).toEqual([...new Set(touched.map(({ date }) => date))]);
    expect(finding?.dates).toEqual(['2026-03-15', '2026-03-22', '2026-10-25']);
  });
});

/** The quarter hours of 2026 of the hour that begins when the local clock first shows no less than it, on Sundays. */
function opened(zone: string, hour: number): { at: number; date: string }[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return datesOf('SUN', '2026-01-01', '2027-01-01').flatMap((date) => {
    const wanted = `${date} ${String(hour).padStart(2, '0')}:00`;
    let open = Date.parse(date) - 86_400_000;
    while (clock.format(open) < wanted) open += 900_000;
    return [0, 1, 2, 3].map((quarter) => ({ at: open + quarter * 900_000, date }));
  });
}
