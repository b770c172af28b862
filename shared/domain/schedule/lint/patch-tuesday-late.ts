/**
 * Days from Patch Tuesday to the window that brings its patches: the first that opens after they were published and
 * that no freeze takes. Whether that is soon enough is for `maxDaysAfterPatchTuesday` to say.
 */
import { dayOf } from '../civil.ts';
import { patchesPublishedAt, patchTuesdayOf } from '../patch-tuesday.ts';
import { weekdays } from '../schedule.ts';
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import { type Alternative, otherWeeks } from './other-schedules.ts';
import { pausesIn } from './pauses.ts';
import { nameOf, provenCure } from './proven-cure.ts';
import { spreadOf } from './spread.ts';
import type { Subject } from './subject.ts';

export function patchTuesdayLate(subject: Subject, context: LintContext): Finding[] {
  const { value, rule } = subject;
  const max = rule.maxDaysAfterPatchTuesday;
  if (max === undefined) return [];

  const days = context.months.map((month) => ({ month, days: daysAfterPatchTuesday(subject, month) }));
  const late = days.filter((each) => each.days > max);
  if (late.length === 0) return [];

  const over = `over the ${max} allowed in ${late.length} of ${countOf(context.months.length, 'month')}`;
  const sentence = `${value} ${opens(days)} Patch Tuesday, ${over}${pattern(subject, context)}.`;
  return [
    {
      code: 'patch-tuesday-late',
      entry: value,
      sentence,
      dates: late.map(({ month }) => month),
      cure: cureOf(subject, context, max),
    },
  ];
}

function opens(months: readonly { readonly days: number }[]): string {
  const found = months.map(({ days }) => days).filter(Number.isFinite);
  const never = months.length - found.length;
  if (found.length === 0) return 'has no window that opens within a year after';
  return `opens ${spreadOf(found)} days${never === 0 ? '' : ` (and after ${never} not within a year)`} after`;
}

/** Infinite where no window follows within a year. */
function daysAfterPatchTuesday({ windows }: Subject, month: string): number {
  const published = patchesPublishedAt(month);
  const first = windows.find(({ opensAt, frozen }) => !frozen && opensAt >= published);
  return first === undefined ? Number.POSITIVE_INFINITY : dayOf(first.date) - dayOf(patchTuesdayOf(month));
}

/** Of the windows that open: what a freeze takes makes the pauses longer. */
function pattern(subject: Subject, context: LintContext): string {
  const free = { ...subject, windows: subject.windows.filter(({ frozen }) => !frozen) };
  const pauses = pausesIn(context, free.windows);
  return pauses.length === 0 ? '' : `; its windows are ${spreadOf(pauses)} days apart${tooEarly(free, context)}`;
}

/** The usual cause of a month's wait: the window of the month comes before the patches of the month. */
function tooEarly({ schedule, windows }: Subject, { months }: LintContext): string {
  if (schedule.occurrence.kind === 'weekly') return '';

  const opensAt = new Map(windows.map((window) => [window.month, window.opensAt]));
  const early = months.filter((month) => {
    const opening = opensAt.get(month);
    return opening !== undefined && opening < patchesPublishedAt(month);
  });
  return early.length === 0 ? '' : `, and the one of the month comes before Patch Tuesday's patches in ${early.length}`;
}

function cureOf(subject: Subject, context: LintContext, max: number): string {
  const cure = provenCure(subject, alternatives(subject), context, (other) =>
    context.months.every((month) => daysAfterPatchTuesday(other, month) <= max),
  );
  return cure === undefined
    ? `No one window a month is sure to come within ${countOf(max, 'day')}: raise maxDaysAfterPatchTuesday, or clear a freeze.`
    : `Take ${nameOf(cure)}: it is never later than ${countOf(max, 'day')} after Patch Tuesday.`;
}

/** First another week of the month; then Patch Tuesday itself as the anchor, moved to the same weekday; then every week. */
function alternatives({ schedule, rule }: Subject): Alternative[] {
  const { hour, weekday } = schedule;
  const anchor = { hour, weekday: 'TUE', occurrence: { kind: 'nth', nth: 2 } } as const;
  const toWeekday = (weekdays.indexOf(weekday) - weekdays.indexOf('TUE') + 7) % 7;
  return [
    ...otherWeeks({ schedule, offsetDays: rule.offsetDays }),
    { schedule: anchor, offsetDays: toWeekday === 0 ? 7 : toWeekday },
    { schedule: anchor, offsetDays: 1 },
    { schedule: { hour, weekday, occurrence: { kind: 'weekly' } }, offsetDays: 0 },
  ];
}
