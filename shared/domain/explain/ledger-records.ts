/**
 * What the ledger remembers, as it is told to people: windows in any state, whatever version of Patchplane wrote them.
 * Words that may have come or gone since (reasons, verdicts) are text here.
 */
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Window } from '../schedule/window.ts';
import type { Emergency } from '../window/emergency.ts';
import type { HoldScope } from '../window/hold.ts';
import type { Cell, RosterNode } from '../window/node.ts';
import type { WindowState } from '../window/states.ts';

export interface WindowRecord {
  readonly window: Window;
  readonly entry: EntryRecord;
  readonly state: WindowState;
  readonly claimedAt: Date;
  readonly openedAt?: Date | undefined;
  /** Why it could not open at the last sweep. */
  readonly waitingFor?: string | undefined;
  readonly stopped?: StopRecord | undefined;
  readonly endedAt?: Date | undefined;
  /** Why it was missed or skipped. */
  readonly reason?: string | undefined;
  readonly roster?: number | undefined;
  readonly verdicts?: Readonly<Record<string, number>> | undefined;
  readonly emergency?: Emergency | undefined;
  /** When the window opens that makes up for a skipped one. */
  readonly makeUpOpensAt?: Date | undefined;
}

/** Of the entry by which a window lived, what its story needs. */
export type EntryRecord = Pick<
  CatalogueEntry,
  'version' | 'zone' | 'environment' | 'owner' | 'operation' | 'reboot' | 'waves' | 'calendars' | 'patchGroup' | 'after'
>;

export interface StopRecord {
  readonly at: Date;
  readonly reason: string;
}

export interface CellRecord extends Cell {
  readonly operation?: string | undefined;
  readonly reason?: string | undefined;
  readonly settled: boolean;
  readonly lookedAt: Date;
  readonly stopped?: StopRecord | undefined;
}

export interface RunRecord {
  readonly chunk: number;
  readonly executionId?: string | undefined;
  /** The request as it was sent, which names the accounts. */
  readonly requestJson: string;
}

export interface NodeRecord extends RosterNode {
  readonly windowId: string;
  readonly verdict?: string | undefined;
  readonly reason?: string | undefined;
  readonly commandId?: string | undefined;
  readonly evidence?: EvidenceRecord | undefined;
  /** The verdict that stood before later evidence came. */
  readonly amendedFrom?: { readonly verdict: string; readonly reason: string } | undefined;
  readonly amendedAt?: Date | undefined;
  /** When a failed node was asked for a scan, before anybody was woken. */
  readonly rescanAskedAt?: Date | undefined;
  /** Until when a node that was not rebooted must be. */
  readonly rebootDueAt?: Date | undefined;
}

/** What a verdict was given on. */
export interface EvidenceRecord {
  readonly commandId?: string | undefined;
  readonly status?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly snapshotId?: string | undefined;
  readonly operation?: string | undefined;
  readonly patchGroup?: string | undefined;
  readonly baselineId?: string | undefined;
  readonly missing?: number | undefined;
  readonly failed?: number | undefined;
  readonly pendingReboot?: number | undefined;
  readonly startedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly output?: string | undefined;
}

export interface NoticeRecord {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly happened: string;
  readonly details: readonly string[];
  readonly notedAt: Date;
  readonly toldAt?: Date | undefined;
  readonly incident: boolean;
  readonly acknowledged?: WordRecord | undefined;
  /** How often an incident has spoken again, and when it last did. */
  readonly repeats: number;
  readonly spokeAt?: Date | undefined;
}

export interface HoldRecord extends WordRecord {
  readonly scope: HoldScope;
  readonly cancelRunning: boolean;
  readonly releasedAt?: Date | undefined;
  readonly releasedBy?: string | undefined;
}

export interface ReleaseRecord extends WordRecord {
  readonly window: string;
}

/** Somebody's word: who, why, when. */
export interface WordRecord {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** What was last said of a node's schedule tag. */
export interface TagRecord {
  readonly value?: string | undefined;
  readonly verdict?: string | undefined;
  readonly change: number;
}
