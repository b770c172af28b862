/**
 * What AWS Config records of a node, some time after it changed.
 *
 *   C1. A change is seen 20 to 60 s later, as the node is then: two changes within that time make one item.
 *   C2. An EC2 instance is recorded with its tags; a hybrid node only as an inventory item, without any.
 *   C3. Where the recorder is off nothing is recorded; what was recorded before stays.
 */
import type { Cell, Cloud } from '../cloud.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { isWindows, type LiveNode } from '../fleet/live-node.ts';
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

export type RecordedType = 'AWS::EC2::Instance' | 'AWS::SSM::ManagedInstanceInventory';

const historyMax = 100;

export class ConfigRecorder {
  readonly #histories = new PerCell<Map<string, ConfigurationItem[]>>(() => new Map());
  readonly #pending = new Set<LiveNode>();
  readonly #listeners: ((item: ConfigurationItem) => void)[] = [];
  readonly #cloud: Cloud;

  constructor(cloud: Cloud, fleet: Fleet) {
    this.#cloud = cloud;
    for (const node of fleet.all().filter((each) => this.records(each)))
      this.#keep(itemOf(node, 'ResourceDiscovered', cloud.clock.now()));
    fleet.onChange((node) => this.#captureLater(node));
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

  #captureLater(node: LiveNode): void {
    if (node.kind === 'hybrid' || this.#pending.has(node)) return; // C1, C2
    this.#pending.add(node);
    const delayMs =
      20_000 + Math.round(this.#cloud.random(`config item ${node.id} ${node.tagVersion} ${node.power}`) * 40_000);
    this.#cloud.clock.after(delayMs, () => {
      this.#pending.delete(node);
      if (!this.records(node)) return; // C3
      const item = itemOf(node, 'OK', this.#cloud.clock.now());
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

function itemOf(node: LiveNode, status: ConfigurationItem['status'], capturedAt: Date): ConfigurationItem {
  const { account, region, id, arn } = node;
  const instance = node.kind === 'ec2';
  return {
    account,
    region,
    type: instance ? 'AWS::EC2::Instance' : 'AWS::SSM::ManagedInstanceInventory',
    id,
    arn: instance ? arn : `arn:aws:ssm:${region}:${account}:managed-instance-inventory/${id}`,
    name: undefined,
    status,
    capturedAt,
    tags: instance ? new Map(node.tags) : new Map(), // C2
    configuration: instance ? instanceConfiguration(node) : inventoryConfiguration(node),
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
