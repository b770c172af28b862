import type { Attempt } from '../../shared/aws/attempt.ts';
import type { NodeRows } from '../../shared/aws/ledger/node-rows.ts';
import type { StoredRequest, WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import type { RunPlan, RunStarter } from '../../shared/aws/start-run.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import {
  decideWindows,
  rememberSweep,
  type SweepInput,
  type SweepMemory,
  type WindowDecision,
} from '../../shared/domain/window/decide-windows.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import type { SweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import { catalogueProblemNotice, catalogueUnreadNotice } from '../../shared/notices/window-notices.ts';
import { closeWindow } from './close-window.ts';
import { missWindow } from './miss-window.ts';
import { openWindow } from './open-window.ts';

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
  for (const decision of decideWindows(input)) steps.push(await act(decision, settings, world));

  await world.memory.write(rememberSweep(input));
  await tellOfCatalogue(input, world);
  await world.tellPending();
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
  { known, dueCells, closing, lastCall }: Extract<WindowDecision, { kind: 'watch' }>,
  world: World,
): Promise<Step> {
  const { id } = known.window;
  if (closing && known.state === 'open') await world.windows.setClosing(id);
  if (dueCells.length > 0) await world.nudgeCells(id, dueCells);
  if (lastCall) await world.windows.setLastCall(id, world.now());
  return { window: id, did: 'watched' };
}

async function tellOfCatalogue({ catalogue, memory }: SweepInput, world: World): Promise<void> {
  switch (catalogue.kind) {
    case 'unread': {
      const lastReadAt = [...memory.readAt.values()].sort((a, b) => b.getTime() - a.getTime())[0];
      await world.tell(catalogueUnreadNotice(catalogue.reason, lastReadAt));
      return;
    }
    case 'read':
      for (const problem of catalogue.problems) await world.tell(catalogueProblemNotice(problem));
  }
}
