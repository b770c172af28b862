import type { Cell, Cloud } from '../cloud.ts';
import type { NodeSpec } from '../organization/organization.ts';
import type { LiveNode } from './live-node.ts';
import type { PatchBaselines } from './patch-baselines.ts';
import { complianceOf } from './patch-compliance.ts';
import { groupOf, type PatchState } from './patch-state.ts';
import { PerCell } from './per-cell.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Packages that a node had before the run began; any number does. */
const installedBefore = 412;

type Listener = (node: LiveNode) => void;

/** Every node of the organization, alive. Lookups are by id within a cell, since an id means nothing elsewhere. */
export class Fleet {
  readonly #cells = new PerCell<Map<string, LiveNode>>(() => new Map());
  readonly #nodes: LiveNode[] = [];
  readonly #listeners: Listener[] = [];
  readonly #patchListeners: Listener[] = [];
  readonly #cloud: Cloud;

  constructor(cloud: Cloud, baselines: PatchBaselines) {
    this.#cloud = cloud;
    for (const spec of cloud.organization.nodes) {
      const node = liveNode(spec, baselines, cloud.clock.now());
      this.#nodes.push(node);
      this.#cells.of(spec).set(spec.id, node);
    }
  }

  all(): readonly LiveNode[] {
    return this.#nodes;
  }

  in(cell: Cell): LiveNode[] {
    return [...this.#cells.of(cell).values()];
  }

  find(cell: Cell, id: string): LiveNode | undefined {
    return this.#cells.of(cell).get(id);
  }

  /** Tells of every change of tags or power, which is what AWS Config records. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Tells of every operation whose findings Patch Manager has kept, which AWS Config records apart. */
  onPatchState(listener: Listener): void {
    this.#patchListeners.push(listener);
  }

  tellPatchState(node: LiveNode): void {
    for (const listener of this.#patchListeners) listener(node);
  }

  /** Sets (a string) or removes (undefined) tags, as whom the record names; answers the keys that really changed. */
  changeTags(node: LiveNode, changes: ReadonlyMap<string, string | undefined>, by: string): string[] {
    const at = this.#cloud.clock.now();
    for (const [key, after] of changes)
      this.#cloud.record.tagWrites.push({ at, by, nodeId: node.id, key, before: node.tags.get(key), after });
    const changed = [...changes].filter(([key, value]) => node.tags.get(key) !== value).map(([key]) => key);
    for (const key of changed) {
      const value = changes.get(key);
      if (value === undefined) node.tags.delete(key);
      else node.tags.set(key, value);
    }
    if (changed.length > 0) {
      node.tagVersion += 1;
      this.#tell(node);
    }
    return changed;
  }

  setPower(node: LiveNode, power: LiveNode['power']): void {
    if (node.power === power) return;
    node.power = power;
    this.#tell(node);
    if (node.agent === 'none') return;
    if (power === 'running') this.connect(node);
    else this.disconnect(node);
  }

  disconnect(node: LiveNode): void {
    node.agent = 'lost';
    node.lastPingAt = this.#cloud.clock.now();
  }

  /** The agent is back: commands that waited for it are delivered. */
  connect(node: LiveNode): void {
    node.agent = 'connected';
    const waiting = [...node.waiting];
    node.waiting.clear();
    for (const deliver of waiting) deliver();
  }

  #tell(node: LiveNode): void {
    for (const listener of this.#listeners) listener(node);
  }
}

function liveNode(spec: NodeSpec, baselines: PatchBaselines, now: Date): LiveNode {
  const kind = spec.id.startsWith('mi-') ? 'hybrid' : 'ec2';
  const place = `${spec.region}:${spec.account}`;
  const stopped = spec.condition === 'stopped';
  const scannedAt = new Date(now.getTime() - dayMs);
  const node: LiveNode = {
    id: spec.id,
    account: spec.account,
    region: spec.region,
    spec,
    kind,
    arn:
      kind === 'ec2' ? `arn:aws:ec2:${place}:instance/${spec.id}` : `arn:aws:ssm:${place}:managed-instance/${spec.id}`,
    tags: new Map(Object.entries(spec.tags)),
    tagVersion: 0,
    power: stopped ? 'stopped' : 'running',
    agent: spec.condition === 'unmanaged' ? 'none' : spec.condition === 'offline' || stopped ? 'lost' : 'connected',
    lastPingAt: scannedAt,
    patchState: undefined,
    compliant: undefined,
    unfoundPatches: spec.missingFrom === undefined ? 0 : spec.missingPatches,
    installMarkerAt: undefined,
    rebootsInVain: 0,
    rebootUnseen: false,
    patchRuns: 0,
    waiting: new Set(),
  };
  if (spec.condition === 'unmanaged') return node;
  node.patchState = scannedState(node, baselines, scannedAt);
  node.compliant = complianceOf(node.patchState.counts).compliant;
  return node;
}

/** What a scan of the day before had found. */
function scannedState(node: LiveNode, baselines: PatchBaselines, scannedAt: Date): PatchState {
  const { condition, missingPatches, missingFrom } = node.spec;
  return {
    operation: 'Scan',
    startedAt: scannedAt,
    endedAt: new Date(scannedAt.getTime() + 90_000),
    snapshotId: undefined,
    commandId: undefined,
    ...groupOf(baselines, node),
    rebootOption: undefined,
    lastNoRebootInstallAt: undefined,
    counts: {
      installed: installedBefore,
      installedOther: 0,
      pendingReboot: condition === 'reboot-pending' ? 1 : 0,
      missing: missingFrom === undefined ? missingPatches : 0,
      failed: 0,
    },
  };
}
