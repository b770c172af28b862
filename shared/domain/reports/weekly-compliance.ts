/**
 * What a week came to.
 *
 *   C1. The verdicts of a tally, with those that are still to come, add up to its roster; the tallies of all schedules, of
 *       all accounts and of all owners to the same roster.
 *   C2. Every node of the inventory and every node of the week's windows is in the list once, with one standing.
 *   C3. What could not be read, or does not add up in the ledger, is said.
 */
import type { NodeRecord, WindowRecord } from '../explain/ledger-records.ts';
import { type Cell, cellKey } from '../window/node.ts';
import { type NodePast, pastOf } from './node-past.ts';
import type { Period } from './report-period.ts';
import type { SeenNode } from './seen-node.ts';
import { type STANDINGS, type Standing, standingOf } from './standing.ts';
import { type Part, type Tally, talliesBy, tallyOf, windowEndOf } from './tally.ts';

export interface WeekFacts extends Period {
  /** Those that opened, or were to open, in the period. */
  readonly windows: readonly WindowRecord[];
  /** Their nodes. */
  readonly parts: readonly NodeRecord[];
  readonly inventory: readonly SeenNode[];
  readonly unreadCells: readonly (Cell & { readonly reason: string })[];
  /** By node id, of all nodes in `parts` and `inventory`. */
  readonly pasts: ReadonlyMap<string, NodePast>;
  /** What else could not be read, in words. */
  readonly unread: readonly string[];
}

export interface WeeklyCompliance extends Period {
  readonly kind: 'weekly';
  readonly total: Tally;
  readonly schedules: readonly Tally[];
  readonly accounts: readonly Tally[];
  /** Nodes that name no owner stand under the empty name. */
  readonly owners: readonly Tally[];
  readonly windows: readonly WeeklyWindow[];
  readonly standings: Readonly<Record<Standing, number>>;
  readonly nodes: readonly WeeklyNode[];
  readonly unread: readonly string[];
}

export interface WeeklyWindow {
  readonly id: string;
  readonly schedule: string;
  readonly opensAt: Date;
  readonly state: string;
  readonly reason: string | undefined;
  readonly tally: Tally;
}

export interface WeeklyNode extends Cell {
  readonly id: string;
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly value: string | undefined;
  readonly standing: Standing;
  readonly unpatchedWindows: number;
  readonly lastPatched: string | undefined;
  readonly lastWindow: string | undefined;
  readonly lastVerdict: string | undefined;
  readonly lastReason: string | undefined;
}

export function weeklyCompliance(facts: WeekFacts): WeeklyCompliance {
  const windows = new Map(facts.windows.map((window) => [window.window.id, window]));
  const parts = facts.parts.flatMap((node): Part[] => {
    const window = windows.get(node.windowId);
    return window === undefined ? [] : [{ node, window }];
  });
  const partsOf = partsByWindow(parts);
  const owners = new Map(facts.inventory.map(({ id, owner }) => [id, owner]));
  const nodes = nodesOf(facts);
  const bySchedule = scheduleTallies(facts.windows, partsOf);
  return {
    kind: 'weekly',
    from: facts.from,
    to: facts.to,
    total: tallyOf('all', parts, facts.windows),
    schedules: bySchedule,
    accounts: talliesBy(parts, ({ node }) => node.account),
    owners: talliesBy(parts, ({ node }) => node.owner ?? owners.get(node.id) ?? ''),
    windows: facts.windows.toSorted(inTime).map((window) => weeklyWindow(window, partsOf(window))),
    standings: countStandings(nodes),
    nodes,
    unread: [...facts.unread, ...facts.unreadCells.map(sayUnread), ...notAddingUp(facts.windows, partsOf)], // C3
  };
}

/** A window without nodes counts for its schedule all the same. */
function scheduleTallies(windows: readonly WindowRecord[], partsOf: PartsOf): Tally[] {
  const names = [...new Set(windows.map(({ window }) => window.schedule))].sort();
  return names.map((name) => {
    const own = windows.filter(({ window }) => window.schedule === name);
    return tallyOf(name, own.flatMap(partsOf), own);
  });
}

type PartsOf = (window: WindowRecord) => readonly Part[];

function partsByWindow(parts: readonly Part[]): PartsOf {
  const groups = new Map<WindowRecord, Part[]>();
  for (const part of parts) {
    const group = groups.get(part.window);
    if (group === undefined) groups.set(part.window, [part]);
    else group.push(part);
  }
  return (window) => groups.get(window) ?? [];
}

function weeklyWindow(record: WindowRecord, parts: readonly Part[]): WeeklyWindow {
  const { id, schedule, opensAt } = record.window;
  return {
    id,
    schedule,
    opensAt,
    state: record.state,
    reason: record.reason ?? record.waitingFor,
    tally: tallyOf(id, parts, [record]),
  };
}

function nodesOf({ inventory, parts, pasts, unreadCells }: WeekFacts): WeeklyNode[] {
  const unread = new Set(unreadCells.map(cellKey));
  const seen = new Set(inventory.map(({ id }) => id));
  const others = new Map(parts.filter(({ id }) => !seen.has(id)).map((node) => [node.id, node]));
  const pastFor = (id: string) => pasts.get(id) ?? pastOf([]);
  const nodes = [
    ...inventory.map((node) => weeklyNode(node, standingOf(node, pastFor(node.id)), pastFor(node.id))),
    ...[...others.values()].map((node) =>
      weeklyNode(node, unread.has(cellKey(node)) ? 'unseen' : 'gone', pastFor(node.id)),
    ),
  ];
  return nodes.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)); // C2
}

function weeklyNode(
  { id, account, region, name, owner, value }: Omit<SeenNode, 'verdict'>,
  standing: Standing,
  { last, lastPatched, unpatchedWindows }: NodePast,
): WeeklyNode {
  return {
    id,
    account,
    region,
    name,
    owner,
    value,
    standing,
    unpatchedWindows,
    lastPatched,
    lastWindow: last?.windowId,
    lastVerdict: last?.verdict,
    lastReason: last?.reason,
  };
}

function countStandings(nodes: readonly WeeklyNode[]): Record<Standing, number> {
  const counts = {
    compliant: 0,
    behind: 0,
    overdue: 0,
    unproven: 0,
    missing: 0,
    malformed: 0,
    'not-approved': 0,
    unexcused: 0,
    excused: 0,
    gone: 0,
    unseen: 0,
  } satisfies Record<keyof typeof STANDINGS, number>;
  for (const { standing } of nodes) counts[standing] += 1;
  return counts;
}

/** A final window has said how many nodes it owed, and each of them has its row and its verdict (P3). */
function notAddingUp(windows: readonly WindowRecord[], partsOf: PartsOf): string[] {
  return windows.flatMap((record) => {
    if (windowEndOf(record) !== 'final' || record.roster === undefined) return [];
    const own = partsOf(record);
    const judged = own.filter(({ node }) => node.verdict !== undefined).length;
    return judged === record.roster && own.length === record.roster
      ? []
      : [`${record.window.id} owed ${record.roster} nodes, and the ledger has ${judged} verdicts of ${own.length}`];
  });
}

function sayUnread({ account, region, reason }: Cell & { readonly reason: string }): string {
  return `${account} ${region} could not be read: ${reason}`;
}

function placeOf({ account, region, id }: WeeklyNode): string {
  return `${account} ${region} ${id}`;
}

function inTime(one: WindowRecord, other: WindowRecord): number {
  const difference = one.window.opensAt.getTime() - other.window.opensAt.getTime();
  return difference !== 0 ? difference : one.window.id < other.window.id ? -1 : 1;
}
