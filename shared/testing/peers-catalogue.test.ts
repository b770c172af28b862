/**
 * The calendar facts that users of patch schedules suffer from, 2026 to 2035: each row comes out of the linter to the
 * number, and is counted a second time here by walking the calendar.
 */
import { describe, expect, it } from '@jest/globals';
import type { Finding, FindingCode } from '../domain/schedule/lint/finding.ts';
import { clockOf, datesOf, daysBetween } from './calendar-oracle.ts';
import { findingsOf } from './lint-builders.ts';
import { peersCatalogue } from './peers-catalogue.ts';

const entries = peersCatalogue();
const findings = findingsOf(entries);
const [FROM, TO] = ['2026-01-01', '2036-01-01'];
const MONTHS = 120;

function found(entry: string, code: FindingCode): Finding {
  const finding = findings.find((each) => each.entry === entry && each.code === code);
  if (finding === undefined) throw new Error(`No ${code} of ${entry}`);
  return finding;
}

function codesOf(entry: string): FindingCode[] {
  expect(entries.map(({ value }) => value)).toContain(entry);
  return findings.filter((each) => each.entry === entry).map(({ code }) => code);
}

function byMonth(week: string): Map<string, string> {
  return new Map(datesOf(week, FROM, TO).map((date) => [date.slice(0, 7), date]));
}

/** For each month, the days from Patch Tuesday to the first of the dates that is not before it. */
function waits(week: string): { month: string; days: number }[] {
  const dates = datesOf(week, FROM, '2036-06-01');
  return datesOf('TUEX2', FROM, TO).map((tuesday) => ({
    month: tuesday.slice(0, 7),
    days: daysBetween(tuesday, dates.find((date) => date >= tuesday) ?? ''),
  }));
}

describe('the fifth Saturday', () => {
  it('exists in 4 or 5 months of the year, and 63 to 119 days lie between two', () => {
    const { dates, sentence } = found('2SATX5', 'fifth-weekday');
    const kept = byMonth('SATX5');

    expect(dates).toHaveLength(78);
    expect(dates.some((month) => kept.has(month))).toBe(false);
    expect(dates.length + kept.size).toBe(MONTHS);
    expect(sentence).toBe(
      '2SATX5 has no window in 78 of 120 months: it exists in 4 or 5 months of a year, and its windows are 63 to 119 days apart, so the longest pause is 119 days.',
    );
  });
});

describe('days after Patch Tuesday', () => {
  it('2SATX4: 11 or 18, more than 14 in 50 of 120 months; 28 or 35 days between two windows', () => {
    const { dates, sentence } = found('2SATX4', 'patch-tuesday-late');

    expect(dates).toHaveLength(50);
    expect(dates).toEqual(waits('SATX4').flatMap(({ month, days }) => (days > 14 ? [month] : [])));
    expect(sentence).toBe(
      '2SATX4 opens 11 or 18 days after Patch Tuesday, over the 14 allowed in 50 of 120 months; its windows are 28 or 35 days apart.',
    );
    expect(codesOf('2SATX4')).toEqual(['patch-tuesday-late']);
  });

  it('2SATX2: up to 32, over 30 in 42 months; the second Saturday comes before Patch Tuesday in 70', () => {
    const { dates, sentence } = found('2SATX2', 'patch-tuesday-late');
    const saturdays = byMonth('SATX2');

    expect(dates).toHaveLength(42);
    expect(dates).toEqual(waits('SATX2').flatMap(({ month, days }) => (days > 30 ? [month] : [])));
    expect([...byMonth('TUEX2')].filter(([month, tuesday]) => (saturdays.get(month) ?? '') < tuesday)).toHaveLength(70);
    expect(sentence).toContain('opens 4 to 32 days after Patch Tuesday, over the 30 allowed in 42 of 120 months');
    expect(sentence).toContain("the one of the month comes before Patch Tuesday's patches in 70.");
  });

  it('third Saturdays: 4 or 11, never over 14', () => {
    expect(codesOf('2SATX3')).toEqual([]);
    expect(entries.find(({ value }) => value === '2SATX3')?.rule?.maxDaysAfterPatchTuesday).toBe(14);
    expect(found('3SATX3', 'patch-tuesday-late').sentence).toContain('opens 4 or 11 days after Patch Tuesday');
    expect(new Set(waits('SATX3').map(({ days }) => days))).toEqual(new Set([4, 11]));
  });
});

describe('production before its predecessor', () => {
  it.each([
    ['4SUNX1', '4TUEX1', 33],
    ['4SATX1', '5SUNX1', 17],
    ['4TUEX2', '4THUX2', 36],
  ])('%s, then %s: %i of 120 months', (before, later, months) => {
    const { dates, sentence } = found(later, 'ring-inversion');
    const dev = byMonth(before.slice(1));

    expect(dates).toHaveLength(months);
    expect(dates).toEqual(
      [...byMonth(later.slice(1))].filter(([month, date]) => date < (dev.get(month) ?? '')).map(([month]) => month),
    );
    expect(sentence).toBe(`${later} opens before ${before}, the ring before it, in ${months} of 120 months.`);
  });

  it('5SATX1, then 5SATX3: never', () => {
    expect(entries.find(({ value }) => value === '5SATX3')?.rule?.after).toBe('5SATX1');
    expect(codesOf('5SATX3')).toEqual([]);
  });
});

describe('clock changes', () => {
  it.each([
    // Every March: on the second Sunday.
    ['2SUNX2', 'clock-change-gap', '2026-03-08 2027-03-14 2028-03-12 2029-03-11'],
    // Every November.
    ['1SUNX1', 'clock-change-overlap', '2026-11-01 2027-11-07 2028-11-05 2029-11-04'],
    // In 2026, 2027, 2028 and twice in 2029: where the last Sunday is the fourth.
    ['1SUNX4', 'clock-change-gap', '2027-03-28 2028-03-26 2029-03-25'],
    ['1SUNX4', 'clock-change-overlap', '2026-10-25 2029-10-28'],
    ['2SUNX4', 'clock-change-gap', '2027-03-28 2028-03-26 2029-03-25'],
    ['2SUNX4', 'clock-change-overlap', '2026-10-25 2029-10-28'],
    // One of each a year.
    ['2SUNX1', 'clock-change-overlap', '2026-04-05 2027-04-04 2028-04-02 2029-04-01'],
    ['2SUNX1', 'clock-change-gap', '2026-10-04 2027-10-03 2028-10-01 2029-10-07'],
    // Every September of these four.
    ['0SUNX1', 'clock-change-gap', '2026-09-06 2027-09-05 2028-09-03 2029-09-02'],
  ] as const)('%s: %s from 2026 to 2029', (entry, code, dates) => {
    expect(
      found(entry, code)
        .dates.filter((date) => date < '2030')
        .join(' '),
    ).toBe(dates);
  });

  it.each([
    ['2SUNX2', ['clock-change-gap'], 10],
    ['1SUNX1', ['clock-change-overlap'], 10],
    ['1SUNX4', ['clock-change-gap', 'clock-change-overlap'], 12],
    ['2SUNX4', ['clock-change-gap', 'clock-change-overlap'], 12],
    ['2SUNX1', ['clock-change-gap', 'clock-change-overlap'], 20],
    // Not in 2030, when September begins on a Sunday and Chile waits for the second.
    ['0SUNX1', ['clock-change-gap'], 9],
  ])('%s: %j, on %i dates of ten years, as the clock of the zone shows', (entry, codes, count) => {
    const zone = entries.find(({ value }) => value === entry)?.rule?.zone ?? '';
    const dates = datesOf(entry.slice(1), FROM, TO);
    const clock = clockOf(zone, dates);
    const changing = dates.filter((date) => clock.timesShown(date, Number(entry[0])) !== 1);
    const told = findings.filter((each) => each.entry === entry).flatMap(({ dates }) => dates);

    expect(codesOf(entry)).toEqual(codes);
    expect(told.sort()).toEqual(changing);
    expect(told).toHaveLength(count);
  });
});

it('nothing else is wrong with this catalogue', () => {
  const told = ['2SATX5', '2SATX4', '2SATX2', '3SATX3', '4TUEX1', '5SUNX1', '4THUX2'];
  const clocks = ['2SUNX2', '1SUNX1', '1SUNX4', '2SUNX4', '2SUNX1', '0SUNX1'];
  expect([...new Set(findings.map(({ entry }) => entry))].sort()).toEqual([...told, ...clocks].sort());
  expect(findings).toHaveLength(16);
});
