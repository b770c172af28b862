import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { NodeRows } from '../../shared/aws/ledger/node-rows.ts';
import type { StoredRequest, WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import type { RunPlan, RunStarter } from '../../shared/aws/start-run.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import {
  decideWindows,
  type KnownWindow,
  rememberSweep,
  type SweepInput,
  type SweepMemory,
  type WindowDecision,
} from '../../shared/domain/window/decide-windows.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import type { SweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import {
  catalogueEmptyNotice,
  catalogueProblemNotice,
  catalogueUnreadNotice,
  scheduleLeftForceNotice,
} from '../../shared/notices/catalogue-notices.ts';
import { runStopRefusedNotice } from '../../shared/notices/cell-notices.ts';
import { closeWindow } from './close-window.ts';
import { missWindow } from './miss-window.ts';
import { openWindow } from './open-window.ts';
import { windowFacts } from './window-facts.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  /** What Cloud Operations has approved and set; both, or what could not be read. */
  readonly readPolicy: () => Promise<Policy>;
  readonly memory: {
    readonly read: () => Promise<SweepMemory>;
    readonly write: (memory: Required<SweepMemory>) => Promise<void>;
  };
  readonly windows: WindowRows;
  readonly nodes: NodeRows;
  readonly observeRoster: (schedule: string, settings: OperationsSettings) => Promise<Attempt<Roster>>;
  readonly runRequest: (plan: RunPlan) => StoredRequest;
  readonly runs: RunStarter;
  /** Wakes settle-cell for a cell whose events may be lost. */
  readonly nudgeCells: (windowId: string, cells: readonly Cell[]) => Promise<void>;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly tellPending: () => Promise<void>;
}

export interface Policy {
  readonly catalogue: Catalogue;
  /** The defaults where they could not be read; then the catalogue is unread as well, and nothing opens. */
  readonly settings: OperationsSettings;
}

/** What became of one window in one sweep. */
export interface Step {
  readonly window: string;
  readonly did: 'opened' | 'waits' | 'missed' | 'watched' | 'closed' | 'left';
  readonly why?: string | undefined;
}

export interface SweepReport {
  readonly cause: SweepNudge['cause'];
  readonly steps: readonly Step[];
}

/** Moves every window on by one step. Safe to repeat: the next sweep observes what this one did. */
export async function sweepWindows(nudge: SweepNudge, world: World): Promise<SweepReport> {
  const [{ catalogue, settings }, memory, known] = await Promise.all([
    world.readPolicy(),
    world.memory.read(),
    world.windows.known(),
  ]);
  const input: SweepInput = { now: world.now(), memory, catalogue, known, graceMinutes: settings.graceMinutes };

  const steps: Step[] = [];
  const broken: unknown[] = [];
  for (const decision of decideWindows(input)) {
    // A window that breaks stops nothing but itself (P6); the invocation fails all the same, once the others are served.
    await act(decision, settings, world).then(
      (step) => steps.push(step),
      (error: unknown) => broken.push(error),
    );
  }

  await tellOfCatalogue(input, world);
  if (broken.length === 0) await world.memory.write(rememberSweep(input));
  await world.tellPending();
  if (broken.length > 0)
    throw new AggregateError(broken, `Cannot sweep ${broken.length} windows: ${broken.join('; ')}`);
  return { cause: nudge.cause, steps };
}

async function act(decision: WindowDecision, settings: OperationsSettings, world: World): Promise<Step> {
  switch (decision.kind) {
    case 'open': {
      const { window, entry } = decision;
      if (!(await world.windows.claim(window, entry, world.now())))
        return { window: window.id, did: 'left', why: 'claimed' };
      return openWindow({ window, entry, waitingFor: undefined, mayStart: true }, settings, world);
    }
    case 'resume': {
      const { window, entry, waitingFor } = decision.known;
      return openWindow({ window, entry, waitingFor, mayStart: decision.mayStart }, settings, world);
    }
    case 'miss': {
      const { window, entry, reason } = decision;
      if (!(await world.windows.claim(window, entry, world.now(), reason)))
        return { window: window.id, did: 'left', why: 'claimed' };
      return missWindow({ window, entry, reason }, settings, world);
    }
    case 'watch':
      return watchWindow(decision, world);
    case 'close':
      return closeWindow(decision.known, world);
  }
}

async function watchWindow(
  { known, dueCells, stopRuns, closing, lastCall }: Extract<WindowDecision, { kind: 'watch' }>,
  world: World,
): Promise<Step> {
  const { id } = known.window;
  if (stopRuns) await stopRunsOf(known, world);
  if (closing && known.state === 'open') await world.windows.setClosing(id);
  if (dueCells.length > 0) await world.nudgeCells(id, dueCells);
  if (lastCall) await world.windows.setLastCall(id, world.now());
  return { window: id, did: 'watched' };
}

/** Cells that the run has not come to yet must not begin after the cutoff (P1); a refusal is told, and tried again. */
async function stopRunsOf({ window, entry }: KnownWindow, world: World): Promise<void> {
  let allStopped = true;
  for (const { executionId } of await world.windows.runs(window.id)) {
    if (executionId === undefined) continue;
    const stopped = await world.runs.stop(executionId);
    if (stopped.kind === 'done') continue;
    allStopped = false;
    const refusal = sayRefusal(stopped);
    await world.tell(runStopRefusedNotice(windowFacts(window, entry, world.now()), executionId, refusal));
  }
  if (allStopped) await world.windows.setRunsStopped(window.id, world.now());
}

async function tellOfCatalogue({ catalogue, memory, now }: SweepInput, world: World): Promise<void> {
  switch (catalogue.kind) {
    case 'unread': {
      const lastReadAt = [...memory.readAt.values()].sort((a, b) => b.getTime() - a.getTime())[0];
      await world.tell(catalogueUnreadNotice(catalogue.reason, { lastReadAt, now }));
      return;
    }
    case 'read': {
      for (const problem of catalogue.problems) await world.tell(catalogueProblemNotice(problem));
      const approved = [...catalogue.entries, ...catalogue.problems].map(({ value }) => value);
      for (const [value, readAt] of memory.readAt) {
        if (!approved.includes(value)) await world.tell(scheduleLeftForceNotice(value, readAt));
      }
      if (approved.length === 0) await world.tell(catalogueEmptyNotice(now));
    }
  }
}
