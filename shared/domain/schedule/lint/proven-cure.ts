import { printSchedule } from '../schedule.ts';
import type { LintContext } from './lint-check.ts';
import type { Alternative } from './other-schedules.ts';
import { type Subject, subjectOf } from './subject.ts';

/**
 * The first alternative that passes, as the entry would be: a cure is proposed only after the check that found the
 * fault has passed it over the same stretch, and never by a value that the catalogue uses for something else.
 */
export function provenCure(
  { rule }: Subject,
  alternatives: Iterable<Alternative>,
  context: LintContext,
  passes: (subject: Subject) => boolean,
): Subject | undefined {
  for (const { schedule, offsetDays } of alternatives) {
    const value = printSchedule(schedule);
    if (context.entries.has(value)) continue;
    const entry = { value, rule: { ...rule, offsetDays }, approved: undefined, sizeBytes: 0 };
    const subject = subjectOf(entry, context);
    if (subject !== undefined && passes(subject)) return subject;
  }
  return undefined;
}

/** `4TUEX2`, or `4TUEX2 with offsetDays 4` where the offset is part of the cure. */
export function nameOf({ value, rule }: Subject): string {
  return rule.offsetDays === 0 ? value : `${value} with offsetDays ${rule.offsetDays}`;
}
