/**
 * The windows of two rings that belong together: the later ring's of each month, and that which should prove its patches.
 *
 *   R1. After a monthly ring, the months of the calendar are compared: the first window of the month with its window.
 *   R2. A weekly ring has a window every few days, and none is that of the month. After one, each ring's first window
 *       after the month's patches were published is compared: the patches must not reach the later ring first.
 *   R3. A window that a freeze takes proves nothing, and patches nothing.
 *   R4. A monthly ring that by R1 is first in every month, and always before the month's patches are published, brings
 *       those of the month before, and so follows the window of that month. Where that one came too early for them, it
 *       is the one after it that proves them.
 */
import { patchesPublishedAt } from '../patch-tuesday.ts';
import type { LintContext } from './lint-check.ts';
import { monthBefore } from './months.ts';
import { cycleOf } from './ring-cycle.ts';
import type { Subject, SubjectWindow } from './subject.ts';

export interface RingPairing {
  /** Whose window the later ring follows: that of the same month, or that of the month before (R4). */
  readonly follows: 'same-month' | 'month-before';
  readonly months: readonly RingMonth[];
}

export interface RingMonth {
  /** That of the later ring's window. */
  readonly month: string;
  readonly before: SubjectWindow | undefined;
  readonly later: SubjectWindow | undefined;
}

/** The ring before a ring; undefined where there is none, it has no windows, or the two wait for each other. */
export function ringBefore({ value, rule }: Subject, { entries, subjects }: LintContext): Subject | undefined {
  if (rule.after === undefined || cycleOf(value, entries) !== undefined) return undefined;
  return subjects.get(rule.after);
}

export function ringPairing(before: Subject, later: Subject, months: readonly string[]): RingPairing {
  const pick = isMonthly(before) ? firstOfMonth : firstAfterPatches; // R1, R2
  const [ofBefore, ofLater] = [pick(before, months), pick(later, months)];
  const same = months.map((month) => ({ month, before: ofBefore.get(month), later: ofLater.get(month) }));
  if (!isMonthly(before) || !isMonthly(later) || !bringsPatchesOfMonthBefore(same))
    return { follows: 'same-month', months: same };

  return {
    follows: 'month-before',
    months: same.map((each) => ({ ...each, before: proofOf(monthBefore(each.month), ofBefore, each.before) })),
  };
}

export function isInverted({ before, later }: RingMonth): boolean {
  return before !== undefined && later !== undefined && later.opensAt < before.opensAt;
}

function isMonthly({ schedule }: Subject): boolean {
  return schedule.occurrence.kind === 'nth';
}

/** R4. Months in which one of the two has no window say nothing either way. */
function bringsPatchesOfMonthBefore(months: readonly RingMonth[]): boolean {
  const told = months.filter(({ before, later }) => before !== undefined && later !== undefined);
  const early = months.every(({ month, later }) => later === undefined || later.opensAt < patchesPublishedAt(month));
  return early && told.length > 0 && told.every(isInverted);
}

/** R4. A month without a window has no proof, whatever comes later. */
function proofOf(month: string, windows: ByMonth, next: SubjectWindow | undefined): SubjectWindow | undefined {
  const own = windows.get(month);
  return own !== undefined && own.opensAt < patchesPublishedAt(month) ? next : own;
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
