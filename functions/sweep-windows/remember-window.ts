import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { World } from './sweep-windows.ts';

/** What a window that closes leaves to the next one of its schedule: when its installs were over, and where it had nodes. */
export async function rememberWindow(known: KnownWindow, world: World): Promise<void> {
  const { id, schedule, closesAt } = known.window;
  const now = world.now();
  const run = await world.schedules.readRun(schedule);
  if (run?.window === id && run.endedAt === undefined) {
    const endedAt = now < closesAt ? now : closesAt;
    await world.schedules.rememberRun(schedule, { window: id, closesAt, endedAt });
  }
  await recount(known, world);
}

/** Reasons by which a node is known to be there no longer, or not to be known to anybody. */
const GONE: ReadonlySet<Reason> = new Set(['not-in-inventory', 'node-unmanaged', 'run-not-started']);

/** A cell that the inventory did not show has nodes all the same if the run has met any. */
async function recount({ window, cells }: KnownWindow, world: World): Promise<void> {
  const unseen = cells.filter(({ nodes }) => nodes === 0);
  await inGroups(unseen, async (cell) => {
    const nodes = await world.nodes.inCell(window.id, cell);
    const met = nodes.filter(({ verdict }) => verdict !== undefined && !GONE.has(verdict.reason));
    if (met.length > 0) await world.windows.setCellNodes(window.id, cell, met.length);
  });
}
