import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import { cellsOf } from '../../shared/domain/window/node.ts';
import { planChunks } from '../../shared/domain/window/plan-run.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import { hybridNodesUnreadNotice } from '../../shared/notices/cell-notices.ts';
import { windowWaitingNotice } from '../../shared/notices/window-notices.ts';
import { missWindow } from './miss-window.ts';
import type { Step, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

export interface Opening {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  /** Why an earlier sweep could not open it. */
  readonly waitingFor: Reason | undefined;
  /** The cutoff has not passed: a new run may start. */
  readonly mayStart: boolean;
}

/**
 * Opens a claimed window, or goes on where an earlier sweep stopped.
 *
 *   O1. The requests are stored before the first is sent, and only what is stored is ever sent (P2).
 *   O2. A request that may have been sent before is looked for before it is sent again.
 *   O3. Past the cutoff nothing is sent; a window of which no run ever began is missed.
 */
export async function openWindow(opening: Opening, settings: OperationsSettings, world: World): Promise<Step> {
  const { window, entry, waitingFor, mayStart } = opening;
  const earlier = await world.windows.runs(window.id);
  if (earlier.length === 0) {
    if (!mayStart) return missWindow({ window, entry, reason: waitingFor ?? 'hub-down' }, settings, world); // O3
    const refusal = await writeRoster(opening, settings, world);
    if (refusal !== undefined) return wait(opening, 'roster-unread', refusal, world);
  }
  if (mayStart) await storeRequests(opening, earlier, world);

  const runs = await world.windows.runs(window.id);
  let begun = 0;
  for (const run of runs) {
    const sending = await send(run, { sentBefore: earlier.length > 0, mayStart }, world);
    if (sending.kind === 'refused') return wait(opening, 'start-refused', sending.refusal, world);
    if (sending.kind === 'too-late') continue;
    begun += 1;
    if (run.executionId === undefined) await world.windows.setExecution(window.id, run.chunk, sending.executionId);
  }
  if (begun === 0 && runs.length > 0) {
    return missWindow({ window, entry, reason: waitingFor ?? 'hub-down' }, settings, world); // O3
  }
  await world.windows.setOpen(window.id, world.now());
  return { window: window.id, did: 'opened' };
}

/** Observes the roster and writes it down. Answers AWS's refusal, if any. */
async function writeRoster(
  { window }: Opening,
  settings: OperationsSettings,
  world: World,
): Promise<string | undefined> {
  const observed = await world.observeRoster(window.schedule, settings);
  if (observed.kind === 'refused') return sayRefusal(observed);
  const { nodes, unreadCells } = observed.value;
  for (const cell of unreadCells) {
    await world.tell(hybridNodesUnreadNotice(cell, { reason: cell.reason, window, now: world.now() }));
  }
  await world.windows.putCells(window.id, cellsOf(nodes), world.now());
  await world.nodes.put(window.id, nodes);
  return undefined;
}

/**
 * Stores the requests that are not stored yet (O1). They are planned from the cells in the ledger, which do not change
 * once the first request is stored: a sweep that died in the middle of it is continued, never planned anew.
 */
async function storeRequests({ window, entry }: Opening, earlier: readonly Run[], world: World): Promise<void> {
  const stored = new Set(earlier.map(({ chunk }) => chunk));
  const now = world.now();
  for (const [index, locations] of planChunks(await world.windows.cells(window.id)).entries()) {
    const chunk = index + 1;
    if (stored.has(chunk)) continue;
    await world.windows.storeRequest(window.id, chunk, world.runRequest({ window, entry, chunk, locations, now }));
  }
}

type Sending =
  | { readonly kind: 'begun'; readonly executionId: string }
  | { readonly kind: 'refused'; readonly refusal: string }
  | { readonly kind: 'too-late' };

async function send(
  run: Run,
  { sentBefore, mayStart }: { sentBefore: boolean; mayStart: boolean },
  world: World,
): Promise<Sending> {
  if (run.executionId !== undefined) return { kind: 'begun', executionId: run.executionId };
  if (sentBefore) {
    const found = await world.runs.find(run); // O2
    if (found.kind === 'refused') return { kind: 'refused', refusal: sayRefusal(found) };
    if (found.value !== undefined) return { kind: 'begun', executionId: found.value };
  }
  if (!mayStart) return { kind: 'too-late' }; // O3
  const started = await world.runs.start(run);
  return started.kind === 'refused'
    ? { kind: 'refused', refusal: sayRefusal(started) }
    : { kind: 'begun', executionId: started.value };
}

async function wait({ window, entry }: Opening, reason: Reason, refusal: string, world: World): Promise<Step> {
  await world.windows.setWaiting(window.id, reason);
  await world.tell(windowWaitingNotice(windowFacts(window, entry, world.now()), { reason, refusal }));
  return { window: window.id, did: 'waits', why: refusal };
}
