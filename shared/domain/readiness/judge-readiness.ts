import type { CatalogueProblem } from '../catalogue/catalogue-entry.ts';
import { type Cell, cellKey, cellsOf, type RosterNode } from '../window/node.ts';
import { judgeCellReadiness, judgeOtherSources, unread } from './judge-cell-readiness.ts';
import { judgeHub } from './judge-hub.ts';
import { judgeNodeReadiness, type NodeToJudge } from './judge-node-readiness.ts';
import type { CellObservation, ComingWindow, HubObservation, Reading } from './observation.ts';
import type { Finding } from './prerequisites.ts';

export interface WindowToJudge extends ComingWindow {
  /** What AWS Config and, of hybrid nodes, Systems Manager show with its schedule. */
  readonly roster: Reading<ObservedRoster>;
}

export interface ObservedRoster {
  readonly nodes: readonly RosterNode[];
  /** Those whose hybrid nodes could not be read. */
  readonly unreadCells: readonly (Cell & { readonly reason: string })[];
}

export interface ReadinessInput {
  readonly windows: readonly WindowToJudge[];
  readonly hub: HubObservation;
  readonly cells: readonly CellObservation[];
  /** The tag that names whom to tell about a node. */
  readonly ownerTag: string;
  /** Where rosters look for hybrid nodes. */
  readonly hybridCells: readonly Cell[];
  /** Entries in force that cannot be read: nobody knows when their windows open. */
  readonly problems: readonly CatalogueProblem[];
}

/** What a check came to. It is ready only without any finding. */
export interface Readiness {
  readonly windows: readonly WindowCounts[];
  readonly cells: readonly Cell[];
  readonly findings: readonly Finding[];
}

export interface WindowCounts {
  readonly id: string;
  readonly opensAt: Date;
  readonly nodes: number;
}

/**
 * Judges the hub, and the cells and the nodes of some coming windows.
 *
 *   R1. The nodes of a window are those that carry its schedule now, as EC2 and Systems Manager show them; where they
 *       could not be asked, those of the roster.
 *   R2. A cause is named once: what AWS Config does not show is no fault of each EC2 node where its recorder is off or its
 *       aggregator behind, and what holds for an account is not said of each of its Regions.
 *   R3. Nothing that could not be read counts as ready (P5).
 */
export function judgeReadiness(input: ReadinessInput): Readiness {
  const { windows, hub, cells, problems } = input;
  const judged = cells.map((cell) => ({ cell, findings: judgeCellReadiness(cell, hub) }));
  const behind = new Set(
    judged
      .filter(({ findings }) => findings.some(({ what }) => what === 'recorder' || what === 'aggregated'))
      .map(({ cell }) => cellKey(cell)),
  );
  const hybridCells = new Set(input.hybridCells.map(cellKey));
  const seen = cells.map((cell) => seenIn(cell, behind.has(cellKey(cell)), hybridCells.has(cellKey(cell)), input));
  const byWindow = windows.map((window) => ({ window, nodes: nodesOf(window, seen) }));
  const findings = [
    ...problems.map(unreadEntry),
    ...judgeHub(hub, cells),
    ...windows.flatMap((window) => unreadRoster(window, hub)),
    ...judged.flatMap(({ findings: ofCell }) => ofCell),
    ...judgeOtherSources(hub, cells),
    ...cells.flatMap((cell) => unreadListings(cell, windows)),
    ...unreadHybrid(windows, cells),
    ...byWindow.flatMap(({ nodes }) => nodes.flatMap(judgeNodeReadiness)),
  ];
  return { windows: byWindow.map((one) => countsOf(one, cells)), cells: cellsOf(cells), findings: once(findings) };
}

/** What of a node does not hang on the window. */
type SeenNode = Omit<NodeToJudge, 'window' | 'entry' | 'onRoster'>;

interface SeenCell {
  readonly key: string;
  /** R2 */
  readonly behind: boolean;
  readonly bySchedule: ReadonlyMap<string, readonly SeenNode[]>;
}

/** R1. In one pass, since a cell may have thousands of nodes and there are as many windows as schedules. */
function seenIn(cell: CellObservation, behind: boolean, inHybridCell: boolean, { ownerTag }: ReadinessInput): SeenCell {
  const { account, region, instances, managed, baselines } = cell;
  const known = new Map(managed.kind === 'read' ? managed.value.map((node) => [node.id, node]) : []);
  const ofEc2 = instances.kind === 'unread' ? [] : instances.value;
  const candidates = [
    ...ofEc2.map((instance) => ({ id: instance.id, tags: instance.tags, name: instance.tags.get('Name'), instance })),
    ...[...known.values()].flatMap(({ id, tags, name }) =>
      tags === undefined ? [] : [{ id, tags, name: tags.get('Name') ?? name, instance: undefined }],
    ),
  ];
  const bySchedule = new Map<string, SeenNode[]>();
  for (const candidate of candidates) {
    const { id, tags } = candidate;
    const schedule = tags.get('maintenance:patching') ?? '';
    const node = {
      ...candidate,
      account,
      region,
      owner: tags.get(ownerTag),
      managed: managed.kind === 'read' ? ({ kind: 'read', value: known.get(id) } as const) : managed,
      baselines,
      inHybridCell,
    };
    const before = bySchedule.get(schedule);
    if (before === undefined) bySchedule.set(schedule, [node]);
    else before.push(node);
  }
  return { key: cellKey(cell), behind, bySchedule };
}

function nodesOf({ window, entry, roster }: WindowToJudge, cells: readonly SeenCell[]): NodeToJudge[] {
  const owed = new Set(roster.kind === 'read' ? roster.value.nodes.map(nodeKey) : []);
  const dark = new Map(roster.kind === 'read' ? roster.value.unreadCells.map((cell) => [cellKey(cell), cell]) : []);
  const onRosterOf = (node: SeenNode, { key, behind }: SeenCell): Reading<boolean> => {
    if (roster.kind === 'unread') return roster;
    if (node.instance !== undefined) return { kind: 'read', value: behind || owed.has(nodeKey(node)) }; // R2
    const unreadCell = dark.get(key);
    return unreadCell === undefined
      ? { kind: 'read', value: owed.has(nodeKey(node)) }
      : { kind: 'unread', error: unreadCell.reason, reason: unreadCell.reason };
  };
  return cells.flatMap((cell) =>
    (cell.bySchedule.get(entry.value) ?? []).map((node) => ({
      ...node,
      window: window.id,
      entry,
      onRoster: onRosterOf(node, cell),
    })),
  );
}

function nodeKey(node: Cell & { readonly id: string }): string {
  return `${cellKey(node)}#${node.id}`;
}

/** With the nodes of the roster in cells whose own view could not be had. */
function countsOf(
  { window: { window, roster }, nodes }: { readonly window: WindowToJudge; readonly nodes: readonly NodeToJudge[] },
  cells: readonly CellObservation[],
): WindowCounts {
  const dark = new Set(cells.filter(({ instances }) => instances.kind === 'unread').map(cellKey));
  const shown = new Set(nodes.map(nodeKey));
  const owed = roster.kind === 'read' ? roster.value.nodes : [];
  const unseen = owed.filter((node) => dark.has(cellKey(node)) && !shown.has(nodeKey(node)));
  return { id: window.id, opensAt: window.opensAt, nodes: nodes.length + unseen.length };
}

function unreadEntry({ value, version, reason }: CatalogueProblem): Finding {
  const sentence = `The entry of ${value}, version ${version}, cannot be read: ${reason}`;
  return { answer: 'unread', what: 'entry', sentence };
}

/** R3. Where the aggregator answers nothing at all, its own finding says so. */
function unreadRoster({ window, roster }: WindowToJudge, { sources }: HubObservation): Finding[] {
  if (roster.kind === 'read' || sources.kind === 'unread') return [];
  const sentence = `The roster of ${window.id} could not be read: AWS answered ${roster.reason}`;
  return [{ answer: 'unread', what: 'aggregator', sentence }];
}

/** R3. Where Systems Manager or the role lets nobody in, their own finding says so. */
function unreadHybrid(windows: readonly WindowToJudge[], cells: readonly CellObservation[]): Finding[] {
  const said = new Set(cells.filter(({ managed }) => managed.kind === 'unread').map(cellKey));
  return windows.flatMap(({ window, roster }) =>
    (roster.kind === 'read' ? roster.value.unreadCells : [])
      .filter((cell) => !said.has(cellKey(cell)))
      .map((cell) =>
        unread(cell, 'inventory', `Which hybrid nodes ${window.id} would owe`, {
          kind: 'unread',
          error: cell.reason,
          reason: cell.reason,
        }),
      ),
  );
}

/** R3. Where the role lets nobody in, its own finding says so. */
function unreadListings(cell: CellObservation, windows: readonly WindowToJudge[]): Finding[] {
  if (cell.role.kind === 'unread') return [];
  const { instances, managed, baselines } = cell;
  const wantsBaselines = windows.some(({ entry }) => entry.patchGroup !== undefined);
  return [
    ...(instances.kind === 'unread' ? [unread(cell, 'instance-profile', 'The EC2 instances', instances)] : []),
    ...(managed.kind === 'unread' ? [unread(cell, 'agent-present', 'The nodes of Systems Manager', managed)] : []),
    ...(baselines.kind === 'unread' && wantsBaselines ? [unread(cell, 'baseline', 'The patch groups', baselines)] : []),
  ];
}

function once(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ what, account, region, nodeId, window, sentence }: Finding) =>
    JSON.stringify([what, account, region, nodeId, window, sentence]);
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}
