import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import { cellsOfRequest } from '../../shared/aws/start-run.ts';
import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Stop } from '../../shared/domain/window/decide-stop.ts';
import type { KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import { type Hold, holdsOn, sayScope } from '../../shared/domain/window/hold.ts';
import { type Cell, cellKey } from '../../shared/domain/window/node.ts';
import { runStopRefusedNotice } from '../../shared/notices/cell-notices.ts';
import { runCancelledNotice, windowStoppedNotice } from '../../shared/notices/opening-notices.ts';
import type { Sweep, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

type Stoppable = Pick<KnownWindow, 'window' | 'entry'>;

/** Writes down that nothing more is to begin, so that its cells find it, and tells whose wish that is. */
export async function stopWindow({ window, entry }: Stoppable, stop: Stop, sweep: Sweep, world: World): Promise<void> {
  const why = sayStop(stop, holdsOn(window, sweep.intents.holds));
  if (stop.reason !== 'cutoff') {
    const facts = windowFacts(window, entry, world.now());
    await world.tell(windowStoppedNotice(facts, { stop, why, account: undefined }));
  }
  await world.windows.setStopped(window.id, { ...stop, at: world.now() });
}

/** The same for some of its cells, whose account is under a hold. */
export async function stopCells(
  { window, entry }: Stoppable,
  stops: readonly (Cell & Stop)[],
  { intents }: Sweep,
  world: World,
): Promise<void> {
  const facts = windowFacts(window, entry, world.now());
  for (const { account, region, ...stop } of stops) {
    const holds = intents.holds.filter(({ scope }) => scope.kind === 'account' && scope.account === account);
    await world.tell(windowStoppedNotice(facts, { stop, why: sayStop(stop, holds), account }));
    await world.windows.setCellStopped(window.id, { account, region }, { ...stop, at: world.now() });
  }
}

/**
 * Keeps the executions in the hub from going on to further cells (P1). One that AWS refuses to stop is told, and tried
 * again at every sweep. One that has not even begun is cancelled, and its cells know for what their nodes are missed.
 */
export async function stopRuns(known: Stoppable, stop: Stop, world: World): Promise<void> {
  for (const run of await world.windows.runs(known.window.id)) {
    const { executionId, stopped } = run;
    if (executionId === undefined || stopped === 'Cancel') continue;
    if (stopped === 'Complete' && !stop.cancelRunning) continue;
    await stopRun(known, { ...run, executionId }, stop, world);
  }
}

async function stopRun(
  { window, entry }: Stoppable,
  run: Run & { readonly executionId: string },
  stop: Stop,
  world: World,
): Promise<void> {
  const { executionId, chunk } = run;
  const facts = windowFacts(window, entry, world.now());
  const found = await world.runs.find(run);
  const pending = found.kind === 'done' && found.value?.pending === true;
  const how = pending || stop.cancelRunning ? 'Cancel' : 'Complete';
  const done = await world.runs.stop(executionId, how);
  if (done.kind === 'refused') {
    await world.tell(runStopRefusedNotice(facts, executionId, sayRefusal(done)));
    return;
  }
  if (pending) {
    const reason = stop.reason === 'cutoff' ? 'queue-full' : stop.reason;
    const cells = cellsOfRequest(run);
    await giveReason(window.id, { cells, reason }, world);
    await world.tell(runCancelledNotice(facts, { executionId, cells, reason }));
  }
  await world.windows.setRunStopped(window.id, chunk, how);
}

/** Why nodes are missed to which no command was sent. Cells that only scan keep their own reason. */
export async function giveReason(
  windowId: string,
  { cells, reason }: { cells: readonly Cell[]; reason: Reason },
  world: World,
): Promise<void> {
  const concerned = new Set(cells.map(cellKey));
  for (const { account, region, ...cell } of await world.windows.cells(windowId)) {
    if (cell.operation !== 'Install' || !concerned.has(cellKey({ account, region }))) continue;
    await world.windows.setCellReason(windowId, { account, region }, reason);
  }
}

function sayStop({ reason }: Stop, holds: readonly Hold[]): string {
  if (reason === 'frozen') return 'A change calendar has closed over it.';
  return holds.map((hold) => `${hold.by} holds ${sayScope(hold.scope)}: ${hold.reason}`).join(' ');
}
