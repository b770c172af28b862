import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import type { Stop } from '../../shared/domain/window/decide-stop.ts';
import type { Emergency } from '../../shared/domain/window/emergency.ts';
import { mayOpen, type Permission } from './may-open.ts';
import { missWindow } from './miss-window.ts';
import { type LeftOver, sendRuns, storeRequests } from './send-runs.ts';
import { skipWindow } from './skip-window.ts';
import { giveReason, stopRuns, stopWindow } from './stop-window.ts';
import type { Step, Sweep, World } from './sweep-windows.ts';
import { waitWindow } from './wait-window.ts';
import { aboutEvent } from './window-facts.ts';
import { rosterSize, writeRoster } from './write-roster.ts';

export interface Opening {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly emergency?: Emergency | undefined;
  /** Why an earlier sweep could not open it. */
  readonly waitingFor?: Reason | undefined;
  /** The last start has not passed: a new run may begin. */
  readonly mayStart: boolean;
  /** What has begun already must be stopped. */
  readonly stop?: Stop | undefined;
}

/**
 * Opens a claimed window, or goes on where an earlier sweep stopped.
 *
 *   O1. The requests are stored before the first is sent, and only what is stored is ever sent (P2).
 *   O2. A request that may have been sent before is looked for before it is sent again.
 *   O3. Past the last start, or while anything keeps the window shut, nothing is sent; a window of which no run ever
 *       began is missed for what it waited for.
 *   O4. What has begun is stopped when it must be, though other runs of the window have not begun (P1).
 */
export async function openWindow(opening: Opening, sweep: Sweep, world: World): Promise<Step> {
  const { window, mayStart } = opening;
  const sentBefore = (await world.windows.runs(window.id)).length > 0;
  const permission: Permission | 'too-late' = mayStart ? await mayOpen(opening, sweep, world) : 'too-late';
  const allowed = permission !== 'too-late' && permission.kind === 'go-on';

  if (allowed) {
    const waiting = sentBefore ? undefined : await writeRoster(opening, sweep, world);
    if (waiting !== undefined) return waitWindow(opening, waiting, sweep, world);
    await storeRequests(opening, world);
  }
  const { begun, leftOver, unclear } = await sendRuns(opening, { sentBefore, allowed, ...sweep.intents }, world);

  if (unclear !== undefined) return waitWindow(opening, unclear, sweep, world);
  if (allowed && leftOver.length === 0) return open(opening, world);
  if (begun > 0 && (opening.stop !== undefined || permission === 'too-late')) {
    return openInPart(opening, leftOver, sweep, world); // O4
  }
  if (permission === 'too-late') {
    return missWindow({ ...opening, reason: opening.waitingFor ?? 'hub-down' }, sweep, world); // O3
  }
  const [first] = leftOver;
  switch (permission.kind) {
    case 'go-on':
      return first === undefined ? open(opening, world) : waitWindow(opening, first, sweep, world);
    case 'wait':
      return waitWindow(opening, permission, sweep, world);
    case 'skip':
      return begun > 0 ? openInPart(opening, leftOver, sweep, world) : skipWindow(opening, permission, sweep, world);
  }
}

async function open({ window, entry, emergency }: Opening, world: World): Promise<Step> {
  const openedAt = world.now();
  const roster = await rosterSize(window.id, world);
  await world.announce({ kind: 'Window Opened', ...aboutEvent({ window, entry, emergency }), roster, openedAt });
  await world.windows.setOpen(window.id, openedAt);
  return { window: window.id, did: 'opened' };
}

/** Runs that never began leave their cells with the reason; the window lives on with those that did. */
async function openInPart(opening: Opening, leftOver: readonly LeftOver[], sweep: Sweep, world: World): Promise<Step> {
  const { window, waitingFor, stop } = opening;
  for (const { cells, reason } of leftOver) {
    await giveReason(window.id, { cells, reason: waitingFor ?? reason }, world);
  }
  if (stop !== undefined) {
    await stopWindow(opening, stop, sweep, world);
    await stopRuns(opening, stop, world);
  }
  const step = await open(opening, world);
  if (stop !== undefined) await world.nudgeCells(window.id, await world.windows.cells(window.id));
  return step;
}
