import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import { type Cell, cellKey } from '../../shared/domain/window/node.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { World } from './sweep-windows.ts';

/** Why nodes are missed to which no command was sent. Cells that only scan keep their own reason. */
export async function giveReason(
  windowId: string,
  { cells, reason }: { cells: readonly Cell[]; reason: Reason },
  world: World,
): Promise<void> {
  const concerned = new Set(cells.map(cellKey));
  const without = (await world.windows.cells(windowId)).filter(
    (cell) => cell.operation === 'Install' && cell.reason !== reason && concerned.has(cellKey(cell)),
  );
  await inGroups(without, ({ account, region }) => world.windows.setCellReason(windowId, { account, region }, reason));
}
