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
  /** Patches that the node's baseline would install today. */
  readonly missingPatches: number;
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

/** What somebody does to a node's tags during the run, by hand and as the administrator of its account. */
export interface TagChange {
  readonly at: Date;
  readonly nodeId: string;
  readonly tags: Readonly<Record<string, string>>;
}
