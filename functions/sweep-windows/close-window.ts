import type { KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import type { JudgedNode } from '../../shared/domain/window/judge-cell.ts';
import { addsUp, countVerdicts } from '../../shared/domain/window/verdict.ts';
import { windowFinalNotice } from '../../shared/notices/window-notices.ts';
import type { Step, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

/** Makes the verdicts final: the roster is counted, what never settled says so, and the digest goes out (P3, P4). */
export async function closeWindow({ window, entry, openedAt, cells }: KnownWindow, world: World): Promise<Step> {
  const recorded: JudgedNode[] = [];
  for (const cell of cells) recorded.push(...(await world.nodes.inCell(window.id, cell)));
  const unsettled = recorded.filter(({ verdict }) => verdict === undefined).map(unread);
  await world.nodes.put(window.id, unsettled);
  const nodes = [...recorded.filter(({ verdict }) => verdict !== undefined), ...unsettled];

  const counts = countVerdicts(nodes.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict.kind])));
  if (!addsUp(counts, nodes.length))
    throw new Error(`Window ${window.id} does not add up: ${JSON.stringify(counts)} of ${nodes.length}`);
  await world.tell(windowFinalNotice(windowFacts(window, entry, world.now()), { nodes, counts, openedAt }));
  await world.windows.setOver(window.id, {
    state: 'final',
    roster: nodes.length,
    verdicts: counts,
    endedAt: world.now(),
  });
  return { window: window.id, did: 'closed' };
}

/** Neither an event nor any look has brought word of the node: its cell could not be read. */
function unread(node: JudgedNode): JudgedNode {
  return { ...node, verdict: { kind: 'missed', reason: 'cell-unread' } };
}
