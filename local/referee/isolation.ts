/**
 * P6. A broken account, Region or node stops nothing but itself. Seen from outside: in a window that ran at all, every cell
 * with a node that could be reached got a command, unless something was wrong in that very cell, or a budget, a hold or a
 * mode kept it back.
 */
import type { Cell } from '../cloud.ts';
import type { NodeSpec } from '../organization/organization.ts';
import type { Breach } from './breach.ts';
import { modeIn, settingsOf } from './catalogue.ts';
import { type Evidence, instants, ourCommands, tagAt } from './evidence.ts';
import { grouped } from './grouped.ts';
import { holdsOf, reaches } from './intents.ts';
import { type OwedWindow, windowsOf } from './windows.ts';

/** The inventory hears of a tag minutes later, and a run takes a while to come to its last wave. */
const SETTLED_MS = 30 * 60_000;

export function isolation(evidence: Evidence): Breach[] {
  const sent = grouped(ourCommands(evidence), ({ comment }) => comment);
  return [...windowsOf(evidence).values()].flatMap((window) => {
    const commands = sent.get(window.id) ?? [];
    const begun = commands[0]?.at;
    const { concurrency, errors } = window.entry.cells;
    // Late ones may have been cut off, and a budget may have stopped the others.
    if (begun === undefined || concurrency !== '100%' || errors !== '100%') return [];
    if (begun.getTime() > window.opensAt.getTime() + SETTLED_MS || evidence.now < window.closesAt) return [];
    const reached = new Set(commands.map(cellKey));
    return [...cellsOwed(evidence, window)]
      .filter(([key, node]) => !reached.has(key) && !isExcused(evidence, window, node))
      .map(([key, node]) => ({
        law: 'P6' as const,
        says: `${window.id} began at ${instants(begun)} in ${reached.size} cells, and never in ${key}, where ${node.id} waited for it`,
      }));
  });
}

/** Each cell with a node that carried the schedule and a wave, steadily and connected. */
function cellsOwed(evidence: Evidence, { schedule, opensAt, closesAt, entry }: OwedWindow): Map<string, NodeSpec> {
  const since = new Date(opensAt.getTime() - SETTLED_MS);
  const waves = entry.waves.map(String);
  const steady = evidence.organization.nodes.filter(
    (node) =>
      !['stopped', 'offline', 'unmanaged'].includes(node.condition) &&
      [since, closesAt].every(
        (at) =>
          tagAt(evidence, node.id, 'maintenance:patching', at) === schedule &&
          waves.includes(tagAt(evidence, node.id, 'maintenance:wave', at) ?? ''),
      ),
  );
  return new Map(steady.map((node) => [cellKey(node), node]));
}

function isExcused(
  evidence: Evidence,
  { id, schedule, entry, opensAt, closesAt }: OwedWindow,
  node: NodeSpec,
): boolean {
  const { account } = node;
  const { organization, record } = evidence;
  const broken = record.refusals.some(
    ({ at, principal, resource }) =>
      at >= opensAt && at <= closesAt && (principal.includes(`:${account}:`) || resource.includes(`:${account}:`)),
  );
  const held = holdsOf(evidence).some(
    ({ scope, from, to }) =>
      from < closesAt && (to === undefined || to > opensAt) && reaches(scope, { window: id, schedule, account }),
  );
  const unseen = organization.unseenCells?.some((cell) => cellKey(cell) === cellKey(node)) === true;
  return broken || held || unseen || modeIn(settingsOf(evidence), account, entry) === 'observe';
}

function cellKey({ account, region }: Cell): string {
  return `${account}/${region}`;
}
