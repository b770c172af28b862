import type { Reason } from '../reporting/reasons.ts';
import type { RosterNode } from './node.ts';
import type { Verdict } from './verdict.ts';

/** What a cell shows of one node after a run, or in the middle of it. */
export interface NodeEvidence {
  readonly node: RosterNode;
  /** The node's latest invocation of a command that carries the window's snapshot id. */
  readonly invocation?: Invocation | undefined;
  /** The node's patch state, whoever brought it about. */
  readonly patchState?: PatchState | undefined;
  /** Whether Systems Manager hears the node; absent where it does not know it. */
  readonly ping?: 'online' | 'lost' | undefined;
  /** It has become exempt since its roster was observed, while an install might still have begun. */
  readonly excepted?: boolean | undefined;
}

export interface Invocation {
  readonly nodeId: string;
  readonly commandId: string;
  readonly requestedAt: Date;
  /** Run Command's `StatusDetails`, as it is spelt there; `statusOf` reads it. */
  readonly status: string;
  /** The steps of the document as far as the node has told of them; those after one that failed read `Success`. */
  readonly steps?: readonly Step[] | undefined;
  /** Where the output of the node's steps is kept: an S3 prefix. */
  readonly output?: string | undefined;
}

/**
 * When an install can have begun at the earliest: with the first step that the node has told of, as far as its clock is
 * right, and never before its command was requested.
 */
export function beganAt({ requestedAt, steps = [] }: Pick<Invocation, 'requestedAt' | 'steps'>): Date {
  const starts = steps.flatMap(({ startedAt }) =>
    startedAt !== undefined && startedAt >= requestedAt ? startedAt : [],
  );
  return starts.sort((a, b) => a.getTime() - b.getTime())[0] ?? requestedAt;
}

/** One plugin of an invocation. */
export interface Step {
  readonly name: string;
  readonly status: string;
  /** Minus one while it has not ended. */
  readonly responseCode: number;
  readonly startedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
}

/** Patch Manager keeps a node's latest operation only. */
export interface PatchState {
  readonly nodeId: string;
  readonly snapshotId?: string | undefined;
  readonly operation: 'Scan' | 'Install';
  readonly startedAt: Date;
  readonly endedAt?: Date | undefined;
  /** The latest install before its reboot: it stays when a scan writes over the rest. */
  readonly lastNoRebootInstallAt?: Date | undefined;
  readonly patchGroup?: string | undefined;
  readonly baselineId?: string | undefined;
  readonly missingCount: number;
  readonly failedCount: number;
  readonly pendingRebootCount: number;
}

/** What the judge knows of the run that the evidence is about. */
export interface RunInCell {
  readonly snapshotId: string;
  /** Of the scan by which a failed command is checked. */
  readonly rescanSnapshotId: string;
  readonly opensAt: Date;
  readonly operation: 'Install' | 'Scan';
  /** Why it only scans, where it does: the reason of the verdicts. */
  readonly scannedBecause: Reason;
  readonly reboot: 'RebootIfNeeded' | 'NoReboot';
  readonly waves: readonly number[];
  /** How many waves' commands have been sent in this cell. */
  readonly wavesBegun: number;
  /** Its child automation was seen to be over before the commands were read: no wave comes that they do not show. */
  readonly childOver?: boolean | undefined;
  /** Waves whose command was broken off as a whole, and why. */
  readonly brokenWaves: ReadonlyMap<string, Reason>;
  /** Why what had not begun was stopped. */
  readonly stoppedBy: 'cut-off' | 'held' | 'frozen';
  /** What its nodes are missed for if no command was sent in this cell. */
  readonly notStartedBecause: Reason;
  /** Every wave's command has ended in this cell, or the window will wait no longer. */
  readonly ended: boolean;
  /** The window is over: a node that is still at work is late. */
  readonly overdue: boolean;
  /** The window will wait no longer: every node gets its verdict now (P3). */
  readonly lastCall: boolean;
  /** The patch group that the schedule is for, if it names one. */
  readonly baselines?: GroupBaselines | undefined;
}

/** The baselines that are registered for a patch group in a cell, each with the operating system that it is for. */
export interface GroupBaselines {
  readonly patchGroup: string;
  readonly operatingSystems: ReadonlyMap<string, string>;
}

export type Finding =
  | { readonly kind: 'settled'; readonly verdict: Verdict }
  | { readonly kind: 'waiting'; readonly why: Wait };

/** What a node is waited for. `rescan`: its command failed, but an install of ours shows, so a scan has to say. */
export type Wait = 'not-reached' | 'not-delivered' | 'running' | 'no-evidence' | 'rescan' | 'unknown';

/** What a verdict was given on, as the ledger keeps it. */
export interface VerdictEvidence {
  readonly commandId?: string | undefined;
  readonly status?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly snapshotId?: string | undefined;
  readonly operation?: 'Scan' | 'Install' | undefined;
  readonly patchGroup?: string | undefined;
  readonly baselineId?: string | undefined;
  /** What the baseline is for, such as `UBUNTU`; known only of those of the schedule's own patch group. */
  readonly operatingSystem?: string | undefined;
  readonly missing?: number | undefined;
  readonly failed?: number | undefined;
  readonly pendingReboot?: number | undefined;
  readonly startedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly output?: string | undefined;
}

/** What is kept of the evidence for a verdict; nothing where neither a command nor a patch state shows the node. */
export function keptOf(
  { invocation, patchState }: Pick<NodeEvidence, 'invocation' | 'patchState'>,
  baselines: GroupBaselines | undefined,
): VerdictEvidence | undefined {
  if (invocation === undefined && patchState === undefined) return undefined;
  return {
    commandId: invocation?.commandId,
    status: invocation?.status,
    responseCode: invocation && responseCodeOf(invocation),
    snapshotId: patchState?.snapshotId,
    operation: patchState?.operation,
    patchGroup: patchState?.patchGroup,
    baselineId: patchState?.baselineId,
    operatingSystem: baselines?.operatingSystems.get(patchState?.baselineId ?? ''),
    missing: patchState?.missingCount,
    failed: patchState?.failedCount,
    pendingReboot: patchState?.pendingRebootCount,
    startedAt: patchState?.startedAt,
    endedAt: patchState?.endedAt,
    output: invocation?.output,
  };
}

/** That of the step that failed, else that of the last one that has ended. */
export function responseCodeOf({ steps = [] }: Invocation): number | undefined {
  const ended = steps.filter(({ responseCode }) => responseCode >= 0);
  return (ended.find(({ responseCode }) => responseCode > 0) ?? ended.at(-1))?.responseCode;
}
