import { byCell, type Cell, cellKey, cellsOf, type RosterNode } from '../window/node.ts';
import { judgeCellReadiness, unread } from './judge-cell-readiness.ts';
import { judgeHub } from './judge-hub.ts';
import { judgeNodeReadiness, type NodeToJudge } from './judge-node-readiness.ts';
import type { CellObservation, ComingWindow, HubObservation, Reading } from './observation.ts';
import type { Finding } from './prerequisites.ts';

export interface WindowToJudge extends ComingWindow {
  /** What AWS Config and, of hybrid nodes, Systems Manager show with its schedule. */
  readonly roster: Reading<readonly RosterNode[]>;
}

export interface ReadinessInput {
  readonly windows: readonly WindowToJudge[];
  readonly hub: HubObservation;
  readonly cells: readonly CellObservation[];
  /** The tag that names whom to tell about a node. */
  readonly ownerTag: string;
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
 *   R2. A cause is named once: what AWS Config does not show is no fault of each node where its recorder is off or its
 *       aggregator behind, and what holds for an account is not said of each of its Regions.
 *   R3. Nothing that could not be read counts as ready (P5).
 */
export function judgeReadiness(input: ReadinessInput): Readiness {
  const { windows, hub, cells } = input;
  const judged = cells.map((cell) => ({ cell, findings: judgeCellReadiness(cell, hub) }));
  const behind = new Set(
    judged
      .filter(({ findings }) => findings.some(({ what }) => what === 'recorder' || what === 'aggregated'))
      .map(({ cell }) => cellKey(cell)),
  );
  const nodes = windows.flatMap((window) => cells.flatMap((cell) => nodesIn(cell, window, input)));
  const counts = windows.map(({ window, roster }) => ({
    id: window.id,
    opensAt: window.opensAt,
    nodes: nodes.filter((node) => node.window === window.id).length + unseen(roster, cells),
  }));
  const ofNodes = nodes.map((node) =>
    behind.has(cellKey(node)) ? { ...node, onRoster: { kind: 'read', value: true } as const } : node,
  ); // R2
  const findings = [
    ...judgeHub(hub, cells),
    ...judged.flatMap(({ findings: ofCell }) => ofCell),
    ...cells.flatMap((cell) => unreadListings(cell, windows)),
    ...ofNodes.flatMap(judgeNodeReadiness),
  ];
  return { windows: counts, cells: cellsOf(cells), findings: once(findings) };
}

/** R1 */
function nodesIn(cell: CellObservation, { window, entry, roster }: WindowToJudge, { ownerTag }: ReadinessInput) {
  const { instances, managed, baselines } = cell;
  if (instances.kind === 'unread') return [];
  const onRoster = new Set(
    roster.kind === 'read' ? (byCell(roster.value).get(cellKey(cell)) ?? []).map(({ id }) => id) : [],
  );
  const known = new Map(managed.kind === 'read' ? managed.value.map((node) => [node.id, node]) : []);
  const ofEc2 = instances.value.map((instance) => ({
    id: instance.id,
    tags: instance.tags,
    name: instance.tags.get('Name'),
    instance,
  }));
  const hybrid = [...known.values()].flatMap(({ id, tags, name }) =>
    tags === undefined ? [] : [{ id, tags, name: tags.get('Name') ?? name, instance: undefined }],
  );
  return [...ofEc2, ...hybrid]
    .filter(({ tags }) => tags.get('maintenance:patching') === entry.value)
    .map(
      ({ id, tags, name, instance }): NodeToJudge => ({
        id,
        account: cell.account,
        region: cell.region,
        name,
        owner: tags.get(ownerTag),
        window: window.id,
        entry,
        tags,
        instance,
        managed: managed.kind === 'read' ? { kind: 'read', value: known.get(id) } : managed,
        baselines,
        onRoster: roster.kind === 'read' ? { kind: 'read', value: onRoster.has(id) } : roster,
      }),
    );
}

/** Nodes of the roster in cells whose own view could not be had. */
function unseen(roster: WindowToJudge['roster'], cells: readonly CellObservation[]): number {
  if (roster.kind === 'unread') return 0;
  const dark = new Set(cells.filter(({ instances }) => instances.kind === 'unread').map(cellKey));
  return roster.value.filter((node) => dark.has(cellKey(node))).length;
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
