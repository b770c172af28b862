import {
  type Invocation,
  keptOf,
  type NodeEvidence,
  type PatchState,
  type RunInCell,
  type VerdictEvidence,
} from './evidence.ts';
import { statusOf } from './invocation-status.ts';
import { judgeNode } from './judge-node.ts';
import type { Cell, RosterNode } from './node.ts';
import { rebootDueAt } from './reboot-deadline.ts';
import type { CellCommand } from './run-in-cell.ts';
import type { Verdict } from './verdict.ts';

/** A node of the roster with its verdict, once it has one. */
export interface JudgedNode extends RosterNode {
  readonly verdict?: Verdict | undefined;
  readonly commandId?: string | undefined;
  /** What the verdict was given on. */
  readonly evidence?: VerdictEvidence | undefined;
  /** When a scan was asked for, because its command had failed after an install. */
  readonly rescanAskedAt?: Date | undefined;
  /** A node that waits for a reboot must have been rebooted and scanned by then. */
  readonly rebootDueAt?: Date | undefined;
  /** Its verdict when the window became final, if later evidence has changed it. */
  readonly amendedFrom?: Verdict | undefined;
  readonly amendedAt?: Date | undefined;
  /** Added by a look at the cell, and in no count: that is taken back when its window becomes final and counts it. */
  readonly uncounted?: boolean | undefined;
}

/** What a cell shows of a window's run. */
export interface CellEvidence {
  /** The commands that carry the window's snapshot id. */
  readonly commands: readonly CellCommand[];
  readonly invocations: readonly Invocation[];
  readonly patchStates: readonly PatchState[];
  /** What Systems Manager says of the nodes that it was asked about and knows. */
  readonly pings: ReadonlyMap<string, 'online' | 'lost'>;
  /** Nodes that have become exempt while an install might still have begun; read where some were not reached. */
  readonly excepted?: ReadonlySet<string> | undefined;
}

export interface CellJudgement {
  readonly nodes: readonly JudgedNode[];
  /** Every node has a verdict, and no wave is to come that might touch others, be it by a stop that has been kept. */
  readonly settled: boolean;
  /** Nodes, by command, on which nothing has begun although it is too late to begin. */
  readonly toCancel: ReadonlyMap<string, readonly string[]>;
  /** Waves may still come although it is too late to begin: the runbook must stop in this cell. */
  readonly toStop: boolean;
  /** Nodes that a scan has to say something about before they are judged. */
  readonly toRescan: readonly JudgedNode[];
  /** Nodes that went into a reboot, and have not been heard of at the end of the window. */
  readonly notBack: readonly JudgedNode[];
}

/** What a look at a cell may stop, and by when its nodes have to be rebooted. */
export interface Measures {
  /** Nothing may begin there any more. */
  readonly tooLate: boolean;
  /** What runs there is cancelled too. */
  readonly cancelRunning: boolean;
  readonly rebootBy: Date;
}

/** The nodes whose connection is worth asking about: those that the run did not reach, or did not bring to success. */
export function nodesToAskAbout(
  roster: readonly JudgedNode[],
  invocations: readonly Invocation[],
  { ended, overdue }: Pick<RunInCell, 'ended' | 'overdue'>,
): string[] {
  const latest = latestByNode(invocations);
  const judged = new Set(roster.flatMap(({ id, verdict }) => (verdict === undefined ? [] : [id])));
  return [...new Set([...roster.map(({ id }) => id), ...latest.keys()])].filter((id) => {
    const invocation = latest.get(id);
    if (judged.has(id)) return false;
    return invocation === undefined ? ended : isWorthAPing(invocation, overdue);
  });
}

function isWorthAPing({ status }: Invocation, overdue: boolean): boolean {
  switch (statusOf(status)) {
    case 'Success':
    case 'Failed':
      return false;
    case 'InProgress':
    case 'Cancelling':
      return overdue;
    case 'Pending':
    case 'Delayed':
    case 'DeliveryTimedOut':
    case 'ExecutionTimedOut':
    case 'TimedOut':
    case 'Undeliverable':
    case 'Cancelled':
    case 'Terminated':
    case 'Incomplete':
    case 'RateExceeded':
    case 'AccessDenied':
    case 'InvalidPlatform':
    case 'NoInstancesInTag':
    case 'Unknown':
      return true;
  }
}

/** The nodes whose patch state is worth reading: something may have run on them, and they have no verdict yet. */
export function nodesToReadPatchStateOf(roster: readonly JudgedNode[], invocations: readonly Invocation[]): string[] {
  const settled = new Set(roster.filter(({ verdict }) => verdict !== undefined).map(({ id }) => id));
  const latest = [...latestByNode(invocations).values()];
  return latest.filter(hasRun).flatMap(({ nodeId }) => (settled.has(nodeId) ? [] : [nodeId]));
}

function hasRun({ status }: Invocation): boolean {
  switch (statusOf(status)) {
    case 'Success':
    case 'Failed':
    case 'DeliveryTimedOut':
    case 'ExecutionTimedOut':
    case 'TimedOut':
    case 'Cancelled':
      return true;
    case 'Pending':
    case 'Delayed':
    case 'InProgress':
    case 'Cancelling':
    case 'Undeliverable':
    case 'Terminated':
    case 'Incomplete':
    case 'RateExceeded':
    case 'AccessDenied':
    case 'InvalidPlatform':
    case 'NoInstancesInTag':
    case 'Unknown':
      return false;
  }
}

/**
 * Judges every node that the window owes in a cell, and every other one that its run touched: a node whose tag changed
 * after the roster was read was patched all the same, and must be accounted for (P3). A verdict stands once it is given:
 * a patch state keeps only the latest operation, so evidence that proved it may be gone at the next look.
 */
export function judgeCell(
  { cell, roster }: { cell: Cell; roster: readonly JudgedNode[] },
  evidence: CellEvidence,
  run: RunInCell,
  measures: Measures,
): CellJudgement {
  const invocations = latestByNode(evidence.invocations);
  const known = new Set(roster.map(({ id }) => id));
  const touched = [...invocations.keys()].filter((id) => !known.has(id)).map((id) => ({ id, ...cell }));
  const show = shownBy(evidence);
  const looks = [...roster, ...touched].map((node) => judge(show(node), run, measures));

  const nodes = looks.map(({ node }) => node);
  const { tooLate, cancelRunning } = measures;
  const toStop = tooLate && mayGoOn(run, cancelRunning);
  return {
    nodes,
    settled: run.ended && !toStop && nodes.every(({ verdict }) => verdict !== undefined),
    toCancel: tooLate ? toCancel(evidence.invocations, cancelRunning) : new Map(),
    toStop,
    toRescan: looks.filter(({ waitsFor }) => waitsFor === 'rescan').map(({ node }) => node),
    notBack: looks.filter((look) => isNotBack(look, run)).map(({ node }) => node),
  };
}

/** What a cell shows of each of its nodes. */
export function shownBy({ invocations, patchStates, pings, excepted }: Omit<CellEvidence, 'commands'>) {
  const latest = latestByNode(invocations);
  const states = new Map(patchStates.map((state) => [state.nodeId, state]));
  return (node: JudgedNode): ShownNode => ({
    node,
    invocation: latest.get(node.id),
    patchState: states.get(node.id),
    ping: pings.get(node.id),
    excepted: excepted?.has(node.id),
  });
}

/** What a cell shows of a node, and what the ledger knows of it. */
export type ShownNode = NodeEvidence & { readonly node: JudgedNode };

interface Look {
  readonly node: JudgedNode;
  readonly evidence: NodeEvidence;
  readonly waitsFor?: string;
}

function judge(evidence: ShownNode, run: RunInCell, measures: Measures): Look {
  const { node, invocation } = evidence;
  if (node.verdict !== undefined) return { node, evidence };
  const commandId = invocation?.commandId;
  const finding = judgeNode(evidence, run);
  if (finding.kind === 'waiting') return { node: { ...node, commandId }, evidence, waitsFor: finding.why };
  const { verdict } = finding;
  return {
    node: {
      ...node,
      commandId,
      verdict,
      evidence: keptOf(evidence, run.baselines),
      rebootDueAt: rebootDueAt(verdict, measures.rebootBy),
    },
    evidence,
  };
}

/** Between two waves every command has ended, and the runbook takes the next one all the same. */
function mayGoOn({ childOver, ended, wavesBegun, waves }: RunInCell, cancelRunning: boolean): boolean {
  return childOver !== true && (wavesBegun < waves.length || (cancelRunning && !ended));
}

/** A node may have been sent a command twice, and what waits is to begin by neither. */
function toCancel(invocations: readonly Invocation[], cancelRunning: boolean): Map<string, string[]> {
  const byCommand = new Map<string, string[]>();
  for (const invocation of invocations) {
    const { commandId, nodeId } = invocation;
    const status = statusOf(invocation.status);
    const notBegun = status === 'Pending' || status === 'Delayed';
    if (notBegun || (cancelRunning && status === 'InProgress'))
      byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), nodeId]);
  }
  return byCommand;
}

/** At the end of the window, it is at work and cannot be heard; or its verdict has come to that. */
function isNotBack({ node, evidence, waitsFor }: Look, { overdue, reboot, operation }: RunInCell): boolean {
  if (!overdue || operation === 'Scan' || reboot === 'NoReboot') return false;
  return waitsFor === 'running' ? evidence.ping !== 'online' : node.verdict?.reason === 'did-not-return';
}

function latestByNode(invocations: readonly Invocation[]): Map<string, Invocation> {
  const latest = new Map<string, Invocation>();
  for (const invocation of invocations) {
    const other = latest.get(invocation.nodeId);
    if (other === undefined || other.requestedAt <= invocation.requestedAt) latest.set(invocation.nodeId, invocation);
  }
  return latest;
}
