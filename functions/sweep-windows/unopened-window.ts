import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import { type Emergency, inScope } from '../../shared/domain/window/emergency.ts';
import type { JudgedNode } from '../../shared/domain/window/judge-cell.ts';
import { byCell, cellKey, cellsOf } from '../../shared/domain/window/node.ts';
import { countVerdicts, type Verdict, type VerdictCounts } from '../../shared/domain/window/verdict.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import type { Sweep, World } from './sweep-windows.ts';

/** A window of which nothing ever began. */
export interface Unopened {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly emergency?: Emergency | undefined;
}

export interface UnopenedNodes {
  readonly nodes: readonly JudgedNode[];
  readonly counts: VerdictCounts;
  /** Why the nodes of now could not be read, if they could not. */
  readonly unread: string | undefined;
}

/**
 * Gives every node that such a window owed the same verdict. It owed those that carry its schedule now and those on a
 * roster that an earlier sweep has written down (P3).
 */
export async function judgeUnopened(
  { window, emergency }: Unopened,
  verdict: Verdict,
  { policy, looking }: Sweep,
  world: World,
): Promise<UnopenedNodes> {
  const observed = await world.observeRoster(window.schedule, looking);
  const seen = observed.kind === 'done' ? observed.value.nodes.filter((node) => inScope(node, emergency)) : [];
  const nodesOf = byCell(seen);
  const cells = cellsOf(seen).map((cell) => {
    const nodes = nodesOf.get(cellKey(cell))?.length;
    return { ...cell, operation: 'none' as const, reason: verdict.reason, nodes };
  });
  await world.windows.putCells(window.id, cells, world.now());
  const owed = new Map(
    [...(await recorded(window.id, world)), ...seen].map((node) => [`${cellKey(node)}#${node.id}`, node]),
  );
  const nodes = [...owed.values()].map((node) => ({ ...node, verdict }));
  await world.nodes.put(window.id, nodes);
  await forgetRun(window, world);
  return {
    nodes,
    counts: countVerdicts(nodes.map(() => verdict.kind)),
    unread: observed.kind === 'refused' ? sayRefusal(observed) : policy.kind === 'unread' ? policy.reason : undefined,
  };
}

async function recorded(windowId: string, world: World): Promise<JudgedNode[]> {
  return (await inGroups(await world.windows.cells(windowId), (cell) => world.nodes.inCell(windowId, cell))).flat();
}

/** It was about to begin, and did not: no other window of the schedule has to wait for it. */
async function forgetRun({ id, schedule }: Window, world: World): Promise<void> {
  const run = await world.schedules.readRun(schedule);
  if (run?.window === id) await world.schedules.forgetRun(schedule);
}
