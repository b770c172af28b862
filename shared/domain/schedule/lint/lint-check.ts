/** What a check is: a function of one entry and of what surrounds it, which says what it found. */
import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';
import type { Subject, Surroundings } from './subject.ts';

export interface LintContext extends Surroundings {
  /** Such as `2026-04`: those that the stretch begins. */
  readonly months: readonly string[];
  readonly entries: ReadonlyMap<string, LintEntry>;
  /** The sound ones among the entries, in order. */
  readonly subjects: ReadonlyMap<string, Subject>;
  /** The schedules that entries or default rules speak of, whether there is an entry for them or not. */
  readonly names: ReadonlySet<string>;
  /** Handed over, since the checks propose cures, and it takes the checks to prove one. */
  readonly checks: WindowChecks;
  /** Set while a cure is being proven, so that none is proposed meanwhile. */
  readonly proving: boolean;
}

export interface WindowChecks {
  /** Those that look at the windows of one entry. */
  readonly alone: readonly SubjectCheck[];
  /** Those that hold them against the windows of another. */
  readonly inPairs: readonly SubjectCheck[];
}

/** Looks at an entry as it is written. */
export type EntryCheck = (entry: LintEntry, context: LintContext) => Finding[];

/** Looks at the windows of a sound entry. */
export type SubjectCheck = (subject: Subject, context: LintContext) => Finding[];
