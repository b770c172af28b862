import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import type { Wait } from '../../shared/domain/window/before-roster.ts';
import type { Stop } from '../../shared/domain/window/decide-stop.ts';
import type { Emergency } from '../../shared/domain/window/emergency.ts';
import { mayOpen, type Permission } from './may-open.ts';
import { missWindow } from './miss-window.ts';
import { sendRuns, storeRequests } from './send-runs.ts';
import { skipWindow } from './skip-window.ts';
import { stopRuns, stopWindow } from './stop-window.ts';
import type { ReadPolicy, Step, Sweep, World } from './sweep-windows.ts';
import { waitInPart, waitWindow } from './wait-window.ts';
import { aboutEvent } from './window-facts.ts';
import { rosterSize } from './write-cells.ts';
import { writeRoster } from './write-roster.ts';

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
 *   O4. It is open as soon as one of its runs has begun, so that this one is watched and stopped when it must be, though
 *       others have not begun (P1). A run of which nobody can say it is taken as begun when the window has to stop.
 *   O5. While the catalogue or the settings cannot be read, nothing is sent (P5).
 */
export async function openWindow(opening: Opening, sweep: Sweep, world: World): Promise<Step> {
  const { window, stop } = opening;
  const sentBefore = (await world.windows.runs(window.id)).length > 0;
  const permission = await askPermission(opening, sweep, world);
  const allowed = permission.kind === 'go-on' && stop === undefined;

  if (permission.kind === 'go-on' && allowed) {
    const { policy } = permission;
    const waiting = sentBefore ? undefined : await writeRoster(opening, { policy, intents: sweep.intents }, world);
    if (waiting !== undefined) return waitWindow(opening, waiting, sweep, world);
    await storeRequests(opening, world);
  }
  const { begun, leftOver, unclear } = await sendRuns(opening, { sentBefore, allowed }, sweep, world);

  const [first] = leftOver;
  const wait = unclear ?? (first !== undefined && permission.kind === 'wait' ? permission : first);
  if (begun > 0 || (allowed && wait === undefined)) return open(opening, wait, sweep, world); // O4
  if (unclear !== undefined) {
    return stop === undefined ? waitWindow(opening, unclear, sweep, world) : open(opening, unclear, sweep, world);
  }
  switch (permission.kind) {
    case 'too-late':
      return missWindow({ ...opening, reason: opening.waitingFor ?? 'hub-down' }, sweep, world); // O3
    case 'go-on':
      return first === undefined ? open(opening, first, sweep, world) : waitWindow(opening, first, sweep, world);
    case 'wait':
      return waitWindow(opening, permission, sweep, world);
    case 'skip':
      return skipWindow(opening, permission, sweep, world);
  }
}

type OpeningPermission =
  | { readonly kind: 'too-late' }
  | { readonly kind: 'go-on'; readonly policy: ReadPolicy }
  | Exclude<Permission, { readonly kind: 'go-on' }>;

async function askPermission(opening: Opening, { policy, intents }: Sweep, world: World): Promise<OpeningPermission> {
  if (!opening.mayStart) return { kind: 'too-late' };
  if (policy.kind === 'unread') {
    const waitsFor = `The catalogue and the settings cannot be read: ${policy.reason}`;
    return { kind: 'wait', reason: 'entry-unreadable', waitsFor }; // O5
  }
  const permission = await mayOpen(opening, { policy, intents }, world);
  return permission.kind === 'go-on' ? { kind: 'go-on', policy } : permission;
}

/** From here on the window is watched, by the next sweep if this one dies: what has to stop is stopped at once. */
async function open(opening: Opening, wait: Wait | undefined, sweep: Sweep, world: World): Promise<Step> {
  const { window, entry, emergency, waitingFor, stop } = opening;
  const openedAt = world.now();
  const cells = await world.windows.cells(window.id);
  const roster = rosterSize(cells);
  await world.announce({ kind: 'Window Opened', ...aboutEvent({ window, entry, emergency }), roster, openedAt });
  await world.windows.setOpen(window.id, openedAt, stop === undefined ? undefined : waitingFor);
  if (stop !== undefined) {
    await stopWindow(opening, stop, sweep, world);
    await stopRuns(opening, stop, world);
    await world.nudgeCells(window.id, cells);
  } else if (wait !== undefined) {
    await waitInPart({ window, entry }, wait, sweep, world);
  }
  return { window: window.id, did: 'opened' };
}
