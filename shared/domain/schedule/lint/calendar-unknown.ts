import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import type { LintEntry } from './lint-input.ts';

/** A calendar without a single event is as good as none: nobody can tell it from one that failed to load. */
export function calendarUnknown({ value, rule }: LintEntry, { freezes }: LintContext): Finding[] {
  const known = new Set(freezes.map(({ calendar }) => calendar));
  const unknown = (rule?.calendars ?? []).filter((calendar) => !known.has(calendar));
  return unknown.map((calendar) => ({
    code: 'calendar-unknown',
    entry: value,
    sentence: `${value} names the calendar ${calendar}, of which the catalogue holds no freeze.`,
    dates: [],
    cure: `Add calendars/${calendar}.ics with its freezes, correct the name, or take it off the entry.`,
  }));
}
