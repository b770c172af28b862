import type { Window } from '../schedule/window.ts';
import { type Invocation, judgeNode, type PatchState, type RunInCell } from './judge-node.ts';
import type { Cell, RosterNode } from './node.ts';
import type { Verdict } from './verdict.ts';

/** A node of the roster with its verdict, once it has one. */
export interface JudgedNode extends RosterNode {
  readonly verdict?: Verdict | undefined;
  readonly commandId?: string | undefined;
}

/** What a cell shows of a window's run. */
export interface CellEvidence {
  /** The commands that carry the window's snapshot id: one a wave, unless something was sent twice. */
  readonly commands: readonly { readonly id: string; readonly ended: boolean }[];
  readonly invocations: readonly Invocation[];
  readonly patchStates: readonly PatchState[];
  /** What Systems Manager says of the nodes that it was asked about and knows. */
  readonly pings: ReadonlyMap<string, 'online' | 'lost'>;
}

export interface CellJudgement {
  readonly nodes: readonly JudgedNode[];
  /** Every node has a verdict, and no wave is to come that might touch others. */
  readonly settled: boolean;
  /** Nodes, by command, on which nothing has begun although it is too late to begin. */
  readonly toCancel: ReadonlyMap<string, readonly string[]>;
  /** Waves are still to come although it is too late to begin: the runbook must stop in this cell. */
  readonly toStop: boolean;
}

/** When a run is over in a cell, and when the window waits no longer. */
export function runInCell(
  { window, snapshotId, reboot, waves }: { window: Window } & Pick<RunInCell, 'snapshotId' | 'reboot' | 'waves'>,
  commands: CellEvidence['commands'],
  { now, graceEndsAt }: { now: Date; graceEndsAt: Date },
): RunInCell {
  const lastWave = commands.length >= waves.length || now >= window.cutoffAt;
  const wavesEnded = commands.length > 0 && lastWave && commands.every(({ ended }) => ended);
  return {
    snapshotId,
    opensAt: window.opensAt,
    reboot,
    waves,
    wavesBegun: Math.min(commands.length, waves.length),
    ended: wavesEnded || now >= window.closesAt,
    lastCall: now >= graceEndsAt,
  };
}

/** The nodes whose connection is worth asking about: those that the run did not reach, or did not bring to success. */
export function nodesToAskAbout(
  roster: readonly JudgedNode[],
  invocations: readonly Invocation[],
  { ended }: RunInCell,
): string[] {
  const latest = latestByNode(invocations);
  const judged = new Set(roster.flatMap(({ id, verdict }) => (verdict === undefined ? [] : [id])));
  return [...new Set([...roster.map(({ id }) => id), ...latest.keys()])].filter((id) => {
    const status = latest.get(id)?.status;
    return !judged.has(id) && (status === undefined ? ended : !QUIET.has(status));
  });
}

/** The nodes whose patch state is worth reading: the run reached them, and they have no verdict yet. */
export function nodesToReadPatchStateOf(roster: readonly JudgedNode[], invocations: readonly Invocation[]): string[] {
  const settled = new Set(roster.filter(({ verdict }) => verdict !== undefined).map(({ id }) => id));
  return [...new Set(invocations.map(({ nodeId }) => nodeId))].filter((id) => !settled.has(id));
}

/** Statuses that need no second opinion about the node's connection. */
const QUIET: ReadonlySet<string> = new Set(['Success', 'Failed', 'InProgress']);

/** Statuses under which nothing has begun on the node. */
const NOT_BEGUN: ReadonlySet<string> = new Set(['Pending', 'Delayed']);

/**
 * Judges every node that the window owes in a cell, and every other one that its run touched: a node whose tag changed
 * after the roster was read was patched all the same, and must be accounted for (P3). A verdict stands once it is given:
 * a patch state keeps only the latest operation, so evidence that proved it may be gone at the next look.
 */
export function judgeCell(
  { cell, roster, tooLate }: { cell: Cell; roster: readonly JudgedNode[]; tooLate: boolean },
  evidence: CellEvidence,
  run: RunInCell,
): CellJudgement {
  const invocations = latestByNode(evidence.invocations);
  const patchStates = new Map(evidence.patchStates.map((state) => [state.nodeId, state]));
  const known = new Set(roster.map(({ id }) => id));
  const touched = [...invocations.keys()].filter((id) => !known.has(id)).map((id) => ({ id, ...cell }));

  const nodes = [...roster, ...touched].map((node: JudgedNode): JudgedNode => {
    if (node.verdict !== undefined) return node;
    const invocation = invocations.get(node.id);
    const finding = judgeNode(
      { node, invocation, patchState: patchStates.get(node.id), ping: evidence.pings.get(node.id) },
      run,
    );
    return {
      ...node,
      commandId: invocation?.commandId,
      verdict: finding.kind === 'settled' ? finding.verdict : undefined,
    };
  });
  return {
    nodes,
    settled: run.ended && nodes.every(({ verdict }) => verdict !== undefined),
    toCancel: tooLate ? notBegun(invocations.values()) : new Map(),
    toStop: tooLate && !run.ended && run.wavesBegun < run.waves.length,
  };
}

function notBegun(invocations: Iterable<Invocation>): Map<string, string[]> {
  const byCommand = new Map<string, string[]>();
  for (const { commandId, nodeId, status } of invocations) {
    if (NOT_BEGUN.has(status)) byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), nodeId]);
  }
  return byCommand;
}

function latestByNode(invocations: readonly Invocation[]): Map<string, Invocation> {
  const latest = new Map<string, Invocation>();
  for (const invocation of invocations) {
    const other = latest.get(invocation.nodeId);
    if (other === undefined || other.requestedAt <= invocation.requestedAt) latest.set(invocation.nodeId, invocation);
  }
  return latest;
}
