/** `docs/lint.md` explains every code and no other, and quotes what the linter really says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aFreeze, aLintEntry, findingsOf, ONE_YEAR } from '../../../testing/lint-builders.ts';
import { findingCodes } from './finding.ts';
import { PAUSE_MAX_DAYS } from './freeze-starves.ts';
import type { LintEntry } from './lint-input.ts';
import { PARAMETER_SIZE_MAX_BYTES } from './too-large.ts';

const page = readFileSync(new URL('../../../../docs/lint.md', import.meta.url), 'utf8');
const sections = page
  .split(/^### /m)
  .slice(1)
  .map((text) => (text.split(/^## /m)[0] ?? '').trim());

const newYork = { zone: 'America/New_York' };
const tenYears: readonly LintEntry[] = [
  aLintEntry('2STA'),
  { value: '3SAT', rule: undefined, problem: 'it is not JSON', approved: true, sizeBytes: 2 },
  aLintEntry('6SAT', {}, { sizeBytes: 5000 }),
  aLintEntry('7SAT', {}, { approved: false }),
  aLintEntry('4SAT', { zone: 'Europe/Atlantis', cutoffHours: 0 }),
  aLintEntry('5SAT', { cutoffHours: 4, calendars: ['lost'], after: '6SUN' }),
  aLintEntry('7SUN', { durationHours: 10, cutoffHours: 2 }),
  aLintEntry('8SAT', { after: '9SAT' }),
  aLintEntry('9SAT', { after: '8SAT' }),
  aLintEntry('2SUNX2', newYork),
  aLintEntry('1SUNX1', newYork),
  aLintEntry('2SATX5'),
  aLintEntry('2SATX4', { maxDaysAfterPatchTuesday: 14 }),
  aLintEntry('9SATX1', { after: '2SATX5' }),
  aLintEntry('4SUNX1'),
  aLintEntry('4TUEX1', { after: '4SUNX1' }),
  aLintEntry('3SATX3'),
  aLintEntry('3SUNX3', { after: '3SATX3', soakHours: 72 }),
];
const oneYear: readonly LintEntry[] = [
  aLintEntry('2SATX2', { waveGroup: 'shop' }),
  aLintEntry('5SAT', { waveGroup: 'shop' }),
  aLintEntry('2SATX3', { calendars: ['year-end'] }),
];
const freezes = [aFreeze('2026-03-16T00:00Z', '2026-05-01T00:00Z')];
const defaults = [{ rule: 'linux-production', value: '6SUN' }];
const said = [...findingsOf(tenYears, { defaults }), ...findingsOf(oneYear, { ...ONE_YEAR, freezes })];

describe('docs/lint.md', () => {
  it('explains every code once, in the order in which they are told, and no other', () => {
    expect(sections.map((section) => /^`([^`]+)`/.exec(section)?.[1])).toEqual([...findingCodes]);
  });

  it.each(sections.map((section) => [section.split('\n')[0] ?? '', section] as const))(
    '%s: what, why it hurts, and the cure',
    (_, text) => {
      expect(text.match(/^\*\*[^*]+\*\*/gm)).toEqual(['**What.**', '**Why it hurts.**', '**Cure.**']);
      for (const paragraph of text.split(/\n\n/).slice(2)) expect(paragraph.trim().length).toBeGreaterThan(20);
    },
  );

  it.each(sections.map((section) => [/^`([^`]+)`/.exec(section)?.[1], /^> (.*)$/m.exec(section)?.[1]]))(
    '%s: the sentence is one that the linter says',
    (code, sentence) => {
      expect(said.filter((finding) => finding.code === code).map((finding) => finding.sentence)).toContain(sentence);
    },
  );

  it('quotes the limits as they are', () => {
    expect(page).toContain(`more than ${PARAMETER_SIZE_MAX_BYTES.toLocaleString('en')} bytes`);
    expect(page).toContain(`more than ${PAUSE_MAX_DAYS} days`);
  });
});
