/** What the linter has to say about a catalogue. `docs/lint.md` explains each code; a test keeps the two equal. */

export const findingCodes = [
  'not-a-schedule',
  'unreadable',
  'too-large',
  'not-approved',
  'zone-unknown',
  'cutoff-at-end',
  'cutoff-before-opening',
  'outlasts-gap',
  'calendar-unknown',
  'ring-unknown',
  'ring-cycle',
  'clock-change-gap',
  'clock-change-overlap',
  'fifth-weekday',
  'patch-tuesday-late',
  'freeze-starves',
  'ring-without-predecessor',
  'ring-inversion',
  'ring-soak',
  'windows-overlap',
  'default-unknown',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** With one of these an entry never opens a window, whatever the year: to approve it could help nobody. */
export const NEVER_OPENS: ReadonlySet<FindingCode> = new Set([
  'not-a-schedule',
  'unreadable',
  'too-large',
  'zone-unknown',
  'cutoff-before-opening',
  'ring-unknown',
  'ring-cycle',
]);

export interface Finding {
  readonly code: FindingCode;
  /** The name of the catalogue entry at fault, such as `2SATX4`; of the one that is wanting where that is the fault. */
  readonly entry: string;
  /** What is so, with the numbers. */
  readonly sentence: string;
  /** Local dates such as `2026-03-08`, or months such as `2026-02` where a whole month is meant; in order. */
  readonly dates: readonly string[];
  readonly cure: string;
}
