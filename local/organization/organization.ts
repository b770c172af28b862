/** The organization that the embedded AWS plays, as parsed from a file in `examples/`. */
import type { Cell } from '../cloud.ts';

export interface Organization {
  /** AWS Organizations' id, `o-…`; empty for one account that is in none. */
  readonly id: string;
  readonly name: string;
  /** Where Patchplane's hub runs. */
  readonly hub: Cell;
  readonly accounts: readonly Account[];
  /** The governed Regions. */
  readonly regions: readonly string[];
  /** The stretch of virtual time that `npm start` runs, and the zone that it prints times in. */
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  readonly nodes: readonly NodeSpec[];
  /** Parameter Store as it is when the run begins, by name: `/patchplane/schedules/2SATX4` and so on, JSON texts. */
  readonly parameters: ReadonlyMap<string, string>;
  /** In order of their instant. */
  readonly changes?: readonly TagChange[];
  /** Change calendars that the hub has when the run begins, by name: iCalendar texts. */
  readonly calendars?: ReadonlyMap<string, string>;
  readonly unseenCells?: readonly UnseenCell[];
}

/**
 * A cell of which the aggregator hears nothing any more: it says so and keeps what it knew (stale), or loses it
 * (vanished), or the cell's own recorder is off, which the aggregator does not say (recorder-off).
 */
export interface UnseenCell extends Cell {
  readonly aggregator: 'stale' | 'vanished' | 'recorder-off';
  readonly from: Date;
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface NodeSpec extends Cell {
  /** `i-…` (17 hex digits) or `mi-…`. */
  readonly id: string;
  readonly name: string;
  readonly platform: Platform;
  readonly tags: Readonly<Record<string, string>>;
  readonly condition: Condition;
  readonly oddity?: Oddity | undefined;
  /** Patches that the node's baseline would install today. */
  readonly missingPatches: number;
  /** When the baseline approves them; before the run began unless told. A scan or an install finds them from then on. */
  readonly missingFrom?: Date | undefined;
  /** No reboot of a patch run clears what waits for one before this instant, at which somebody reboots and scans it. */
  readonly rebootPendingUntil?: Date | undefined;
  /** An exception that stands since before the run began. */
  readonly exception?: ExceptionSpec | undefined;
  /** When somebody else runs a scan of their own on the node. */
  readonly foreignPatchAt?: Date | undefined;
}

export interface ExceptionSpec {
  readonly owner: string;
  readonly reason: string;
  readonly until: Date;
  /** Who asked, and who approved: ARNs of two. */
  readonly requestedBy: string;
  readonly approvedBy: string;
  /** What the tag said before; nothing if it said nothing. */
  readonly schedule?: string | undefined;
}

export type Platform = 'Amazon Linux 2023' | 'Ubuntu 24.04' | 'Red Hat Enterprise Linux 9' | 'Windows Server 2022';

/** What is the matter with a node, if anything: what the embedded AWS plays when a patch command reaches it. */
export type Condition =
  | 'healthy'
  /** EC2: stopped. Not a managed node until it is started. */
  | 'stopped'
  /** Runs, but its agent has lost the connection: commands are not delivered. */
  | 'offline'
  /** Runs without an agent: Systems Manager does not know it. */
  | 'unmanaged'
  /** An install that fails on one package. */
  | 'install-fails'
  /** Takes most of an hour to come back after the reboot. */
  | 'reboots-slowly'
  /** Never comes back after the reboot. */
  | 'never-returns'
  /** An earlier patch waits for a reboot already. */
  | 'reboot-pending';

/** What makes the evidence of a patch run hard to judge, though the node itself may be well. */
export type Oddity =
  /** A package reboots it in the middle of the install: the command fails, though the patches are in place. */
  | 'reboots-unexpectedly'
  /** Patched by the baseline of another patch group than its tag names. */
  | 'wrong-patch-group'
  /** Its invocation ends with a status detail that no guide lists. */
  | 'unknown-status';

/** What somebody does to a node's tags during the run, by hand and as the administrator of its account. */
export interface TagChange {
  readonly at: Date;
  readonly nodeId: string;
  readonly tags: Readonly<Record<string, string>>;
}
