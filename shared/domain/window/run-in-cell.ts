import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import type { Stopped } from './decide-stop.ts';
import { graceEndsAt, type KnownCell, type KnownWindow, lastStartAt } from './decide-windows.ts';
import type { GroupBaselines, RunInCell } from './evidence.ts';
import { statusOf } from './invocation-status.ts';
import type { Cell } from './node.ts';

/** A command of the window in a cell: one a wave, unless something was sent twice, which makes no further wave. */
export interface CellCommand {
  readonly id: string;
  readonly ended: boolean;
  /** `StatusDetails` of the command as a whole. */
  readonly status?: string | undefined;
  /** The wave that it was sent to. */
  readonly wave?: string | undefined;
}

/** When a run is over in a cell, when the window waits no longer, and what else the judge has to know. */
export function runInCell(
  known: Pick<KnownWindow, 'window' | 'entry' | 'stopped'>,
  cell: Pick<KnownCell, 'operation' | 'reason' | 'stopped'>,
  commands: readonly CellCommand[],
  {
    now,
    graceMinutes,
    ...ids
  }: {
    readonly now: Date;
    readonly graceMinutes: number;
    readonly snapshotId: string;
    readonly rescanSnapshotId: string;
    readonly baselines?: GroupBaselines | undefined;
    readonly childOver?: boolean;
  },
): RunInCell {
  const { window, entry } = known;
  const stop = firstStop(known, cell);
  const wavesBegun = Math.min(new Set(commands.map(({ id, wave = id }) => wave)).size, entry.waves.length);
  const noMoreWaves = wavesBegun === entry.waves.length || ids.childOver === true;
  const wavesEnded = commands.length > 0 && noMoreWaves && commands.every(({ ended }) => ended);
  const scans = operationIn(cell, entry) === 'Scan';
  return {
    ...ids,
    opensAt: window.opensAt,
    operation: scans ? 'Scan' : 'Install',
    scannedBecause: scans ? (cell.reason ?? 'scanned') : 'scanned',
    reboot: entry.reboot,
    waves: entry.waves,
    wavesBegun,
    brokenWaves: brokenWaves(commands),
    stoppedBy: stop === undefined || stop.reason === 'cutoff' ? 'cut-off' : stop.reason,
    notStartedBecause: scans ? 'run-not-started' : (cell.reason ?? 'run-not-started'),
    ended: wavesEnded || now >= window.closesAt,
    overdue: now >= window.closesAt,
    lastCall: now >= graceEndsAt(window, graceMinutes),
  };
}

/** What was stopped once is stopped: a cutoff that comes after a hold is not what kept its nodes from beginning. */
function firstStop(
  { stopped: ofWindow }: Pick<KnownWindow, 'stopped'>,
  { stopped: ofCell }: Pick<KnownCell, 'stopped'>,
): Stopped | undefined {
  if (ofWindow === undefined || ofCell === undefined) return ofWindow ?? ofCell;
  return ofCell.at < ofWindow.at ? ofCell : ofWindow;
}

function operationIn({ operation }: Pick<KnownCell, 'operation'>, entry: CatalogueEntry): KnownCell['operation'] {
  return entry.operation === 'Scan' ? 'Scan' : operation;
}

/** Nothing may begin in the cell any more: it is past the last start, or an operator or a calendar has stopped it. */
export function mayNotBegin(
  { window, stopped }: Pick<KnownWindow, 'window' | 'stopped'>,
  cell: Pick<KnownCell, 'stopped'>,
  now: Date,
): boolean {
  return now >= lastStartAt(window) || stopped !== undefined || cell.stopped !== undefined;
}

/**
 * An install that begins from here on is late (P1): from the cutoff on, or from the moment on at which an operator or a
 * calendar has stopped the run. The stop by which we see to the cutoff comes a while before it.
 */
export function lateFrom(
  { window, stopped }: Pick<KnownWindow, 'window' | 'stopped'>,
  cell: Partial<Pick<KnownCell, 'stopped'>>,
): Date {
  const stops = [stopped, cell.stopped].flatMap((stop) =>
    stop === undefined || stop.reason === 'cutoff' ? [] : stop.at,
  );
  return new Date(Math.min(...[window.cutoffAt, ...stops].map((at) => at.getTime())));
}

/** An operator wants what runs there cancelled as well. */
export function isCancelled({ stopped }: Pick<KnownWindow, 'stopped'>, cell: Pick<KnownCell, 'stopped'>): boolean {
  return stopped?.cancelRunning === true || cell.stopped?.cancelRunning === true;
}

/** Whether the window has something to do in the cell that is not settled yet. */
export function unsettledCell({ cells }: Pick<KnownWindow, 'cells'>, { account, region }: Cell): KnownCell | undefined {
  return cells.find((cell) => cell.account === account && cell.region === region && !cell.settled);
}

function brokenWaves(commands: readonly CellCommand[]): Map<string, Reason> {
  return new Map(
    commands.flatMap(({ wave, status }): [string, Reason][] => {
      const reason = status === undefined ? undefined : brokenOffBecause(status);
      return wave === undefined || reason === undefined ? [] : [[wave, reason]];
    }),
  );
}

/** Why a command that has ended has left out nodes; nothing where it has not by itself. */
function brokenOffBecause(status: string): Reason | undefined {
  switch (statusOf(status)) {
    case 'Failed':
    case 'Terminated':
      return 'errors-exceeded';
    case 'RateExceeded':
    case 'Undeliverable':
      return 'undeliverable';
    case 'AccessDenied':
      return 'access-denied';
    case 'InvalidPlatform':
      return 'invalid-platform';
    case 'Success':
    case 'Incomplete':
    case 'NoInstancesInTag':
    case 'Cancelled':
    case 'DeliveryTimedOut':
    case 'ExecutionTimedOut':
    case 'TimedOut':
    case 'Pending':
    case 'Delayed':
    case 'InProgress':
    case 'Cancelling':
    case 'Unknown':
      return undefined;
  }
}
