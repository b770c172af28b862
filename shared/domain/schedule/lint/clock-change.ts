/** A window whose opening hour the local clock skips, or shows twice. */
import { countOf } from './count-of.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import { otherHours } from './other-schedules.ts';
import { nameOf, provenCure } from './proven-cure.ts';
import type { Subject } from './subject.ts';
import { within } from './within.ts';

export function clockChangeGap(subject: Subject, context: LintContext): Finding[] {
  return clockChange(subject, context, {
    code: 'clock-change-gap',
    kind: 'gap',
    what: 'does not exist',
    sequel: 'it opens at the first instant after the gap',
  });
}

export function clockChangeOverlap(subject: Subject, context: LintContext): Finding[] {
  return clockChange(subject, context, {
    code: 'clock-change-overlap',
    kind: 'overlap',
    what: 'happens twice',
    sequel: 'it opens at the first of the two',
  });
}

interface Change {
  readonly code: FindingCode;
  readonly kind: 'gap' | 'overlap';
  readonly what: string;
  readonly sequel: string;
}

function clockChange(subject: Subject, context: LintContext, { code, kind, what, sequel }: Change): Finding[] {
  const windows = within(context, subject.windows).filter(({ frozen }) => !frozen); // What is frozen does not open.
  const dates = windows.filter((window) => window.clockChange === kind).map(({ date }) => date);
  if (dates.length === 0) return [];

  const { value, rule, schedule } = subject;
  const share = `${dates.length} of the ${countOf(windows.length, 'window')} of ${value}`;
  const sentence = `${clock(schedule.hour)} ${what} in ${rule.zone} at ${share}: ${sequel}.`;
  return [{ code, entry: value, sentence, dates, cure: cureOf(subject, context) }];
}

function cureOf(subject: Subject, context: LintContext): string {
  const hours = otherHours({ schedule: subject.schedule, offsetDays: subject.rule.offsetDays });
  const cure = provenCure(subject, hours, context, ({ windows }) =>
    within(context, windows).every((window) => window.clockChange === 'exact'),
  );
  return cure === undefined
    ? 'Name a zone whose clocks do not change, such as UTC.'
    : `Take ${nameOf(cure)}: on all of its dates that hour exists exactly once.`;
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
