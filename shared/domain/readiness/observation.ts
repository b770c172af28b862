/** What is read before a window, as far as it could be: the judges decide on nothing else. */
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Window } from '../schedule/window.ts';
import type { Cell } from '../window/node.ts';

/** What one reading came to. What AWS refuses is no answer, neither a good one nor a bad one. */
export type Reading<Value> = { readonly kind: 'read'; readonly value: Value } | Unread;

export interface Unread {
  readonly kind: 'unread';
  /** AWS's own name of the refusal, such as `AccessDeniedException`. */
  readonly error: string;
  /** The same with its message, for people. */
  readonly reason: string;
}

/** A window that is about to open, with the entry that it would open by. */
export interface ComingWindow {
  readonly window: Window;
  readonly entry: CatalogueEntry;
}

export interface HubObservation {
  readonly hub: Cell;
  /** Nothing where the account is in no organization. */
  readonly organization: Reading<OrganizationFacts | undefined>;
  /** How each Region stands in the hub's account, by its name. */
  readonly regions: Reading<ReadonlyMap<string, RegionStatus>>;
  /** The cells that the aggregator hears, by key, and why it is behind of one, if it is. */
  readonly sources: Reading<ReadonlyMap<string, string | undefined>>;
  /** The accounts that the runbook is shared with, or `all`. */
  readonly sharedWith: Reading<ReadonlySet<string>>;
}

export type RegionStatus = 'opt-in-not-required' | 'opted-in' | 'not-opted-in';

export interface OrganizationFacts {
  readonly managementAccount: string;
  /** The services that AWS Organizations trusts. */
  readonly trusted: Reading<ReadonlySet<string>>;
  /** The services that the hub's account administers. */
  readonly administers: Reading<ReadonlySet<string>>;
}

export interface CellObservation extends Cell {
  /** Whether the hub can become the account's read role. The rest is not asked where it cannot. */
  readonly role: Reading<true>;
  readonly recorder: Reading<RecorderFacts>;
  /** What the rules that are enabled there forward to the hub's bus: the detail types of their patterns. */
  readonly forwards: Reading<ReadonlySet<string>>;
  readonly instances: Reading<readonly SeenInstance[]>;
  readonly managed: Reading<readonly ManagedNode[]>;
  readonly baselines: Reading<readonly RegisteredBaseline[]>;
}

/** `none` is no recorder at all. */
export type RecorderFacts =
  | { readonly kind: 'none' | 'off' | 'succeeding' }
  | { readonly kind: 'failing'; readonly message: string };

/** An EC2 instance that carries a schedule, as EC2 shows it now. */
export interface SeenInstance {
  readonly id: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly power: 'running' | 'stopped';
  readonly hasProfile: boolean;
}

/** A node that carries a schedule, as Systems Manager shows it now. */
export interface ManagedNode {
  readonly id: string;
  readonly online: boolean;
  /** Absent where Systems Manager does not say. */
  readonly agentCurrent: boolean | undefined;
  /** As patch baselines name it, such as `UBUNTU`; absent of one that Patchplane does not know. */
  readonly operatingSystem: string | undefined;
  /** Of hybrid nodes; an EC2 instance has those of EC2. */
  readonly tags: ReadonlyMap<string, string> | undefined;
  readonly name: string | undefined;
}

export interface RegisteredBaseline {
  readonly patchGroup: string;
  readonly operatingSystem: string;
}
