import type { CellCutoff } from '../../shared/aws/cut-off-cell.ts';
import type { FollowedRows } from '../../shared/aws/ledger/followed-rows.ts';
import type { NodeRows } from '../../shared/aws/ledger/node-rows.ts';
import type { WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { CellRescan } from '../../shared/aws/rescan-cell.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { KnownCell, KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { mayNotBegin, unsettledCell } from '../../shared/domain/window/run-in-cell.ts';
import type { CellNudge } from '../../shared/inbound/cell-nudge.ts';
import { amendWindow } from './amend-window.ts';
import type { Sight } from './look-at-cell.ts';
import { settleWindow } from './settle-window.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World extends Sight {
  readonly rebootDeadlineHours: () => Promise<number>;
  readonly windows: Pick<WindowRows, 'setCell' | 'runs'>;
  readonly followed: Pick<
    FollowedRows,
    'underWayIn' | 'followed' | 'cell' | 'setLookAgain' | 'isCounted' | 'countShift'
  >;
  readonly nodes: NodeRows;
  readonly cutoff: CellCutoff;
  readonly rescan: CellRescan;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export interface Settlement extends Cell {
  readonly window: string;
  readonly did: 'settled' | 'waits' | 'unread' | 'not-cut-off' | 'amended' | 'unchanged';
  readonly why?: string;
}

export interface SettleReport {
  readonly cause: CellNudge['cause'];
  readonly settlements: readonly Settlement[];
}

/**
 * Looks at every window that has to do with the cell, whatever the event said of it: events are nudges, and one that was
 * lost or came late must not change what is found. Safe to repeat.
 */
export async function settleCell(nudge: CellNudge, world: World): Promise<SettleReport> {
  const { account, region } = nudge;
  const settlements: Settlement[] = [];
  for (const known of await world.followed.underWayIn({ account, region })) {
    const cell = unsettledCell(known, { account, region });
    if (known.state === 'opening' || cell === undefined) continue;
    if (isBetweenWaves(nudge, { known, cell, now: world.now() })) {
      settlements.push({ window: known.window.id, account, region, did: 'waits' });
      continue;
    }
    settlements.push(await settleWindow(known, cell, world));
  }
  for (const followed of await world.followed.followed()) {
    const cell = await world.followed.cell(followed.window.id, { account, region });
    if (cell === undefined) continue;
    const settlement = await amendWindow(followed, { cell, nudge }, world);
    if (settlement !== undefined) settlements.push(settlement);
  }
  return { cause: nudge.cause, settlements };
}

/**
 * The command of one wave among several has ended: the end of the automation, which comes with the last of them, is
 * worth a look, so that a cell is read once and not once a wave. From the last start on every look counts.
 */
function isBetweenWaves(
  { cause }: CellNudge,
  { known, cell, now }: { known: KnownWindow; cell: KnownCell; now: Date },
): boolean {
  const ofCommand = cause === 'command-ended' || cause === 'command-invocation-ended';
  return ofCommand && known.entry.waves.length > 1 && !mayNotBegin(known, cell, now);
}
