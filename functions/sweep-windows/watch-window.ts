import type { KnownWindow, WindowDecision } from '../../shared/domain/window/decide-windows.ts';
import { sendRuns } from './send-runs.ts';
import { stopCells, stopRuns, stopWindow } from './stop-window.ts';
import type { Step, Sweep, World } from './sweep-windows.ts';
import { waitInPart } from './wait-window.ts';

/**
 * A window under way: what must not go on is stopped, what has not begun is sent while it may, and the cells that are due
 * are looked at.
 */
export async function watchWindow(
  decision: Extract<WindowDecision, { kind: 'watch' }>,
  sweep: Sweep,
  world: World,
): Promise<Step> {
  const { known, dueCells, closing, lastCall } = decision;
  const { id } = known.window;
  if (decision.stop !== undefined) await stopWindow(known, decision.stop, sweep, world);
  if (decision.stopCells.length > 0) await stopCells(known, decision.stopCells, sweep, world);
  const stop = decision.stop ?? known.stopped; // An execution that AWS has refused to stop is tried again.
  if (stop !== undefined) await stopRuns(known, stop, world);
  else await sendRest(known, sweep, world);
  if (closing && known.state === 'open') await world.windows.setClosing(id);
  if (dueCells.length > 0) await world.nudgeCells(id, dueCells);
  if (lastCall) await world.windows.setLastCall(id, world.now());
  return { window: id, did: 'watched' };
}

/** What could not begin with the others is tried again, by nothing but what was stored for it, and not unread (P5). */
async function sendRest(known: KnownWindow, sweep: Sweep, world: World): Promise<void> {
  const { window, waitingFor } = known;
  if (sweep.policy.kind === 'unread') return;
  const runs = await world.windows.runs(window.id);
  if (runs.every(({ executionId }) => executionId !== undefined)) return;

  const { leftOver, unclear } = await sendRuns(known, { sentBefore: true, allowed: true }, sweep, world);
  const wait = unclear ?? leftOver[0];
  if (wait !== undefined) await waitInPart(known, wait, sweep, world);
  else if (waitingFor !== undefined) await world.windows.setWaiting(window.id, undefined);
}
