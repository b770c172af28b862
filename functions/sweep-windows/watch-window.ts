import type { WindowDecision } from '../../shared/domain/window/decide-windows.ts';
import { stopCells, stopRuns, stopWindow } from './stop-window.ts';
import type { Step, Sweep, World } from './sweep-windows.ts';

/** A window under way: what must not go on is stopped, and the cells that are due are looked at. */
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
  if (closing && known.state === 'open') await world.windows.setClosing(id);
  if (dueCells.length > 0) await world.nudgeCells(id, dueCells);
  if (lastCall) await world.windows.setLastCall(id, world.now());
  return { window: id, did: 'watched' };
}
