/** The checks behind `NEVER_OPENS`, which need no windows and therefore no time. */
import { cutoffBeforeOpening } from './cutoff.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import type { LintEntry } from './lint-input.ts';
import { notASchedule } from './not-a-schedule.ts';
import { ringCycle } from './ring-cycle.ts';
import { ringUnknown } from './ring-unknown.ts';
import { tooLarge } from './too-large.ts';
import { unreadable } from './unreadable.ts';
import { zoneUnknown } from './zone-unknown.ts';

const checks = [notASchedule, unreadable, tooLarge, zoneUnknown, cutoffBeforeOpening, ringUnknown, ringCycle];

/** Why an entry would never open a window beside these others, whatever they say of its own value. */
export function neverOpens(entry: LintEntry, others: readonly LintEntry[]): Finding | undefined {
  const entries = new Map([...others, entry].map((each) => [each.value, each]));
  const [finding] = checks.flatMap((check) => check(entry, { ...NO_WINDOWS, entries }));
  return finding;
}

const NO_WINDOWS: Omit<LintContext, 'entries'> = {
  freezes: [],
  from: new Date(0),
  to: new Date(0),
  months: [],
  subjects: new Map(),
  names: new Set(),
  checks: { alone: [], inPairs: [] },
  proving: false,
};
