import type { LintEntry, LintRule } from '../../shared/domain/schedule/lint/lint-input.ts';
import { isZone } from '../../shared/domain/schedule/local-time.ts';
import { parseSchedule, type Schedule } from '../../shared/domain/schedule/schedule.ts';

/** An entry that has windows. */
export interface UsableEntry {
  readonly value: string;
  readonly schedule: Schedule;
  readonly rule: LintRule;
}

/** The entries whose windows can be computed, and the names of the others, of which the linter says what they lack. */
export function usableEntries(entries: readonly LintEntry[]): { usable: UsableEntry[]; unusable: string[] } {
  const usable = entries.flatMap(({ value, rule }) => {
    const parsed = parseSchedule(value);
    const has = rule !== undefined && parsed.kind === 'schedule' && isZone(rule.zone);
    return has ? [{ value, schedule: parsed.schedule, rule }] : [];
  });
  const names = new Set(usable.map(({ value }) => value));
  return { usable, unusable: entries.map(({ value }) => value).filter((value) => !names.has(value)) };
}
