/** What the linter reads: a catalogue as files or parameters hold it, sound or not, and the stretch to prove it over. */

export interface LintEntry {
  /** The name of the file or parameter: a schedule such as `2SATX4`, or not. */
  readonly value: string;
  /** Undefined where the content could not be parsed; `problem` says why. */
  readonly rule: LintRule | undefined;
  readonly problem?: string;
  /** Undefined where it is not known, as in a folder without approvals. */
  readonly approved: boolean | undefined;
  /** Of the parameter's JSON, in UTF-8. */
  readonly sizeBytes: number;
}

export interface LintRule {
  /** IANA name, or what stands in its place. */
  readonly zone: string;
  readonly durationHours: number;
  readonly cutoffHours: number;
  readonly offsetDays: number;
  readonly environment: string;
  readonly waves: readonly number[];
  /** Entries of one wave group patch the same applications: their windows must not overlap. */
  readonly waveGroup?: string;
  /** The schedule of the ring before. */
  readonly after?: string;
  /** How long the ring before is to have run, since its window closed, when this one opens. */
  readonly soakHours?: number;
  /** Names of the calendars whose freezes hold for this entry. */
  readonly calendars?: readonly string[];
  /** How many days after Patch Tuesday its patches must be on, at the latest. */
  readonly maxDaysAfterPatchTuesday?: number;
}

/** A stretch in which nothing may be patched. Half-open. */
export interface Freeze {
  readonly calendar: string;
  readonly from: Date;
  readonly to: Date;
}

/** A schedule that a default rule hands out. */
export interface DefaultSchedule {
  /** The name of the rule. */
  readonly rule: string;
  readonly value: string;
}

export interface LintInput {
  readonly entries: readonly LintEntry[];
  /** Absent where the catalogue has no default rules. */
  readonly defaults?: readonly DefaultSchedule[];
  readonly freezes: readonly Freeze[];
  /** The windows that open in [from, to), and the months whose first day (in UTC) lies there, are what is looked at. */
  readonly from: Date;
  readonly to: Date;
}
