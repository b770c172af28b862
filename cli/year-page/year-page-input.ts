/** What the year page is made of. Nothing in it is computed from a clock, so that the same catalogue gives the same page. */
import type { Finding } from '../../shared/domain/schedule/lint/finding.ts';
import type { Freeze } from '../../shared/domain/schedule/lint/lint-input.ts';
import type { ClockChange } from '../../shared/domain/schedule/local-time.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';

export interface YearPageInput {
  readonly year: number;
  /** Whose year it is; the page says itself which year and of what. */
  readonly title: string;
  /** In order; those whose nominal date lies in another year are left out. */
  readonly windows: readonly YearWindow[];
  readonly freezes: readonly Freeze[];
  /** Local dates, such as `2026-03-10`. */
  readonly patchTuesdays: readonly string[];
  readonly clockChanges: readonly ZoneChange[];
  readonly findings?: readonly Finding[];
  /** With it, the table names each entry's next window, and without it the first of the year. */
  readonly now?: Date;
}

export interface YearWindow extends Window {
  readonly zone: string;
  readonly environment: string;
  readonly clockChange: ClockChange;
  /** The calendar of a freeze that takes this window. Whether one does is not for the page to decide. */
  readonly frozenBy: string | undefined;
}

/** A day on which the clocks of a zone move. */
export interface ZoneChange {
  readonly zone: string;
  readonly date: string;
  readonly kind: 'forward' | 'back';
}
