import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import { cellsOfRequest } from '../../shared/aws/start-run.ts';
import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Stop } from '../../shared/domain/window/decide-stop.ts';
import type { KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import { type Hold, holdsOn, sayScope } from '../../shared/domain/window/hold.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { runStopRefusedNotice } from '../../shared/notices/cell-notices.ts';
import { runCancelledNotice, runUnclearNotice, windowStoppedNotice } from '../../shared/notices/opening-notices.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import { findRun } from './find-run.ts';
import { giveReason } from './give-reason.ts';
import type { Sweep, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

type Stoppable = Pick<KnownWindow, 'window' | 'entry' | 'waitingFor'>;

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
  await inGroups(stops, async ({ account, region, ...stop }) => {
    const holds = intents.holds.filter(({ scope }) => scope.kind === 'account' && scope.account === account);
    await world.tell(windowStoppedNotice(facts, { stop, why: sayStop(stop, holds), account }));
    await world.windows.setCellStopped(window.id, { account, region }, { ...stop, at: world.now() });
  });
}

/**
 * Keeps the executions in the hub from going on to further cells (P1). One that AWS refuses to stop is told, and tried
 * again at every sweep. One that has not even begun is cancelled, and its cells know for what their nodes are missed.
 * What may have begun unseen is looked for at every sweep, and is an incident for as long as nobody can say.
 */
export async function stopRuns(known: Stoppable, stop: Stop, world: World): Promise<void> {
  const runs = await world.windows.runs(known.window.id);
  for (const run of runs) {
    const { executionId, stopped } = run;
    if (executionId === undefined || stopped === 'Cancel') continue;
    if (stopped === 'Complete' && !stop.cancelRunning) continue;
    await stopRun(known, { ...run, executionId }, stop, world);
  }
  for (const run of runs) {
    if (run.executionId === undefined) await stopUnseenRun(known, run, stop, world);
  }
}

async function stopUnseenRun(known: Stoppable, run: Run, stop: Stop, world: World): Promise<void> {
  const { window, entry, waitingFor } = known;
  const sending = await findRun(run, world);
  switch (sending?.kind) {
    case undefined:
      await giveReason(window.id, { cells: cellsOfRequest(run), reason: waitingFor ?? neverBegun(stop) }, world);
      return;
    case 'begun':
      await world.windows.setExecution(window.id, run.chunk, sending.executionId);
      await stopRun(known, { ...run, executionId: sending.executionId }, stop, world);
      return;
    case 'unclear': {
      const facts = windowFacts(window, entry, world.now());
      await world.tell(runUnclearNotice(facts, { cells: cellsOfRequest(run), waitsFor: sending.wait.waitsFor }));
    }
  }
}

function neverBegun({ reason }: Stop): Reason {
  return reason === 'cutoff' ? 'run-not-started' : reason;
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

function sayStop({ reason }: Stop, holds: readonly Hold[]): string {
  if (reason === 'frozen') return 'A change calendar has closed over it.';
  return holds.map((hold) => `${hold.by} holds ${sayScope(hold.scope)}: ${hold.reason}`).join(' ');
}
