/**
 * The window with which each of two rings answers to a month.
 *
 *   R1. After a monthly ring, the months of the calendar are compared: the first window of the month with its window.
 *   R2. A weekly ring has a window every few days, and none is that of the month. After one, each ring's first window
 *       after the month's patches were published is compared: the patches must not reach the later ring first.
 *   R3. A window that a freeze takes proves nothing, and patches nothing.
 */
import { patchesPublishedAt } from '../patch-tuesday.ts';
import type { LintContext } from './lint-check.ts';
import { cycleOf } from './ring-cycle.ts';
import type { Subject, SubjectWindow } from './subject.ts';

export interface RingMonth {
  readonly month: string;
  readonly before: SubjectWindow | undefined;
  readonly later: SubjectWindow | undefined;
}

/** The ring before a ring; undefined where there is none, it has no windows, or the two wait for each other. */
export function ringBefore({ value, rule }: Subject, { entries, subjects }: LintContext): Subject | undefined {
  if (rule.after === undefined || cycleOf(value, entries) !== undefined) return undefined;
  return subjects.get(rule.after);
}

export function ringMonths(before: Subject, later: Subject, months: readonly string[]): RingMonth[] {
  const pick = before.schedule.occurrence.kind === 'nth' ? firstOfMonth : firstAfterPatches; // R1, R2
  const [ofBefore, ofLater] = [pick(before, months), pick(later, months)];
  return months.map((month) => ({ month, before: ofBefore.get(month), later: ofLater.get(month) }));
}

export function isInverted({ before, later }: RingMonth): boolean {
  return before !== undefined && later !== undefined && later.opensAt < before.opensAt;
}

/** Whether a subject in the place of another puts its rings, before and after it, in no worse order. */
export function keepsRings(
  other: Subject,
  { inPlaceOf, context }: { inPlaceOf: Subject; context: LintContext },
): boolean {
  const before = ringBefore(inPlaceOf, context);
  const later = [...context.subjects.values()].filter(({ rule }) => rule.after === inPlaceOf.value);
  const inversions = (subject: Subject) => [
    ...(before === undefined ? [] : ringMonths(before, subject, context.months).filter(isInverted)),
    ...later.flatMap((ring) => ringMonths(subject, ring, context.months).filter(isInverted)),
  ];
  return inversions(other).length <= inversions(inPlaceOf).length;
}

type ByMonth = ReadonlyMap<string, SubjectWindow>;

function firstOfMonth({ windows }: Subject): ByMonth {
  const byMonth = new Map<string, SubjectWindow>();
  for (const window of windows.filter(({ frozen }) => !frozen)) // R3
    if (!byMonth.has(window.month)) byMonth.set(window.month, window);
  return byMonth;
}

function firstAfterPatches({ windows }: Subject, months: readonly string[]): ByMonth {
  return new Map(
    months.flatMap((month) => {
      const published = patchesPublishedAt(month);
      const first = windows.find(({ opensAt, frozen }) => !frozen && opensAt >= published); // R3
      return first === undefined ? [] : [[month, first] as const];
    }),
  );
}
