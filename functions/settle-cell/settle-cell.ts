import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { CellCutoff } from '../../shared/aws/cut-off-cell.ts';
import type { NodeRows } from '../../shared/aws/ledger/node-rows.ts';
import type { Run, WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { CellObserver } from '../../shared/aws/observe-cell.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { graceEndsAt, type KnownWindow, lastStartAt } from '../../shared/domain/window/decide-windows.ts';
import {
  type CellJudgement,
  type JudgedNode,
  judgeCell,
  nodesToAskAbout,
  nodesToReadPatchStateOf,
  runInCell,
} from '../../shared/domain/window/judge-cell.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import type { CellNudge } from '../../shared/inbound/cell-nudge.ts';
import { cellUnreadNotice, cutoffRefusedNotice, lateInstallNotice } from '../../shared/notices/cell-notices.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly graceMinutes: () => Promise<number>;
  readonly windows: Pick<WindowRows, 'known' | 'setCell' | 'runs'>;
  readonly nodes: NodeRows;
  readonly snapshotIdOf: (windowId: string) => string;
  readonly observe: CellObserver;
  readonly cutoff: CellCutoff;
  readonly tell: (notice: Notice) => Promise<void>;
}

export interface Settlement extends Cell {
  readonly window: string;
  readonly did: 'settled' | 'waits' | 'unread' | 'not-cut-off';
  readonly why?: string;
}

export interface SettleReport {
  readonly cause: CellNudge['cause'];
  readonly settlements: readonly Settlement[];
}

/**
 * Looks at every open window that has run in the cell, whatever the event said of it: events are nudges, and one that
 * was lost or came late must not change what is found. Safe to repeat.
 */
export async function settleCell(nudge: CellNudge, world: World): Promise<SettleReport> {
  const { account, region } = nudge;
  const cell = { account, region };
  const settlements: Settlement[] = [];
  for (const known of await world.windows.known()) {
    if (known.state === 'opening' || !known.cells.some((other) => isUnsettled(other, cell))) continue;
    settlements.push(await settleWindow(known, cell, world));
  }
  return { cause: nudge.cause, settlements };
}

function isUnsettled(other: KnownWindow['cells'][number], { account, region }: Cell): boolean {
  return other.account === account && other.region === region && !other.settled;
}

async function settleWindow(known: KnownWindow, cell: Cell, world: World): Promise<Settlement> {
  const { window } = known;
  const now = world.now();
  const roster = await world.nodes.inCell(window.id, cell);
  const observed = await observe(known, { cell, roster, now }, world);
  if (observed.kind === 'refused') {
    const why = sayRefusal(observed);
    await world.tell(cellUnreadNotice({ ...known, nextOpensAt: undefined }, cell, why));
    return { window: window.id, ...cell, did: 'unread', why };
  }

  const { evidence, run } = observed.value;
  const late = evidence.invocations.filter(({ requestedAt }) => requestedAt >= window.cutoffAt);
  if (late.length > 0) await world.tell(lateInstallNotice({ ...known, nextOpensAt: undefined }, cell, late));
  const tooLate = now >= lastStartAt(window);
  const { nodes, settled, toCancel, toStop } = judgeCell({ cell, roster, tooLate }, evidence, run);
  await world.nodes.put(window.id, changed(nodes, roster));
  const refusal = await cutOff({ window: window.id, cell, toCancel, toStop }, world);
  if (refusal !== undefined) {
    // The cell counts as not looked at, so that the next sweep has it tried again.
    await world.tell(cutoffRefusedNotice({ ...known, nextOpensAt: undefined }, cell, refusal));
    return { window: window.id, ...cell, did: 'not-cut-off', why: refusal };
  }
  await world.windows.setCell(window.id, cell, { settled, lookedAt: now });
  return { window: window.id, ...cell, did: settled ? 'settled' : 'waits' };
}

/** Stops what has not begun (P1). Answers AWS's first refusal, after everything was tried. */
async function cutOff(
  { window, cell, toCancel, toStop }: Pick<CellJudgement, 'toCancel' | 'toStop'> & { window: string; cell: Cell },
  { windows, cutoff }: World,
): Promise<string | undefined> {
  const attempts: Attempt<void>[] = [];
  if (toStop) attempts.push(await cutoff.stopRun(cell, executionIds(await windows.runs(window))));
  for (const [commandId, nodeIds] of toCancel) attempts.push(await cutoff.cancel(cell, commandId, nodeIds));
  const refused = attempts.find((attempt) => attempt.kind === 'refused');
  return refused && sayRefusal(refused);
}

function executionIds(runs: readonly Run[]): string[] {
  return runs.flatMap(({ executionId }) => executionId ?? []);
}

async function observe(
  { window, entry }: KnownWindow,
  { cell, roster, now }: { cell: Cell; roster: readonly JudgedNode[]; now: Date },
  world: World,
) {
  const snapshotId = world.snapshotIdOf(window.id);
  const commands = await world.observe.commands(cell, { snapshotId, since: window.opensAt });
  if (commands.kind === 'refused') return commands;

  const graceEnd = graceEndsAt(window, await world.graceMinutes());
  const run = runInCell({ window, snapshotId, ...entry }, commands.value.commands, { now, graceEndsAt: graceEnd });
  const reached = nodesToReadPatchStateOf(roster, commands.value.invocations);
  const patchStates = await world.observe.patchStates(cell, reached);
  if (patchStates.kind === 'refused') return patchStates;
  const pings = await world.observe.pings(cell, nodesToAskAbout(roster, commands.value.invocations, run));
  if (pings.kind === 'refused') return pings;

  const evidence = { ...commands.value, patchStates: patchStates.value, pings: pings.value };
  return { kind: 'done', value: { evidence, run } } satisfies Attempt<unknown>;
}

/**
 * Only what this look has found out is written: new verdicts and new nodes. A node that still waits is left alone,
 * because another look at the same moment may have judged it.
 */
function changed(nodes: readonly JudgedNode[], roster: readonly JudgedNode[]): JudgedNode[] {
  const before = new Map(roster.map((node) => [node.id, node]));
  return nodes.filter(({ id, verdict }) => {
    const old = before.get(id);
    return old === undefined || (old.verdict === undefined && verdict !== undefined);
  });
}
