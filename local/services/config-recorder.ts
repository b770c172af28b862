/**
 * What AWS Config records of a node, some time after it changed.
 *
 *   C1. A change is seen 20 to 60 s later, as the node is then: two changes within that time make one item.
 *   C2. An EC2 instance is recorded with its tags; a hybrid node only as an inventory item, without any.
 *   C3. What a scan or an install found on either is an item of its own, under the node's place in the inventory.
 *   C4. Where the recorder is off nothing is recorded; what was recorded before stays.
 */
import type { Cell, Cloud } from '../cloud.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { isWindows, type LiveNode } from '../fleet/live-node.ts';
import { complianceOf } from '../fleet/patch-compliance.ts';
import { noCounts } from '../fleet/patch-state.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { platformDetails, stateOf } from './ec2-instances.ts';

export interface ConfigurationItem extends Cell {
  readonly type: RecordedType;
  readonly id: string;
  readonly arn: string;
  readonly name: string | undefined;
  readonly status: 'ResourceDiscovered' | 'OK';
  readonly capturedAt: Date;
  readonly tags: ReadonlyMap<string, string>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

export type RecordedType = 'AWS::EC2::Instance' | 'AWS::SSM::ManagedInstanceInventory' | 'AWS::SSM::PatchCompliance';

const historyMax = 100;

export class ConfigRecorder {
  readonly #histories = new PerCell<Map<string, ConfigurationItem[]>>(() => new Map());
  readonly #pending = new Set<string>();
  readonly #listeners: ((item: ConfigurationItem) => void)[] = [];
  readonly #cloud: Cloud;

  constructor(cloud: Cloud, fleet: Fleet) {
    this.#cloud = cloud;
    for (const node of fleet.all().filter((each) => this.records(each))) {
      const seen = { status: 'ResourceDiscovered', capturedAt: cloud.clock.now() } as const;
      this.#keep(itemOf(node, seen));
      if (node.patchState !== undefined) this.#keep(patchItemOf(node, seen));
    }
    fleet.onChange((node) => {
      if (node.kind === 'hybrid') return; // C2
      this.#captureLater(node, { what: 'config item', change: `${node.tagVersion} ${node.power}`, capture: itemOf });
    });
    fleet.onPatchState((node) => {
      const change = String(node.patchState?.endedAt.toISOString());
      this.#captureLater(node, { what: 'patch item', change, capture: patchItemOf });
    });
  }

  /** Whether the recorder of a cell is on. */
  records({ account, region }: Cell): boolean {
    const now = this.#cloud.clock.now();
    const off = this.#cloud.organization.unseenCells?.some(
      (cell) =>
        cell.aggregator === 'recorder-off' && cell.account === account && cell.region === region && cell.from <= now,
    );
    return off !== true;
  }

  onItem(listener: (item: ConfigurationItem) => void): void {
    this.#listeners.push(listener);
  }

  /** The latest item of everything recorded in a cell. */
  latest(cell: Cell): ConfigurationItem[] {
    return [...this.#histories.of(cell).values()].flatMap((history) => history.at(-1) ?? []);
  }

  /** Oldest first. */
  history(cell: Cell, type: string, id: string): readonly ConfigurationItem[] {
    return this.#histories.of(cell).get(`${type}/${id}`) ?? [];
  }

  /** C1 */
  #captureLater(node: LiveNode, { what, change, capture }: Change): void {
    const key = `${what} of ${node.arn}`;
    if (this.#pending.has(key)) return;
    this.#pending.add(key);
    const delayMs = 20_000 + Math.round(this.#cloud.random(`${what} ${node.id} ${change}`) * 40_000);
    this.#cloud.clock.after(delayMs, () => {
      this.#pending.delete(key);
      if (!this.records(node)) return; // C4
      const item = capture(node, { status: 'OK', capturedAt: this.#cloud.clock.now() });
      this.#keep(item);
      for (const listener of this.#listeners) listener(item);
    });
  }

  #keep(item: ConfigurationItem): void {
    const histories = this.#histories.of(item);
    const key = `${item.type}/${item.id}`;
    histories.set(key, [...(histories.get(key) ?? []), item].slice(-historyMax));
  }
}

type Seen = Pick<ConfigurationItem, 'status' | 'capturedAt'>;

interface Change {
  readonly what: string;
  /** Tells this change from others of the node. */
  readonly change: string;
  readonly capture: (node: LiveNode, seen: Seen) => ConfigurationItem;
}

function itemOf(node: LiveNode, seen: Seen): ConfigurationItem {
  const { account, region, id, arn } = node;
  const instance = node.kind === 'ec2';
  return {
    account,
    region,
    type: instance ? 'AWS::EC2::Instance' : 'AWS::SSM::ManagedInstanceInventory',
    id,
    arn: instance ? arn : `arn:aws:ssm:${region}:${account}:managed-instance-inventory/${id}`,
    name: undefined,
    ...seen,
    tags: instance ? new Map(node.tags) : new Map(), // C2
    configuration: instance ? instanceConfiguration(node) : inventoryConfiguration(node),
  };
}

/** C3 */
function patchItemOf({ account, region, id, patchState }: LiveNode, seen: Seen): ConfigurationItem {
  const { compliant, severity } = complianceOf(patchState?.counts ?? noCounts);
  const Status = compliant ? 'COMPLIANT' : 'NON_COMPLIANT';
  return {
    account,
    region,
    type: 'AWS::SSM::PatchCompliance',
    id: `AWS::SSM::ManagedInstanceInventory/${id}`,
    arn: `arn:aws:ssm:${region}:${account}:patch-compliance/${id}`,
    name: undefined,
    ...seen,
    tags: new Map(),
    configuration: { ComplianceType: 'Patch', Status, OverallSeverity: severity },
  };
}

function instanceConfiguration(node: LiveNode) {
  const { Code, Name } = stateOf(node.power);
  return {
    instanceId: node.id,
    instanceType: 'm7i.large',
    state: { code: Code, name: Name },
    ...(isWindows(node) && { platform: 'windows' }), // Absent for anything else, as in EC2.
    platformDetails: platformDetails(node),
    placement: { availabilityZone: `${node.region}a` },
    tags: [...node.tags].map(([key, value]) => ({ key, value })),
  };
}

function inventoryConfiguration(node: LiveNode) {
  const content = {
    InstanceId: node.id,
    PlatformType: isWindows(node) ? 'Windows' : 'Linux',
    ComputerName: node.spec.name,
  };
  return { 'AWS:InstanceInformation': { Content: { [node.id]: content } } };
}
