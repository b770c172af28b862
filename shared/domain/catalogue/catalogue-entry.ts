import { parseSchedule } from '../schedule/schedule.ts';

/** One approved schedule, as it is in force: the content of `/patchplane/schedules/<value>`. */
export interface CatalogueEntry {
  /** The tag value that it approves, such as `2SATX4`. */
  readonly value: string;
  /** Parameter Store's version of the content in force. */
  readonly version: number;
  /** IANA time zone of the hour in the value. */
  readonly zone: string;
  readonly durationHours: number;
  /** How long before the window's end the last install may begin. */
  readonly cutoffHours: number;
  /** Days by which the window follows the date that the value names, to anchor on Patch Tuesday. */
  readonly offsetDays: number;
  readonly environment: string;
  /** `Scan` entries look only: their nodes are scanned and told, and nothing is installed. */
  readonly operation: Operation;
  readonly reboot: 'RebootIfNeeded' | 'NoReboot';
  /** Run Command's limits within a cell: a number of nodes, or a percentage of them. */
  readonly concurrency: string;
  readonly errors: string;
  /** Automation's limits over the cells, counted in account and Region pairs. */
  readonly cells: { readonly concurrency: string; readonly errors: string };
  /** The waves that the runbook takes, in order. */
  readonly waves: readonly number[];
  readonly owner: string;
  /** The ring before: its last window must have proved itself before one of this schedule opens. */
  readonly after?: Ring | undefined;
  /** SSM Change Calendars whose freezes hold for it: names in the hub, or ARNs. */
  readonly calendars: readonly string[];
  /** The patch group that its nodes should be in; one that was patched by another group's baseline is told. */
  readonly patchGroup?: string | undefined;
  /** A cell whose nodes were all scanned longer ago than this is scanned instead of installed. */
  readonly scanMaxAgeHours?: number | undefined;
}

export type Operation = 'Install' | 'Scan';

/** What `after` asks of the ring before. */
export interface Ring {
  readonly schedule: string;
  readonly minSuccessPercent: number;
  /** Counted from the close of its window. */
  readonly soakHours: number;
}

/** An entry that cannot be taken into force: named, with the reason, and harmful to nothing but itself. */
export interface CatalogueProblem {
  readonly value: string;
  readonly version: number;
  readonly reason: string;
}

/** What one reading of the catalogue came to. `unread` opens nothing: the windows wait (P5). */
export type Catalogue =
  | {
      readonly kind: 'read';
      readonly entries: readonly CatalogueEntry[];
      readonly problems: readonly CatalogueProblem[];
    }
  | { readonly kind: 'unread'; readonly reason: string };

/**
 * The tag values that Security has approved: those of the entries that were read, and those of entries whose content
 * cannot be taken into force. A node is not to blame for its entry: its tag stays valid while the windows wait (P5).
 */
export function approvedValues({ entries, problems }: Extract<Catalogue, { kind: 'read' }>): string[] {
  return [...entries, ...problems]
    .map(({ value }) => value)
    .filter((value) => parseSchedule(value).kind === 'schedule')
    .sort();
}
