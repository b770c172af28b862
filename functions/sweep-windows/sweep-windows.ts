import type { StaleCell } from '../../shared/aws/aggregator-status.ts';
import type { Attempt } from '../../shared/aws/attempt.ts';
import type { CellsRow } from '../../shared/aws/ledger/cells-row.ts';
import type { FollowedRows } from '../../shared/aws/ledger/followed-rows.ts';
import type { NodeRows } from '../../shared/aws/ledger/node-rows.ts';
import type { ReadWindowEnd } from '../../shared/aws/ledger/window-end.ts';
import type { StoredRequest, WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { ObserveRoster } from '../../shared/aws/observe-roster.ts';
import type { ReadCalendars } from '../../shared/aws/read-calendars.ts';
import type { ReadScanAges } from '../../shared/aws/scan-ages.ts';
import type { RunPlan, RunStarter } from '../../shared/aws/start-run.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import { calendarsToWatch } from '../../shared/domain/window/calendars-to-watch.ts';
import {
  decideWindows,
  type KnownWindow,
  rememberSweep,
  type SweepInput,
  type SweepMemory,
  type WindowDecision,
} from '../../shared/domain/window/decide-windows.ts';
import type { Intents } from '../../shared/domain/window/hold.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import type { SweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import { windowUnreadableNotice } from '../../shared/notices/opening-notices.ts';
import { type AheadWorld, checkAhead } from './check-ahead.ts';
import { closeWindow } from './close-window.ts';
import { followUp } from './follow-up.ts';
import { missWindow } from './miss-window.ts';
import { mayBegin, mostUrgentFirst } from './most-urgent-first.ts';
import { openWindow } from './open-window.ts';
import { rememberWindow } from './remember-window.ts';
import { tellOfCatalogue } from './tell-of-catalogue.ts';
import { watchWindow } from './watch-window.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  /** What Cloud Operations has approved and set; both, or what could not be read. */
  readonly readPolicy: () => Promise<Policy>;
  /** What operators want held, and what they have released. */
  readonly readIntents: () => Promise<Intents>;
  readonly memory: {
    readonly read: () => Promise<SweepMemory>;
    readonly write: (memory: Required<SweepMemory>) => Promise<void>;
  };
  readonly windows: WindowRows;
  readonly windowEnd: ReadWindowEnd;
  readonly followed: FollowedRows;
  readonly nodes: Pick<NodeRows, 'put' | 'inCell' | 'judge' | 'count'>;
  readonly schedules: CellsRow;
  readonly observeRoster: ObserveRoster;
  readonly staleCells: () => Promise<Attempt<readonly StaleCell[]>>;
  readonly readScanAges: ReadScanAges;
  readonly readCalendars: ReadCalendars;
  /** Keys of the notices about a window that somebody must answer and nobody has. */
  readonly openIncidents: (windowId: string) => Promise<readonly string[]>;
  readonly runRequest: (plan: RunPlan) => StoredRequest;
  readonly runs: RunStarter;
  /** Wakes settle-cell for a cell whose events may be lost. */
  readonly nudgeCells: (windowId: string, cells: readonly Cell[]) => Promise<void>;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly tellPending: () => Promise<void>;
  /** Tells once more what has gone unanswered for a day. */
  readonly repeatIncidents: () => Promise<void>;
  readonly announce: Announce;
  readonly readiness: AheadWorld['readiness'];
  readonly nudgeReadiness: AheadWorld['nudgeReadiness'];
}

export interface Policy {
  readonly catalogue: Catalogue;
  /** The defaults where they could not be read; then the catalogue is unread as well, and nothing starts. */
  readonly settings: OperationsSettings;
}

/** What has been read, all of it: nothing starts by anything else (P5). */
export interface ReadPolicy {
  readonly catalogue: Extract<Catalogue, { kind: 'read' }>;
  readonly settings: OperationsSettings;
}

/** What one sweep has read for all of its windows. */
export interface Sweep {
  readonly policy: ({ readonly kind: 'read' } & ReadPolicy) | { readonly kind: 'unread'; readonly reason: string };
  /** What nodes are looked for by, which starts nothing: the defaults where the settings could not be read. */
  readonly looking: Pick<OperationsSettings, 'ownerTag' | 'hybridCells'>;
  readonly intents: Intents;
  /** The same, read anew if that was a minute ago. */
  readonly latestIntents: () => Promise<Intents>;
}

/** What became of one window in one sweep. */
export interface Step {
  readonly window: string;
  readonly did: 'opened' | 'waits' | 'skipped' | 'missed' | 'watched' | 'closed' | 'left';
  readonly why?: string | undefined;
}

export interface SweepReport {
  readonly cause: SweepNudge['cause'];
  readonly steps: readonly Step[];
}

/** With less time left than this, no further window is opened: the next sweep goes on. */
const TO_OPEN_MS = 60_000;

/** Intents that are older are read anew before a run is started. */
const INTENTS_HOLD_MS = 60_000;

/** Moves every window on by one step. Safe to repeat: the next sweep observes what this one did. */
export async function sweepWindows(
  nudge: SweepNudge,
  world: World,
  remainingMs: () => number = () => Number.POSITIVE_INFINITY,
): Promise<SweepReport> {
  const [{ catalogue, settings }, intents, memory, known] = await Promise.all([
    world.readPolicy(),
    world.readIntents(),
    world.memory.read(),
    world.windows.known(),
  ]);
  const now = world.now();
  const input: SweepInput = {
    now,
    memory,
    catalogue,
    known: known.windows,
    intents,
    closedCalendars: await closedCalendars(known.windows, now, world),
    graceMinutes: settings.graceMinutes,
  };
  const sweep: Sweep = {
    policy: catalogue.kind === 'read' ? { kind: 'read', catalogue, settings } : catalogue,
    looking: settings,
    intents,
    latestIntents: intentsSince(now, intents, world),
  };

  const steps: Step[] = [];
  const broken: unknown[] = [];
  const undone: Window[] = [];
  // What breaks stops nothing but itself (P6); the invocation fails all the same, once the others are served.
  const isolated = (act: () => Promise<void>) => act().catch((error: unknown) => broken.push(error));
  for (const decision of mostUrgentFirst(decideWindows(input))) {
    const window = 'window' in decision ? decision.window : decision.known.window;
    if (mayBegin(decision) && remainingMs() < TO_OPEN_MS) {
      undone.push(window);
      steps.push({ window: window.id, did: 'left', why: 'no time left in this sweep' });
      continue;
    }
    await isolated(async () => {
      undone.push(window);
      steps.push(await act(decision, sweep, world));
      undone.pop();
    });
  }

  await isolated(() => world.memory.write(rememberSweep(input, undone)));
  for (const row of known.unreadable) await isolated(() => world.tell(windowUnreadableNotice(row, now)));
  await isolated(() => tellOfCatalogue(input, world));
  await isolated(() => world.tellPending());
  await isolated(() => world.repeatIncidents());
  await isolated(() => followUp(world));
  await isolated(() => checkAhead(catalogue, world));
  if (broken.length > 0)
    throw new AggregateError(broken, `Cannot do ${broken.length} parts of a sweep: ${broken.join('; ')}`);
  return { cause: nudge.cause, steps };
}

function intentsSince(readAt: Date, read: Intents, world: World): () => Promise<Intents> {
  let latest = { read, readAt };
  return async () => {
    const now = world.now();
    if (now.getTime() - latest.readAt.getTime() >= INTENTS_HOLD_MS) {
      latest = { read: await world.readIntents(), readAt: now };
    }
    return latest.read;
  };
}

/** Of the windows under way, those over which a calendar has closed; one that cannot be read stops nothing that runs. */
async function closedCalendars(known: readonly KnownWindow[], now: Date, world: World): Promise<ReadonlySet<string>> {
  const closed = new Set<string>();
  for (const { window, entry } of calendarsToWatch(known, now)) {
    const reading = await world.readCalendars(entry.calendars, { now, end: window.closesAt });
    if (reading.kind === 'read' && reading.stateNow === 'CLOSED') closed.add(window.id);
  }
  return closed;
}

async function act(decision: WindowDecision, sweep: Sweep, world: World): Promise<Step> {
  switch (decision.kind) {
    case 'open': {
      const { window, entry } = decision;
      if (!(await world.windows.claim(window, entry, world.now())))
        return { window: window.id, did: 'left', why: 'claimed' };
      return openWindow({ window, entry, mayStart: true }, sweep, world);
    }
    case 'resume': {
      const { known, mayStart, stop } = decision;
      return openWindow({ ...known, mayStart, stop }, sweep, world);
    }
    case 'miss': {
      const { window, entry, reason } = decision;
      if (!(await world.windows.claim(window, entry, world.now(), { waitingFor: reason })))
        return { window: window.id, did: 'left', why: 'claimed' };
      return missWindow({ window, entry, reason }, sweep, world);
    }
    case 'watch':
      return watchWindow(decision, sweep, world);
    case 'close':
      await rememberWindow(decision.known, world);
      return closeWindow(decision.known, world);
  }
}
