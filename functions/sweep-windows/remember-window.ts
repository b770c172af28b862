import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import type { LastRoster } from '../../shared/domain/window/with-roster.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { World } from './sweep-windows.ts';

/** What a window that closes leaves to the next one of its schedule: when its installs were over, and where it had nodes. */
export async function rememberWindow({ window }: KnownWindow, world: World): Promise<void> {
  const { id, schedule, closesAt } = window;
  const now = world.now();
  const { run, roster } = await world.schedules.read(schedule);
  if (run?.window === id && run.endedAt === undefined) {
    const endedAt = now < closesAt ? now : closesAt;
    await world.schedules.rememberRun(schedule, { window: id, closesAt, endedAt });
  }
  if (roster?.window === id && roster.cells.some(({ nodes }) => nodes === 0)) {
    await world.schedules.rememberRoster(schedule, { ...roster, cells: await recount(roster, world) });
  }
}

/** Reasons by which a node is known to be there no longer, or not to be known to anybody. */
const GONE: ReadonlySet<Reason> = new Set(['not-in-inventory', 'node-unmanaged', 'run-not-started']);

/** A cell that the inventory did not show has nodes all the same if the run has met any. */
async function recount({ window, cells }: LastRoster, world: World): Promise<LastRoster['cells']> {
  return inGroups(cells, async (cell) => {
    if (cell.nodes > 0) return cell;
    const nodes = await world.nodes.inCell(window, cell);
    const met = nodes.filter(({ verdict }) => verdict !== undefined && !GONE.has(verdict.reason));
    return { ...cell, nodes: met.length };
  });
}
