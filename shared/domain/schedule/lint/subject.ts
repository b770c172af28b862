/**
 * A sound entry with its windows, computed once for all checks.
 *
 *   S1. A window belongs to the month of the date that its value names, before the offset moves it.
 *   S2. A freeze takes a window that it touches, from the opening to the close: what begins before it would run into it.
 *   S3. The windows reach past the stretch on both sides, so that a pause over its edge is seen whole, and so is the
 *       first window after a month's patches.
 */
import { dateOf, dayOf } from '../civil.ts';
import { type ClockChange, isZone } from '../local-time.ts';
import { occurrences } from '../occurrences.ts';
import { parseSchedule, type Schedule } from '../schedule.ts';
import { type Window, windowOf } from '../window.ts';
import type { Freeze, LintEntry, LintRule } from './lint-input.ts';
import { monthOf } from './months.ts';

export interface Subject {
  readonly value: string;
  readonly rule: LintRule;
  readonly schedule: Schedule;
  /** In order of their opening. */
  readonly windows: readonly SubjectWindow[];
}

export interface SubjectWindow extends Window {
  /** Such as `2026-04` (S1). */
  readonly month: string;
  readonly clockChange: ClockChange;
  /** Taken by a freeze of the entry's calendars (S2). */
  readonly frozen: boolean;
}

export interface Surroundings {
  readonly freezes: readonly Freeze[];
  readonly from: Date;
  readonly to: Date;
}

const DAY_MS = 86_400_000;

/** Longer than the longest pause between two fifth weekdays, which is 119 days. */
const DAYS_BEFORE = 200;

/** A year, the days by which an offset moves a window, and some. */
const DAYS_AFTER = 400;

/** Undefined where no window can be computed, for want of a schedule, of content or of a zone. */
export function subjectOf({ value, rule }: LintEntry, surroundings: Surroundings): Subject | undefined {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused' || rule === undefined || !isZone(rule.zone)) return undefined;

  return { value, rule, schedule: parsed.schedule, windows: windowsOf(value, rule, parsed.schedule, surroundings) };
}

function windowsOf(value: string, rule: LintRule, schedule: Schedule, surroundings: Surroundings): SubjectWindow[] {
  const { zone, offsetDays, calendars = [] } = rule;
  const freezes = surroundings.freezes.filter(({ calendar }) => calendars.includes(calendar));
  const from = new Date(surroundings.from.getTime() - DAYS_BEFORE * DAY_MS); // S3
  const to = new Date(surroundings.to.getTime() + DAYS_AFTER * DAY_MS);

  return [...occurrences({ schedule, zone, offsetDays, from, to })].map((opening) => {
    const window = windowOf(value, rule, opening);
    const month = monthOf(dateOf(dayOf(opening.date) - offsetDays)); // S1
    const frozen = freezes.some((freeze) => freeze.from < window.closesAt && window.opensAt < freeze.to); // S2
    return { ...window, month, clockChange: opening.clockChange, frozen };
  });
}
