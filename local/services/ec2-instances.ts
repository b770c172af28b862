import type {
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
  Filter,
  Instance,
  StartInstancesCommandInput,
  StartInstancesCommandOutput,
  StopInstancesCommandInput,
  StopInstancesCommandOutput,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Cell, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf, hexOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { isWindows, type LiveNode } from '../fleet/live-node.ts';
import { page, sizeWithin } from '../fleet/page.ts';

const launchedAt = new Date('2025-09-01T08:00:00Z');
const powerChangeMs = 30_000;
export const resultBounds = {
  name: 'maxResults',
  least: 5,
  most: 1000,
  otherwise: 1000,
  code: 'InvalidParameterValue',
};

export function ec2Instances(cloud: Cloud, fleet: Fleet): Capability {
  return {
    operations: {
      DescribeInstances: operation<DescribeInstancesCommandInput, DescribeInstancesCommandOutput>({
        needs: () => [{ action: 'ec2:DescribeInstances', resource: '*' }],
        run: (input, call) => {
          const ids = input.InstanceIds ?? [];
          if (ids.length > 0 && input.MaxResults !== undefined)
            throw new AwsError(
              'InvalidParameterCombination',
              'The parameter instancesSet cannot be used with the parameter maxResults',
            );
          const size = sizeWithin(input.MaxResults, resultBounds);
          const nodes = ids.length > 0 ? instancesNamed(fleet, cellOf(call), ids) : instancesIn(fleet, cellOf(call));
          const matching = nodes.filter((node) => (input.Filters ?? []).every((filter) => passes(node, filter)));
          const { items, nextToken } = page(matching, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return {
            Reservations: items.map((node) => ({
              ReservationId: `r-${hexOf(`reservation ${node.id}`, 17)}`,
              OwnerId: node.account,
              Instances: [wireInstance(node)],
            })),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      StartInstances: operation<StartInstancesCommandInput, StartInstancesCommandOutput>({
        needs: ({ InstanceIds = [] }, call) => powerNeeds('StartInstances', InstanceIds, call),
        run: ({ InstanceIds = [] }, call) => ({
          StartingInstances: changePower(cloud, fleet, call, InstanceIds, 'running'),
        }),
      }),
      StopInstances: operation<StopInstancesCommandInput, StopInstancesCommandOutput>({
        needs: ({ InstanceIds = [] }, call) => powerNeeds('StopInstances', InstanceIds, call),
        run: ({ InstanceIds = [] }, call) => ({
          StoppingInstances: changePower(cloud, fleet, call, InstanceIds, 'stopped'),
        }),
      }),
    },
  };
}

export function instancesIn(fleet: Fleet, cell: Cell): LiveNode[] {
  return fleet.in(cell).filter(({ kind }) => kind === 'ec2');
}

/** One id that is unknown fails the whole call. */
export function instancesNamed(fleet: Fleet, cell: Cell, ids: readonly string[]): LiveNode[] {
  const malformed = ids.find((id) => !/^i-[0-9a-f]{8}([0-9a-f]{9})?$/.test(id));
  if (malformed !== undefined) throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
  const unknown = ids.filter((id) => fleet.find(cell, id) === undefined);
  if (unknown.length > 0)
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${unknown.join(', ')}' do not exist`);
  return ids.flatMap((id) => fleet.find(cell, id) ?? []);
}

function passes(node: LiveNode, { Name = '', Values = [] }: Filter): boolean {
  if (Name.startsWith('tag:')) {
    const value = node.tags.get(Name.slice('tag:'.length));
    return value !== undefined && Values.some((pattern) => fits(value, pattern));
  }
  switch (Name) {
    case 'instance-id':
      return Values.includes(node.id);
    case 'tag-key':
      return Values.some((pattern) => [...node.tags.keys()].some((key) => fits(key, pattern)));
    case 'instance-state-name':
      return Values.includes(node.power);
    default:
      throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  }
}

/** EC2's filters know `*` and `?`. */
export function fits(value: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return value === pattern;
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

function wireInstance(node: LiveNode): Instance {
  return {
    InstanceId: node.id,
    ImageId: `ami-${hexOf(node.spec.platform, 17)}`,
    InstanceType: 'm7i.large',
    LaunchTime: launchedAt,
    Placement: { AvailabilityZone: `${node.region}a` },
    State: stateOf(node.power),
    IamInstanceProfile: {
      Arn: `arn:aws:iam::${node.account}:instance-profile/ManagedNode`,
      Id: `AIPA${hexOf(`instance profile of ${node.account}`, 17).toUpperCase()}`,
    },
    ...(isWindows(node) && { Platform: 'Windows' as const }),
    PlatformDetails: platformDetails(node),
    ...(node.agent !== 'none' && { IamInstanceProfile: profileOf(node) }),
    Tags: [...node.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}

/** An instance without an agent has no profile to register it with either. */
function profileOf({ account }: LiveNode): { readonly Arn: string; readonly Id: string } {
  return {
    Arn: `arn:aws:iam::${account}:instance-profile/Nodes`,
    Id: `AIPA${hexOf(`profile ${account}`, 17).toUpperCase()}`,
  };
}

export function platformDetails(node: LiveNode): string {
  if (isWindows(node)) return 'Windows';
  return node.spec.platform.startsWith('Red Hat') ? 'Red Hat Enterprise Linux' : 'Linux/UNIX';
}

export function stateOf(power: LiveNode['power']): { readonly Code: number; readonly Name: 'running' | 'stopped' } {
  return power === 'running' ? { Code: 16, Name: 'running' } : { Code: 80, Name: 'stopped' };
}

function powerNeeds(action: string, ids: readonly string[], call: Call) {
  return ids.map((id) => ({
    action: `ec2:${action}`,
    resource: `arn:aws:ec2:${call.region}:${call.principal.account}:instance/${id}`,
  }));
}

function changePower(cloud: Cloud, fleet: Fleet, call: Call, ids: readonly string[], power: LiveNode['power']) {
  const passing =
    power === 'running' ? ({ Code: 0, Name: 'pending' } as const) : ({ Code: 64, Name: 'stopping' } as const);
  return instancesNamed(fleet, cellOf(call), ids).map((node) => {
    const before = stateOf(node.power);
    if (node.power === power) return { InstanceId: node.id, PreviousState: before, CurrentState: before };
    tellState(cloud, node, passing.Name);
    cloud.clock.after(powerChangeMs, () => {
      fleet.setPower(node, power);
      tellState(cloud, node, power);
    });
    return { InstanceId: node.id, PreviousState: before, CurrentState: passing };
  });
}

function tellState(cloud: Cloud, node: LiveNode, state: string): void {
  cloud.emit({
    account: node.account,
    region: node.region,
    source: 'aws.ec2',
    detailType: 'EC2 Instance State-change Notification',
    resources: [node.arn],
    detail: { 'instance-id': node.id, state },
  });
}
