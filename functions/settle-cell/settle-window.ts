import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import { cellsOfRequest } from '../../shared/aws/start-run.ts';
import type { KnownCell, KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import { foreignRuns, type PatchCommand } from '../../shared/domain/window/foreign-run.ts';
import { type CellJudgement, type JudgedNode, judgeCell } from '../../shared/domain/window/judge-cell.ts';
import { type Cell, cellKey } from '../../shared/domain/window/node.ts';
import { breakRebootLoop, isRebootedInVain, rebootDeadline } from '../../shared/domain/window/reboot-deadline.ts';
import { nodesToRescan } from '../../shared/domain/window/rescan.ts';
import { isCancelled, mayNotBegin } from '../../shared/domain/window/run-in-cell.ts';
import { cellUnreadNotice, cutoffRefusedNotice, foreignRunNotice } from '../../shared/notices/cell-notices.ts';
import { nodeNotBackNotice, rebootLoopNotice } from '../../shared/notices/node-notices.ts';
import type { WindowFacts } from '../../shared/notices/window-notices.ts';
import { lookAtCell } from './look-at-cell.ts';
import type { Settlement, World } from './settle-cell.ts';
import { tellOfCommands } from './tell-of-commands.ts';

/** A window that is under way, in one of its cells. */
interface Place {
  readonly known: KnownWindow;
  readonly cell: KnownCell;
  readonly facts: WindowFacts;
}

/**
 * Looks at one cell of a window that is under way, gives its nodes their verdicts, and stops what must not begin. Safe to
 * repeat after a crash at any point: a verdict is written once, and the cell counts as looked at last of all.
 */
export async function settleWindow(
  known: KnownWindow,
  cell: KnownCell,
  world: World,
  { childOver = false }: { readonly childOver?: boolean } = {},
): Promise<Settlement> {
  const { account, region } = cell;
  const here = { window: known.window.id, account, region };
  const place = { known, cell, facts: { ...known, nextOpensAt: undefined } };
  const roster = await world.nodes.inCell(known.window.id, cell);
  const view = await lookAtCell(known, { cell, roster, asks: true, childOver }, world);
  if (view.kind === 'refused') return unread(place, sayRefusal(view), world);

  await tellOfCommands(place, view.value, world.tell);
  const now = world.now();
  const judgement = judgeCell({ cell: { account, region }, roster }, view.value.evidence, view.value.run, {
    tooLate: mayNotBegin(known, cell, now),
    cancelRunning: isCancelled(known, cell),
    rebootBy: rebootDeadline(known.window, await world.rebootDeadlineHours()),
  });
  const nodes = await withoutRebootLoops(place, changed(judgement.nodes, roster), world);
  // The window may become final meanwhile, without what is added now: whatever becomes of this look, another is owed.
  if (nodes.some(({ uncounted }) => uncounted)) await world.followed.setLookAgain(known.window.id, cell, now);
  await world.nodes.judge(known.window.id, nodes);
  if (judgement.notBack.length > 0) await world.tell(nodeNotBackNotice(place.facts, cell, judgement.notBack));

  const cut = await cutOff(place, judgement, world);
  if (cut.kind === 'refused') {
    // The cell counts as not looked at, so that the next sweep has it tried again.
    await world.tell(cutoffRefusedNotice(place.facts, cell, sayRefusal(cut)));
    return { ...here, did: 'not-cut-off', why: sayRefusal(cut) };
  }
  // What its child sent before it was over is seen only by looking once more.
  if (cut.value === 'over') return settleWindow(known, cell, world, { childOver: true });
  const scans = await readScans(place, judgement, world);
  if (scans.kind === 'refused') return unread(place, sayRefusal(scans), world);
  if (judgement.settled) await tellOfForeignRuns(place, [...view.value.evidence.sent, ...scans.value], world);
  const why = await rescan(place, { judgement, sent: scans.value }, world);
  await world.windows.setCell(known.window.id, cell, { settled: judgement.settled, lookedAt: now });
  return { ...here, did: judgement.settled ? 'settled' : 'waits', ...(why !== undefined && { why }) };
}

async function unread({ known, cell, facts }: Place, why: string, world: World): Promise<Settlement> {
  const { account, region } = cell;
  await world.tell(cellUnreadNotice(facts, cell, why));
  return { window: known.window.id, account, region, did: 'unread', why };
}

/** Breaks the loops of nodes that need yet another reboot, and says so. */
async function withoutRebootLoops({ known, facts }: Place, nodes: readonly JudgedNode[], world: World) {
  const kept: JudgedNode[] = [];
  for (const node of nodes) {
    if (node.verdict === undefined || !isRebootedInVain(node.verdict)) kept.push(node);
    else kept.push(unlooped(node, breakRebootLoop(node.verdict, await world.nodes.earlier(node.id, known.window.id))));
  }
  const inLoop = kept.filter(({ verdict }) => verdict?.reason === 'reboot-loop');
  for (const node of inLoop) await world.tell(rebootLoopNotice(facts, node));
  return kept;
}

function unlooped(node: JudgedNode, verdict: NonNullable<JudgedNode['verdict']>): JudgedNode {
  return verdict.kind === 'pending-reboot' ? node : { ...node, verdict, rebootDueAt: undefined };
}

/** Stops what has not begun (P1). Answers AWS's first refusal, after everything was tried, or what the runbook came to. */
async function cutOff(
  { known, cell }: Place,
  { toCancel, toStop }: Pick<CellJudgement, 'toCancel' | 'toStop'>,
  { windows, cutoff }: World,
): Promise<Attempt<'none' | 'stopped' | 'over'>> {
  const stopped = toStop
    ? await stopRun({ known, cell }, { windows, cutoff })
    : ({ kind: 'done', value: 'none' } as const);
  const cancelled: Attempt<void>[] = [];
  for (const [commandId, nodeIds] of toCancel) cancelled.push(await cutoff.cancel(cell, commandId, nodeIds));
  return [stopped, ...cancelled].find((each) => each.kind === 'refused') ?? stopped;
}

/** A run whose start is not known to have come to anything may yet come to the cell. */
async function stopRun(
  { known, cell }: Pick<Place, 'known' | 'cell'>,
  { windows, cutoff }: Pick<World, 'windows' | 'cutoff'>,
): Promise<Attempt<'stopped' | 'over'>> {
  const runs = (await windows.runs(known.window.id)).filter(
    (run) => (run.asked !== false || run.executionId !== undefined) && isFor(run, cell),
  );
  const executionIds = runs.flatMap(({ executionId }) => executionId ?? []);
  const stopped = await cutoff.stopRun(cell, executionIds, isCancelled(known, cell) ? 'Cancel' : 'Complete');
  return stopped.kind === 'done' && executionIds.length < runs.length ? { kind: 'done', value: 'stopped' } : stopped;
}

function isFor(run: Run, cell: Cell): boolean {
  return cellsOfRequest(run).some((each) => cellKey(each) === cellKey(cell));
}

/** Read where they matter: once, when the cell is settled, and while nodes wait for a rescan. */
async function readScans(
  { known, cell }: Place,
  { settled, toRescan }: CellJudgement,
  { observe }: World,
): Promise<Attempt<PatchCommand[]>> {
  if (!settled && toRescan.length === 0) return { kind: 'done', value: [] };
  return observe.scans(cell, { since: known.window.opensAt });
}

async function tellOfForeignRuns({ known, cell, facts }: Place, sent: readonly PatchCommand[], world: World) {
  const snapshotIdsOf = (windowId: string) => [world.snapshotIdOf(windowId), world.rescanSnapshotIdOf(windowId)];
  const foreign = foreignRuns(sent, known.window, snapshotIdsOf);
  if (foreign.length > 0) await world.tell(foreignRunNotice(facts, cell, foreign));
}

/** Has the nodes scanned whose command failed after an install. Answers AWS's refusal: it is tried again in a while. */
async function rescan(
  { known, cell }: Place,
  { judgement, sent }: { judgement: CellJudgement; sent: readonly PatchCommand[] },
  world: World,
): Promise<string | undefined> {
  const windowId = known.window.id;
  const now = world.now();
  const wanted = nodesToRescan(judgement.toRescan, { sent, rescanSnapshotId: world.rescanSnapshotIdOf(windowId), now });
  const nodeIds: string[] = [];
  for (const node of wanted) if (await world.nodes.askRescan(windowId, node, now)) nodeIds.push(node.id);
  if (nodeIds.length === 0) return undefined;
  const scanned = await world.rescan.scan(cell, { windowId, nodeIds });
  return scanned.kind === 'refused' ? sayRefusal(scanned) : undefined;
}

/**
 * Only what this look has found out is written: new verdicts and new nodes. A node that still waits is left alone,
 * because another look at the same moment may have judged it.
 */
function changed(nodes: readonly JudgedNode[], roster: readonly JudgedNode[]): JudgedNode[] {
  const before = new Map(roster.map((node) => [node.id, node]));
  return nodes.flatMap((node) => {
    const old = before.get(node.id);
    if (old === undefined) return [{ ...node, uncounted: true }];
    return old.verdict === undefined && node.verdict !== undefined ? [node] : [];
  });
}
