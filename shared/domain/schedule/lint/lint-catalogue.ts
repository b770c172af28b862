import { calendarUnknown } from './calendar-unknown.ts';
import { clockChangeGap, clockChangeOverlap } from './clock-change.ts';
import { cutoffAtEnd, cutoffBeforeOpening } from './cutoff.ts';
import { defaultUnknown } from './default-unknown.ts';
import { fifthWeekday } from './fifth-weekday.ts';
import type { Finding } from './finding.ts';
import { freezeStarves } from './freeze-starves.ts';
import type { EntryCheck, LintContext, WindowChecks } from './lint-check.ts';
import type { LintInput } from './lint-input.ts';
import { monthsBetween } from './months.ts';
import { notASchedule } from './not-a-schedule.ts';
import { notApproved } from './not-approved.ts';
import { outlastsGap } from './outlasts-gap.ts';
import { patchTuesdayLate } from './patch-tuesday-late.ts';
import { ringCycle } from './ring-cycle.ts';
import { ringInversion, ringWithoutPredecessor } from './ring-inversion.ts';
import { ringSoak } from './ring-soak.ts';
import { ringUnknown } from './ring-unknown.ts';
import { subjectOf } from './subject.ts';
import { tooLarge } from './too-large.ts';
import { unreadable } from './unreadable.ts';
import { windowsOverlap } from './windows-overlap.ts';
import { zoneUnknown } from './zone-unknown.ts';

export type { Freeze, LintEntry, LintInput, LintRule } from './lint-input.ts';

const entryChecks: readonly EntryCheck[] = [
  notASchedule,
  unreadable,
  tooLarge,
  notApproved,
  zoneUnknown,
  cutoffAtEnd,
  cutoffBeforeOpening,
  outlastsGap,
  calendarUnknown,
  ringUnknown,
  ringCycle,
];

const checks: WindowChecks = {
  alone: [clockChangeGap, clockChangeOverlap, fifthWeekday, patchTuesdayLate, freezeStarves],
  inPairs: [ringWithoutPredecessor, ringInversion, ringSoak, windowsOverlap],
};

/**
 * Everything that is wrong with a catalogue: in the order of its entries, and for each in the order of the codes; what
 * default rules hand out comes last.
 */
export function lintCatalogue(input: LintInput): Finding[] {
  const context = contextOf(input);
  const subjectChecks = [...checks.alone, ...checks.inPairs];
  const ofEntries = input.entries.flatMap((entry) => {
    const subject = context.subjects.get(entry.value);
    return [
      ...entryChecks.flatMap((check) => check(entry, context)),
      ...subjectChecks.flatMap((check) => (subject === undefined ? [] : check(subject, context))),
    ];
  });
  return [...ofEntries, ...defaultUnknown(input)];
}

function contextOf({ entries, defaults = [], freezes, from, to }: LintInput): LintContext {
  const subjects = entries.flatMap((entry) => subjectOf(entry, { freezes, from, to }) ?? []);
  return {
    freezes,
    from,
    to,
    months: monthsBetween({ from, to }),
    entries: new Map(entries.map((entry) => [entry.value, entry])),
    subjects: new Map(subjects.map((subject) => [subject.value, subject])),
    names: new Set([
      ...entries.flatMap(({ value, rule }) => [value, rule?.after ?? value]),
      ...defaults.map(({ value }) => value),
    ]),
    checks,
    proving: false,
  };
}
