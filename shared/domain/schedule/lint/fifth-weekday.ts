import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import { otherWeeks } from './other-schedules.ts';
import { pausesIn } from './pauses.ts';
import { nameOf, provenCure } from './proven-cure.ts';
import { spreadOf } from './spread.ts';
import type { Subject } from './subject.ts';

/** A month has four of a weekday, and only now and then a fifth. */
export function fifthWeekday(subject: Subject, context: LintContext): Finding[] {
  const { value, schedule, windows } = subject;
  if (schedule.occurrence.kind !== 'nth' || schedule.occurrence.nth !== 5) return [];

  const kept = new Set(windows.map(({ month }) => month));
  const missing = context.months.filter((month) => !kept.has(month));
  if (missing.length === 0) return []; // A stretch of a month or two may be lucky.

  const pauses = pausesIn(context, windows);
  const sentence = `${value} has no window in ${missing.length} of ${countOf(context.months.length, 'month')}: ${perYear(context, kept)}its windows are ${spreadOf(pauses)} days apart, so the longest pause is ${Math.max(...pauses)} days.`;
  const cure = cureOf(subject, context);
  return [{ code: 'fifth-weekday', entry: value, sentence, dates: missing, cure }];
}

function cureOf(subject: Subject, context: LintContext): string {
  const weeks = otherWeeks({ schedule: subject.schedule, offsetDays: subject.rule.offsetDays });
  const cure = provenCure(subject, weeks.reverse(), context, () => true); // The fourth is the nearest.
  return cure === undefined
    ? 'Take a week that every month has, 1 to 4.'
    : `Take ${nameOf(cure)}, which every month has.`;
}

/** Only of years of which every month is looked at. */
function perYear({ months }: LintContext, kept: ReadonlySet<string>): string {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const ofYear = (year: string) => months.filter((month) => month.startsWith(year));
  const whole = years.filter((year) => ofYear(year).length === 12);
  if (whole.length === 0) return '';

  const counts = whole.map((year) => ofYear(year).filter((month) => kept.has(month)).length);
  return `it exists in ${spreadOf(counts)} months of a year, and `;
}
