import { printSchedule } from '../schedule.ts';
import type { LintContext } from './lint-check.ts';
import type { Alternative } from './other-schedules.ts';
import { type Subject, subjectOf } from './subject.ts';
import { worsensNothing } from './worsens-nothing.ts';

/** An entry that moves its date by four weeks or more cannot be read. */
const OFFSET_MAX_DAYS = 27;

/**
 * The first alternative that passes, as the entry would be: a cure is proposed only after the check that found the
 * fault has passed it over the same stretch, nothing else in the catalogue is the worse for it, and nobody uses the value
 * for something else.
 */
export function provenCure(
  inPlaceOf: Subject,
  alternatives: Iterable<Alternative>,
  context: LintContext,
  passes: (subject: Subject) => boolean,
): Subject | undefined {
  if (context.proving) return undefined;
  for (const { schedule, offsetDays } of alternatives) {
    const value = printSchedule(schedule);
    if (context.names.has(value) || offsetDays > OFFSET_MAX_DAYS) continue;
    const entry = { value, rule: { ...inPlaceOf.rule, offsetDays }, approved: undefined, sizeBytes: 0 };
    const subject = subjectOf(entry, context);
    if (subject !== undefined && passes(subject) && worsensNothing(subject, { inPlaceOf, context })) return subject;
  }
  return undefined;
}

/** `4TUEX2`, or `4TUEX2 with offsetDays 4` where the offset is part of the cure. */
export function nameOf({ value, rule }: Subject): string {
  return rule.offsetDays === 0 ? value : `${value} with offsetDays ${rule.offsetDays}`;
}
