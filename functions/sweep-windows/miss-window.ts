import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import type { JudgedNode } from '../../shared/domain/window/judge-cell.ts';
import { cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import { countVerdicts } from '../../shared/domain/window/verdict.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import { windowMissedNotice } from '../../shared/notices/window-notices.ts';
import type { Step, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

export interface Miss {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly reason: Reason;
}

/**
 * Nothing of the window began: every node that it owed is missed for the window's own reason, and people are told (P4).
 * It owed those that carry its schedule now and those on a roster that an earlier sweep has written down (P3).
 */
export async function missWindow(
  { window, entry, reason }: Miss,
  settings: OperationsSettings,
  world: World,
): Promise<Step> {
  const observed = await world.observeRoster(window.schedule, settings);
  const seen = observed.kind === 'done' ? observed.value.nodes : [];
  const unread = observed.kind === 'refused' ? sayRefusal(observed) : undefined;
  await world.windows.putCells(window.id, cellsOf(seen), world.now());
  const owed = new Map(
    [...(await recorded(window.id, world)), ...seen].map((node) => [`${cellKey(node)}#${node.id}`, node]),
  );
  const nodes = [...owed.values()].map((node) => missed(node, reason));
  await world.nodes.put(window.id, nodes);

  const counts = countVerdicts(nodes.map(() => 'missed'));
  await world.tell(windowMissedNotice(windowFacts(window, entry, world.now()), { nodes, reason, unread }));
  await world.windows.setOver(window.id, {
    state: 'missed',
    reason,
    roster: nodes.length,
    verdicts: counts,
    endedAt: world.now(),
  });
  return { window: window.id, did: 'missed', why: reason };
}

async function recorded(windowId: string, world: World): Promise<JudgedNode[]> {
  const nodes: JudgedNode[] = [];
  for (const cell of await world.windows.cells(windowId)) nodes.push(...(await world.nodes.inCell(windowId, cell)));
  return nodes;
}

function missed(node: JudgedNode, reason: Reason): JudgedNode {
  return { ...node, verdict: { kind: 'missed', reason } };
}
