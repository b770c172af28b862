/** The checks that look at an entry as it is written, one by one at their limits. */
import { describe, expect, it } from '@jest/globals';
import { aFreeze, aLintEntry, findingsOf } from '../../../testing/lint-builders.ts';
import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code, entry }) => `${entry} ${code}`);
}

describe('a sound catalogue', () => {
  it('has no finding in ten years', () => {
    expect(findingsOf([aLintEntry('2SATX4'), aLintEntry('2SAT'), aLintEntry('22FRI'), aLintEntry('4TUEX2')])).toEqual(
      [],
    );
  });
});

describe('not-a-schedule', () => {
  it.each(['EXEMPT', '2STA', '02SAT', 'settings'])('names %s and where reading stopped', (value) => {
    const [finding, ...rest] = findingsOf([aLintEntry(value)]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ code: 'not-a-schedule', entry: value, dates: [] });
    expect(finding?.sentence).toMatch(new RegExp(`^"${value}" is not a schedule: at position \\d`));
  });
});

describe('unreadable', () => {
  const unreadable = (problem: string): LintEntry => ({
    value: '2SAT',
    rule: undefined,
    problem,
    approved: true,
    sizeBytes: 3,
  });

  it.each([
    'zone is missing',
    'zone is missing.', // One full stop is enough.
  ])('says why: %s', (problem) => {
    const [finding] = findingsOf([unreadable(problem)]);
    expect(finding?.code).toBe('unreadable');
    expect(finding?.sentence).toBe('The content of 2SAT cannot be read: zone is missing.');
  });

  it('does not hide that nobody said why', () => {
    const { problem: _, ...silent } = unreadable('');
    expect(findingsOf([silent])[0]?.sentence).toBe('The content of 2SAT cannot be read: no reason was given.');
  });
});

describe('too-large', () => {
  it.each([
    [4096, []],
    [4097, ['2SAT too-large']],
  ])('%i bytes: %j', (sizeBytes, expected) => {
    expect(codes(findingsOf([aLintEntry('2SAT', {}, { sizeBytes })]))).toEqual(expected);
  });

  it('says by how much', () => {
    const [finding] = findingsOf([aLintEntry('2SAT', {}, { sizeBytes: 5000 })]);
    expect(finding?.sentence).toBe('2SAT takes 5000 bytes, and a standard parameter holds 4096.');
    expect(finding?.cure).toContain('Shorten it by 904 bytes');
  });
});

describe('not-approved', () => {
  it.each([
    [true, []],
    [undefined, []], // Not known: a folder without approvals.
    [false, ['2SAT not-approved']],
  ])('approved is %s: %j', (approved, expected) => {
    expect(codes(findingsOf([aLintEntry('2SAT', {}, { approved })]))).toEqual(expected);
  });

  it('does not ask anybody to approve what cannot be read', () => {
    expect(codes(findingsOf([{ value: '2SAT', rule: undefined, approved: false, sizeBytes: 3 }]))).toEqual([
      '2SAT unreadable',
    ]);
  });
});

describe('zone-unknown', () => {
  it.each(['Europe/Atlantis', '', '+01:00', 'Berlin'])('names %j, and looks no further', (zone) => {
    const findings = findingsOf([aLintEntry('2SUNX5', { zone, maxDaysAfterPatchTuesday: 1 })]);
    expect(codes(findings)).toEqual(['2SUNX5 zone-unknown']);
    expect(findings[0]?.sentence).toContain(`The zone ${JSON.stringify(zone)} of 2SUNX5 is unknown`);
  });
});

describe('the cutoff', () => {
  it.each([
    [4, 0, ['2SAT cutoff-at-end']],
    [4, 0.5, []],
    [4, 3, []],
    [4, 4, ['2SAT cutoff-before-opening']],
    [4, 5, ['2SAT cutoff-before-opening']],
    [0, 0, ['2SAT cutoff-at-end', '2SAT cutoff-before-opening']],
  ])('of %i hours, %s before the end: %j', (durationHours, cutoffHours, expected) => {
    expect(codes(findingsOf([aLintEntry('2SAT', { durationHours, cutoffHours })]))).toEqual(expected);
  });

  it('is told with both numbers', () => {
    const [finding] = findingsOf([aLintEntry('2SAT', { durationHours: 1, cutoffHours: 3 })]);
    expect(finding?.sentence).toContain('the window lasts 1 hour and cutoffHours is 3');
    expect(finding?.cure).toBe('Set cutoffHours to less than 1, or let the window last longer than 3 hours.');
  });
});

describe('calendar-unknown', () => {
  const freezes = [aFreeze('2026-12-20T00:00Z', '2026-12-21T00:00Z', 'year-end')];

  it('knows a calendar by its freezes', () => {
    expect(findingsOf([aLintEntry('2SAT', { calendars: ['year-end'] })], { freezes })).toEqual([]);
    const findings = findingsOf([aLintEntry('2SAT', { calendars: ['easter', 'year-end', 'sales'] })], { freezes });
    expect(codes(findings)).toEqual(['2SAT calendar-unknown', '2SAT calendar-unknown']);
    expect(findings.map(({ sentence }) => sentence.includes('easter') || sentence.includes('sales'))).toEqual([
      true,
      true,
    ]);
  });
});

describe('rings', () => {
  const ring = (value: string, before: string) => aLintEntry(value, { after: before });

  it('must begin in the catalogue', () => {
    const findings = findingsOf([ring('4SAT', '3SAT')]);
    expect(codes(findings)).toEqual(['4SAT ring-unknown']);
    expect(findings[0]?.sentence).toContain('4SAT comes after 3SAT, which is not in the catalogue');
  });

  it('may name one that is not sound: that is its own finding', () => {
    const findings = findingsOf([aLintEntry('2SAT', { zone: 'Nowhere' }), ring('4SAT', '2SAT')]);
    expect(codes(findings)).toEqual(['2SAT zone-unknown']);
  });

  it('must not wait for themselves, and what waits for a ring that does is not to blame', () => {
    const findings = findingsOf([
      ring('1SAT', '3SAT'),
      ring('2SAT', '1SAT'),
      ring('3SAT', '2SAT'),
      ring('9SAT', '1SAT'),
    ]);
    expect(codes(findings.filter(({ code }) => code === 'ring-cycle'))).toEqual([
      '1SAT ring-cycle',
      '2SAT ring-cycle',
      '3SAT ring-cycle',
    ]);
    expect(findings[0]?.sentence).toContain('1SAT after 3SAT after 2SAT after 1SAT');
  });

  it('must not wait for itself alone', () => {
    expect(codes(findingsOf([ring('2SAT', '2SAT')]))).toEqual(['2SAT ring-cycle']);
  });

  it('are not compared in a cycle: one of them would always be first', () => {
    const findings = findingsOf([ring('2SATX1', '2SATX2'), ring('2SATX2', '2SATX1')]);
    expect(codes(findings)).toEqual(['2SATX1 ring-cycle', '2SATX2 ring-cycle']);
  });
});
