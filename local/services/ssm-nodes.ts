import type {
  DescribeInstanceInformationCommandInput,
  DescribeInstanceInformationCommandOutput,
  DescribeInstancePatchStatesCommandInput,
  DescribeInstancePatchStatesCommandOutput,
  InstanceInformation,
  InstanceInformationStringFilter,
  InstancePatchState,
} from '@aws-sdk/client-ssm';
import { AwsError, type Cell, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf, hexOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { hasTags, isManaged, isWindows, type LiveNode } from '../fleet/live-node.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import type { PatchState } from '../fleet/patch-state.ts';

const idsMax = 50;
/** How often an agent that is connected says so. */
const pingEveryMs = 5 * 60_000;

export function ssmNodes(cloud: Cloud, fleet: Fleet): Capability {
  return {
    operations: {
      DescribeInstanceInformation: operation<
        DescribeInstanceInformationCommandInput,
        DescribeInstanceInformationCommandOutput
      >({
        needs: () => [{ action: 'ssm:DescribeInstanceInformation', resource: '*' }],
        run: (input, call) => {
          const size = sizeWithin(input.MaxResults, { name: 'maxResults', least: 5, most: 50, otherwise: 10 });
          const filters = (input.Filters ?? []).map(({ Key = '', Values = [] }) => ({ key: Key, values: Values }));
          const old = (input.InstanceInformationFilterList ?? []).map(({ key = '', valueSet = [] }) => ({
            key,
            values: valueSet,
          }));
          if (filters.length > 0 && old.length > 0)
            throw invalidFilter('Filters and InstanceInformationFilterList cannot be used together.');
          const conditions = [...filters, ...old];
          if (conditions.length > 1 && conditions.some(({ key }) => isTagFilter(key)))
            throw invalidFilter('Tag filters cannot be combined with other filters.');
          const managed = fleet.in(cellOf(call)).filter(isManaged);
          for (const { key, values } of conditions)
            if (key === 'InstanceIds') refuseUnknown(fleet, cellOf(call), values);
          const matching = managed.filter((node) => conditions.every((condition) => passes(node, condition)));
          const { items, nextToken } = page(matching, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return {
            InstanceInformationList: items.map((node) => information(node, cloud.clock.now())),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      DescribeInstancePatchStates: operation<
        DescribeInstancePatchStatesCommandInput,
        DescribeInstancePatchStatesCommandOutput
      >({
        needs: ({ InstanceIds = [] }, call) =>
          InstanceIds.map((id) => ({ action: 'ssm:DescribeInstancePatchStates', resource: nodeArn(cellOf(call), id) })),
        run: (input, call) => {
          const ids = input.InstanceIds ?? [];
          if (ids.length > idsMax)
            throw new AwsError(
              'ValidationException',
              `Value at 'instanceIds' failed to satisfy constraint: ${ids.length} ids, wanted at most ${idsMax}`,
            );
          const size = sizeWithin(input.MaxResults, { name: 'maxResults', least: 10, most: 100, otherwise: 10 });
          const states = ids.flatMap((id) => {
            const node = fleet.find(cellOf(call), id);
            return node?.patchState === undefined ? [] : [wireState(node, node.patchState)]; // Unknown ids are just absent.
          });
          const { items, nextToken } = page(states, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return { InstancePatchStates: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
  };
}

interface FilterCondition {
  readonly key: NonNullable<InstanceInformationStringFilter['Key']>;
  readonly values: readonly string[];
}

function isTagFilter(key: string): boolean {
  return key === 'tag-key' || key.startsWith('tag:');
}

function passes(node: LiveNode, { key, values }: FilterCondition): boolean {
  if (key.startsWith('tag:')) return hasTags(node, [{ key: key.slice('tag:'.length), values }]);
  switch (key) {
    case 'tag-key':
      return values.some((value) => node.tags.has(value));
    case 'InstanceIds':
      return values.includes(node.id);
    case 'PingStatus':
      return values.includes(pingStatus(node));
    case 'PlatformTypes':
      return values.includes(platformType(node));
    case 'ResourceType':
      return values.includes(resourceType(node));
    default:
      throw new AwsError('InvalidFilterKey', `The specified key is not valid: ${key}`);
  }
}

/** One id that is no managed node fails the whole call. */
function refuseUnknown(fleet: Fleet, cell: Cell, ids: readonly string[]): void {
  const unknown = ids.filter((id) => {
    const node = fleet.find(cell, id);
    return node === undefined || !/^m?i-/.test(id);
  });
  if (unknown.length > 0)
    throw new AwsError(
      'InvalidInstanceId',
      `The following instance IDs are not valid managed nodes: ${unknown.join(', ')}`,
    );
}

function invalidFilter(message: string): AwsError {
  return new AwsError('InvalidInstanceInformationFilterValue', message);
}

/** IAM is asked about each node that is named, whether there is one or not. */
function nodeArn({ account, region }: Cell, id: string): string {
  return id.startsWith('mi-')
    ? `arn:aws:ssm:${region}:${account}:managed-instance/${id}`
    : `arn:aws:ec2:${region}:${account}:instance/${id}`;
}

function information(node: LiveNode, now: Date): InstanceInformation {
  const hybrid = node.kind === 'hybrid';
  return {
    InstanceId: node.id,
    PingStatus: pingStatus(node),
    LastPingDateTime:
      node.agent === 'connected' ? new Date(now.getTime() - (now.getTime() % pingEveryMs)) : node.lastPingAt,
    AgentVersion: '3.3.2299.0',
    ...(platformType(node) === 'Linux' && { IsLatestVersion: true }), // AWS says it of Linux only
    PlatformType: platformType(node),
    ...platformNames[node.spec.platform],
    ResourceType: resourceType(node),
    IPAddress: `10.${Number.parseInt(hexOf(node.id, 2), 16)}.${Number.parseInt(hexOf(node.id, 4).slice(2), 16)}.17`,
    ComputerName: `${node.spec.name}.example.internal`,
    SourceId: node.id,
    SourceType: hybrid ? 'AWS::SSM::ManagedInstance' : 'AWS::EC2::Instance',
    ...(hybrid && { Name: node.spec.name, IamRole: 'service-role/HybridNodes', RegistrationDate: new Date(0) }),
  };
}

const platformNames = {
  'Amazon Linux 2023': { PlatformName: 'Amazon Linux', PlatformVersion: '2023' },
  'Ubuntu 24.04': { PlatformName: 'Ubuntu', PlatformVersion: '24.04' },
  'Red Hat Enterprise Linux 9': { PlatformName: 'Red Hat Enterprise Linux', PlatformVersion: '9.5' },
  'Windows Server 2022': { PlatformName: 'Microsoft Windows Server 2022 Datacenter', PlatformVersion: '10.0.20348' },
} as const;

function pingStatus(node: LiveNode): 'Online' | 'ConnectionLost' {
  return node.agent === 'connected' ? 'Online' : 'ConnectionLost';
}

function platformType(node: LiveNode): 'Windows' | 'Linux' {
  return isWindows(node) ? 'Windows' : 'Linux';
}

function resourceType(node: LiveNode): 'ManagedInstance' | 'EC2Instance' {
  return node.kind === 'hybrid' ? 'ManagedInstance' : 'EC2Instance';
}

function wireState(node: LiveNode, state: PatchState): InstancePatchState {
  const { counts } = state;
  return {
    InstanceId: node.id,
    PatchGroup: state.patchGroup,
    BaselineId: state.baselineId,
    Operation: state.operation,
    OperationStartTime: state.startedAt,
    OperationEndTime: state.endedAt,
    InstalledCount: counts.installed,
    InstalledOtherCount: counts.installedOther,
    InstalledPendingRebootCount: counts.pendingReboot,
    InstalledRejectedCount: 0,
    MissingCount: counts.missing,
    FailedCount: counts.failed,
    NotApplicableCount: 0,
    UnreportedNotApplicableCount: 0,
    CriticalNonCompliantCount: counts.missing + counts.failed,
    SecurityNonCompliantCount: counts.pendingReboot,
    OtherNonCompliantCount: 0,
    ...(state.snapshotId !== undefined && { SnapshotId: state.snapshotId }),
    ...(state.rebootOption !== undefined && { RebootOption: state.rebootOption }),
    ...(state.lastNoRebootInstallAt !== undefined && { LastNoRebootInstallOperationTime: state.lastNoRebootInstallAt }),
  };
}
