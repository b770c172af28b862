import { describe, expect, it } from '@jest/globals';
import { aLintEntry, findingsOf, ONE_YEAR, story } from '../../../testing/lint-builders.ts';

function rings(before: string, later: string, soakHours: number, offsetDays = 0) {
  const zone = 'UTC';
  return [aLintEntry(before, { zone }), aLintEntry(later, { zone, after: before, soakHours, offsetDays })];
}

describe('ring-soak', () => {
  it('tells a year in which production comes the day after', () => {
    expect(story(findingsOf(rings('4SATX2', '4SUNX2', 72), ONE_YEAR))).toMatchInlineSnapshot(`
"4SUNX2 ring-inversion
  4SUNX2 opens before 4SATX2, the ring before it, in 3 of 12 months.
  2026-02 2026-03 2026-11
  Take 4SUNX4: it never opens before 4SATX2.
4SUNX2 ring-soak
  4SUNX2 opens 20 hours after 4SATX2 closes, sooner than the 72 hours of soakHours, in 9 of 12 months.
  2026-01 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-12
  Take 4SUNX4: 4SATX2 has then always run for as long."
`);
  });

  it.each([
    [19, 0], // From eight on Saturday to three on Sunday.
    [20, 120],
  ])('counts from the close, to the hour: %i hours are short in %i of 120 months', (soakHours, months) => {
    const zone = 'UTC';
    const sunday = aLintEntry('3SATX2', { zone, offsetDays: 1, after: '4SATX2', soakHours });
    const findings = findingsOf([aLintEntry('4SATX2', { zone }), sunday]);
    expect(findings.flatMap(({ code, dates }) => (code === 'ring-soak' ? dates : []))).toHaveLength(months);
  });

  it('says that the ring before is still open', () => {
    const [finding] = findingsOf(rings('4SATX2', '5SATX2', 0));
    expect(finding?.sentence).toBe(
      '5SATX2 opens before 4SATX2 has closed, sooner than the 0 hours of soakHours, in 120 of 120 months.',
    );
  });

  it('is not told of a month that is inverted', () => {
    const findings = findingsOf(rings('4SUNX1', '4TUEX1', 72));
    const months = (code: string) => findings.filter((finding) => finding.code === code).flatMap(({ dates }) => dates);
    expect(months('ring-inversion')).toHaveLength(33);
    expect(months('ring-soak').length).toBeGreaterThan(0);
    expect(months('ring-soak').filter((month) => months('ring-inversion').includes(month))).toEqual([]);
  });

  it('follows the month before where the ring does', () => {
    expect(findingsOf(rings('2SATX4', '2TUEX1', 68))).toEqual([]);
    expect(findingsOf(rings('2SATX4', '2TUEX1', 240)).map(({ code }) => code)).toEqual(['ring-soak']);
  });

  it('asks nothing where nothing is asked for', () => {
    expect(findingsOf([aLintEntry('4SATX2'), aLintEntry('5SATX2', { after: '4SATX2' })])).toEqual([]);
  });

  it.each([
    ['4SATX2', '4SUNX2', 72, 'Take 4SUNX4: 4SATX2 has then always run for as long.'],
    ['4SATX1', '4SUNX2', 340, 'Take 4SUNX4: 4SATX1 has then always run for as long.'],
    ['4SATX2', '4SUNX4', 380, 'Take 5SATX2 with offsetDays 22: 4SATX2 has then always run for as long.'],
    ['4SAT', '4SUN', 72, 'Take 4SUNX1: 4SAT has then always run for as long.'],
    ['4SATX1', '4SUNX4', 600, 'Set soakHours to 356, or give 4SUNX4 a larger offsetDays.'],
    ['4SATX5', '5SATX5', 72, 'Let 4SATX5 close before 5SATX5 opens, or give 5SATX5 a larger offsetDays.'],
  ])('%s, then %s after %i hours: %s', (before, later, soakHours, cure) => {
    expect(findingsOf(rings(before, later, soakHours)).find(({ code }) => code === 'ring-soak')?.cure).toBe(cure);
  });

  it('cures an inversion with nothing that is too soon', () => {
    const cureOf = (soakHours: number) =>
      findingsOf(rings('4SUNX1', '4TUEX1', soakHours)).find(({ code }) => code === 'ring-inversion')?.cure;
    expect(cureOf(20)).toMatch(/^Take 4TUEX2:/);
    expect(cureOf(72)).toMatch(/^Take 4TUEX3:/);
  });

  it('cures a clock change of the ring before with nothing that is too late for it', () => {
    const cureOf = (soakHours: number) => {
      const zone = 'America/New_York';
      const later = aLintEntry('4SUNX1', { zone, after: '1SUNX1', soakHours });
      const findings = findingsOf([aLintEntry('1SUNX1', { zone, durationHours: 1 }), later]);
      return findings.find(({ code }) => code === 'clock-change-overlap')?.cure;
    };
    expect(cureOf(1)).toMatch(/^Take 2SUNX1:/);
    expect(cureOf(2)).toMatch(/^Take 0SUNX1:/);
  });
});
