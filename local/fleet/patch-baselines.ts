/**
 * Patch baselines: the one that a node's patch group is registered with, in its account and Region, or else the default
 * of its operating system. A baseline that a stack makes is the account's own; the others are AWS's.
 */
import type { OperatingSystem } from '@aws-sdk/client-ssm';
import type { Cell } from '../cloud.ts';
import type { Platform } from '../organization/organization.ts';
import { hexOf } from './deterministic-id.ts';
import type { LiveNode } from './live-node.ts';
import { PerCell } from './per-cell.ts';

export interface PatchBaseline {
  /** `pb-…` */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly operatingSystem: OperatingSystem;
  readonly owner: 'AWS' | 'Self';
  readonly groups: readonly string[];
  readonly isDefault: boolean;
}

export const operatingSystems = {
  'Amazon Linux 2023': 'AMAZON_LINUX_2023',
  'Ubuntu 24.04': 'UBUNTU',
  'Red Hat Enterprise Linux 9': 'REDHAT_ENTERPRISE_LINUX',
  'Windows Server 2022': 'WINDOWS',
} as const satisfies Readonly<Record<Platform, OperatingSystem>>;

/** AWS's own names of its baselines. */
const namesOfAws: readonly (readonly [OperatingSystem, string])[] = [
  ['AMAZON_LINUX_2023', 'AWS-AmazonLinux2023DefaultPatchBaseline'],
  ['UBUNTU', 'AWS-UbuntuDefaultPatchBaseline'],
  ['REDHAT_ENTERPRISE_LINUX', 'AWS-RedHatDefaultPatchBaseline'],
  ['WINDOWS', 'AWS-DefaultPatchBaseline'],
];

export class PatchBaselines {
  readonly #own = new PerCell<PatchBaseline[]>(() => []);

  add(cell: Cell, baseline: PatchBaseline): void {
    const own = this.#own.of(cell);
    const taken = baseline.groups.find((group) =>
      own.some(({ groups, operatingSystem }) => operatingSystem === baseline.operatingSystem && groups.includes(group)),
    );
    if (taken !== undefined)
      throw new Error(`Patch group ${taken} is registered already, for ${baseline.operatingSystem} in ${cell.account}`);
    own.push(baseline);
  }

  list(cell: Cell): PatchBaseline[] {
    const own = this.#own.of(cell);
    const ofAws = namesOfAws.map(([operatingSystem, name]) => ({
      ...baselineOfAws(cell, operatingSystem, name),
      isDefault: !own.some((baseline) => baseline.isDefault && baseline.operatingSystem === operatingSystem),
    }));
    return [...own, ...ofAws];
  }

  /** A group that nobody registered gets the default. */
  of(cell: Cell, group: string, operatingSystem: OperatingSystem): PatchBaseline {
    const candidates = this.list(cell).filter((baseline) => baseline.operatingSystem === operatingSystem);
    const found =
      candidates.find(({ groups }) => groups.includes(group)) ?? candidates.find(({ isDefault }) => isDefault);
    if (found === undefined) throw new Error(`There is no patch baseline for ${operatingSystem}`);
    return found;
  }
}

/** `PatchGroup` is the form for instances whose metadata shows tags, where a key may hold no space. */
export function patchGroupOf({ tags }: LiveNode): string {
  return tags.get('PatchGroup') ?? tags.get('Patch Group') ?? '';
}

/** Those of AWS go by their ARN wherever baselines are listed, and by their bare id in what nodes report. */
export function listedId({ id, owner }: PatchBaseline, { region }: Cell): string {
  return owner === 'AWS' ? `arn:aws:ssm:${region}:012345678901:patchbaseline/${id}` : id;
}

function baselineOfAws({ region }: Cell, operatingSystem: OperatingSystem, name: string): PatchBaseline {
  return {
    id: `pb-${hexOf(`${name} of AWS in ${region}`, 17)}`,
    name,
    description: `Default Patch Baseline for ${operatingSystem} Provided by AWS.`,
    operatingSystem,
    owner: 'AWS',
    groups: [],
    isDefault: true,
  };
}
