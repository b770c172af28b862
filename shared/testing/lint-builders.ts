/** A sound catalogue entry and a stretch of ten years, in which a test of the linter overrides only what it is about. */
import type { Finding } from '../domain/schedule/lint/finding.ts';
import { lintCatalogue } from '../domain/schedule/lint/lint-catalogue.ts';
import type { Freeze, LintEntry, LintInput, LintRule } from '../domain/schedule/lint/lint-input.ts';

export const TEN_YEARS = { from: new Date('2026-01-01T00:00Z'), to: new Date('2036-01-01T00:00Z') };
export const ONE_YEAR = { from: new Date('2026-01-01T00:00Z'), to: new Date('2027-01-01T00:00Z') };

export function aLintRule(overrides: Partial<LintRule> = {}): LintRule {
  return {
    zone: 'Europe/Berlin',
    durationHours: 4,
    cutoffHours: 1,
    offsetDays: 0,
    environment: 'prod',
    waves: [1, 2],
    ...overrides,
  };
}

export function aLintEntry(value: string, rule: Partial<LintRule> = {}, overrides: Partial<LintEntry> = {}): LintEntry {
  return { value, rule: aLintRule(rule), approved: true, sizeBytes: 400, ...overrides };
}

export function aFreeze(from: string, to: string, calendar = 'year-end'): Freeze {
  return { calendar, from: new Date(from), to: new Date(to) };
}

/** What the linter finds in a catalogue over ten years, or over what is said. */
export function findingsOf(entries: readonly LintEntry[], overrides: Partial<LintInput> = {}): Finding[] {
  return lintCatalogue({ entries, freezes: [], ...TEN_YEARS, ...overrides });
}

/** One line a finding, for a story that can be read aloud. */
export function story(findings: readonly Finding[]): string {
  return findings
    .map(({ code, entry, sentence, dates, cure }) =>
      [`${entry} ${code}`, sentence, ...(dates.length === 0 ? [] : [dates.join(' ')]), cure].join('\n  '),
    )
    .join('\n');
}
