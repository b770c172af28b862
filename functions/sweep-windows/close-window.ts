import type { FollowedRows } from '../../shared/aws/ledger/followed-rows.ts';
import { judgeUnread } from '../../shared/aws/ledger/judge-unread.ts';
import type { NodeRows } from '../../shared/aws/ledger/node-rows.ts';
import type { WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import { lookAgainAt } from '../../shared/domain/window/judge-amendment.ts';
import type { JudgedNode } from '../../shared/domain/window/judge-cell.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { addsUp, countVerdicts } from '../../shared/domain/window/verdict.ts';
import { sayNoApprovalDelay } from '../../shared/notices/node-notices.ts';
import { windowFinalNotice } from '../../shared/notices/window-notices.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import { announceFinal } from './announce-final.ts';
import type { Step } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

/** What closing a window reads and changes. */
export interface ClosingWorld {
  readonly now: () => Date;
  readonly nodes: Pick<NodeRows, 'inCell' | 'judge' | 'count'>;
  readonly windows: Pick<WindowRows, 'setOver'>;
  readonly followed: Pick<FollowedRows, 'setLookAgain' | 'setAnnounced'>;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

/** Makes the verdicts final: the roster is counted, what never settled says so, and the digest goes out (P3, P4). */
export async function closeWindow(known: KnownWindow, world: ClosingWorld): Promise<Step> {
  const { window, entry, openedAt, cells } = known;
  const settled = await inGroups(cells, (cell) => settleCell(window.id, cell, world));
  const nodes = settled.flatMap((cell) => cell.nodes);
  const looks = settled.flatMap(({ look }) => look ?? []);

  const counts = countVerdicts(nodes.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict.kind])));
  if (!addsUp(counts, nodes.length))
    throw new Error(`Window ${window.id} does not add up: ${JSON.stringify(counts)} of ${nodes.length}`);
  const digest = windowFinalNotice(windowFacts(window, entry, world.now()), { nodes, counts, openedAt });
  await world.tell({
    ...digest,
    details: [...digest.details, ...sayNoApprovalDelay(entry, nodes)],
    incident: counts.failed + counts.missed > 0,
  });
  await world.windows.setOver(window.id, {
    state: 'final',
    roster: nodes.length,
    verdicts: counts,
    endedAt: world.now(),
    lookAt: looks.sort((a, b) => a.getTime() - b.getTime())[0],
  });
  await announceFinal({ ...known, roster: nodes.length, verdicts: counts }, world);
  return { window: window.id, did: 'closed' };
}

interface SettledCell {
  readonly nodes: readonly JudgedNode[];
  /** When one of them may have come to more than its verdict says. */
  readonly look: Date | undefined;
}

/**
 * The nodes of a cell, each with a verdict. What a look at the same time has added is marked as counted first: what it adds
 * after that is not, and amends the window (P3).
 */
async function settleCell(windowId: string, cell: Cell, world: ClosingWorld): Promise<SettledCell> {
  const recorded = await world.nodes.inCell(windowId, cell);
  const nodes = await judgeUnread(windowId, { cell, nodes: recorded }, world.nodes);
  const added = nodes.filter(({ uncounted }) => uncounted === true);
  await world.nodes.count(windowId, added);
  const look = lookAgainAt(nodes, { finalAt: world.now(), now: world.now() });
  if (look !== undefined || added.length > 0) await world.followed.setLookAgain(windowId, cell, look);
  return { nodes, look };
}
