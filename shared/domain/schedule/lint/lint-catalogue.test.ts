import { describe, expect, it } from '@jest/globals';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR } from '../../../testing/lint-builders.ts';
import { findingCodes } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

/** For every code an entry that earns it, all in one catalogue. */
const spoilt: readonly LintEntry[] = [
  aLintEntry('settings', {}, { approved: false, sizeBytes: 5000 }),
  { value: '3SAT', rule: undefined, problem: 'it is not JSON', approved: true, sizeBytes: 2 },
  aLintEntry('4SAT', { zone: 'Europe/Atlantis', cutoffHours: 0 }),
  aLintEntry('5SAT', { cutoffHours: 4, calendars: ['lost'], after: '6SAT' }),
  aLintEntry('7SUN', { durationHours: 24 }),
  aLintEntry('8SAT', { after: '8SAT' }),
  aLintEntry('2SUN'),
  aLintEntry('2SATX5', { maxDaysAfterPatchTuesday: 5, waveGroup: 'shop' }),
  aLintEntry('9SATX1', { after: '2SATX5' }),
  aLintEntry('9SATX2', { calendars: ['year-end'], waveGroup: 'shop' }),
  aLintEntry('4SATX5', { after: '9SATX2', waveGroup: 'shop' }),
  aLintEntry('9MONX1', { after: '9SATX2' }),
  aLintEntry('9TUEX1', { after: '9TUEX2' }),
  aLintEntry('9SUNX2', { after: '9SATX2', soakHours: 72 }),
  aLintEntry('9TUEX2'),
];
const defaults = [{ rule: 'all', value: '9FRI' }];
const freezes = [aFreeze('2026-02-01T00:00Z', '2026-05-01T00:00Z')];

describe('lintCatalogue()', () => {
  const findings = findingsOf(spoilt, { ...ONE_YEAR, freezes, defaults });

  it('finds everything that there is a code for', () => {
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual([...findingCodes].sort());
  });

  it('says it entry by entry in the order of the catalogue, and code by code', () => {
    const order = [...spoilt, ...defaults].map(({ value }) => value);
    const places = findings.map(({ entry, code }) => order.indexOf(entry) * 100 + findingCodes.indexOf(code));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places.every((place) => place >= 0)).toBe(true);
  });

  it('gives dates of the calendar in order, each once, and within the stretch', () => {
    for (const { code, dates } of findings) {
      expect({ code, dates }).toEqual({ code, dates: [...new Set(dates)].sort() });
      for (const date of dates) expect(date).toMatch(/^2026-\d\d(-\d\d)?$/);
    }
  });

  it('names the entry in a sentence, and proposes a cure in another', () => {
    for (const { entry, sentence, cure } of findings) {
      expect(sentence).toContain(entry);
      expect(sentence).toMatch(/\.$/);
      expect(cure).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('says the same again', () => {
    expect(findingsOf(spoilt, { ...ONE_YEAR, freezes, defaults })).toEqual(findings);
  });

  it('has nothing to say of nothing, or of no time at all', () => {
    expect(findingsOf([])).toEqual([]);
    const moment = { from: ONE_YEAR.from, to: ONE_YEAR.from };
    const timeless = findingsOf(spoilt, { ...moment, freezes }).flatMap(({ dates }) => dates);
    expect(timeless).toEqual([]);
  });
});
