/** Production before its predecessor: the later ring opens first, or opens in a month in which the ring before does not. */
import { weekdays } from '../schedule.ts';
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import { type Alternative, otherWeeks } from './other-schedules.ts';
import { nameOf, provenCure } from './proven-cure.ts';
import { isInverted, type RingMonth, ringBefore, ringMonths } from './ring-windows.ts';
import type { Subject } from './subject.ts';

export function ringInversion(later: Subject, context: LintContext): Finding[] {
  const before = ringBefore(later, context);
  if (before === undefined) return [];

  const dates = ringMonths(before, later, context.months)
    .filter(isInverted)
    .map(({ month }) => month);
  if (dates.length === 0) return [];

  const months = `${dates.length} of ${countOf(context.months.length, 'month')}`;
  const sentence = `${later.value} opens before ${before.value}, the ring before it, in ${months}.`;
  return [{ code: 'ring-inversion', entry: later.value, sentence, dates, cure: cureOf(before, later, context) }];
}

export function ringWithoutPredecessor(later: Subject, context: LintContext): Finding[] {
  const before = ringBefore(later, context);
  if (before === undefined) return [];

  const dates = ringMonths(before, later, context.months)
    .filter(isAlone)
    .map(({ month }) => month);
  if (dates.length === 0) return [];

  const months = `${dates.length} of ${countOf(context.months.length, 'month')}`;
  const sentence = `${later.value} has a window and ${before.value}, the ring before it, has none in ${months}: nothing proves the patches.`;
  const cure = `Give ${before.value} a week that every month has, 1 to 4, and keep freezes off it.`;
  return [{ code: 'ring-without-predecessor', entry: later.value, sentence, dates, cure }];
}

function isAlone({ before, later }: RingMonth): boolean {
  return before === undefined && later !== undefined;
}

function cureOf(before: Subject, later: Subject, context: LintContext): string {
  const cure = provenCure(
    later,
    alternatives(before, later),
    context,
    (other) => other.value !== before.value && !ringMonths(before, other, context.months).some(isInverted),
  );
  return cure === undefined
    ? `Move ${before.value} to an earlier week of the month, or give ${later.value} a larger offsetDays.`
    : `Take ${nameOf(cure)}: it never opens before ${before.value}.`;
}

/** First another week of the month; then the date of the ring before as the anchor, moved on to the same weekday. */
function alternatives(before: Subject, { schedule, rule }: Subject): Alternative[] {
  const weeks = otherWeeks({ schedule, offsetDays: rule.offsetDays });
  const { weekday, occurrence } = before.schedule;
  if (occurrence.kind === 'weekly' || occurrence.nth === 5) return weeks;

  const days = (weekdays.indexOf(schedule.weekday) - weekdays.indexOf(weekday) + 7) % 7;
  const offsetDays = before.rule.offsetDays + (days === 0 ? 7 : days);
  // An hour later where the value would be that of the ring before, of which there can be only one.
  const hours = [schedule.hour, (schedule.hour + 1) % 24];
  return [...weeks, ...hours.map((hour) => ({ schedule: { hour, weekday, occurrence }, offsetDays }))];
}
