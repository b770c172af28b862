import { DescribeInstanceInformationCommand, type InstanceInformation } from '@aws-sdk/client-ssm';
import type { ManagedNode } from '../../domain/readiness/observation.ts';
import { operatingSystemOf } from '../../domain/readiness/operating-system.ts';
import type { Cell } from '../../domain/window/node.ts';
import { isHybrid, nodeReference } from '../../inbound/node-reference.ts';
import { inGroups } from '../../platform/in-groups.ts';
import { ssmClient } from '../clients.ts';
import { allItems } from '../pages.ts';
import { hybridTags } from '../read-tags.ts';
import type { MemberScope } from './observe-cell-readiness.ts';

/** Nodes in a page of DescribeInstanceInformation, and values in one of its filters (the service's limits). */
const PAGE_SIZE = 50;
const VALUES_MAX = 100;

/** The nodes of a cell that carry one of some schedules, as Systems Manager knows them. */
export async function readManagedNodes(
  cell: Cell,
  scope: MemberScope,
  schedules: readonly string[],
): Promise<ManagedNode[]> {
  const ssm = ssmClient(scope);
  const found: ManagedNode[] = [];
  for (let start = 0; start < schedules.length; start += VALUES_MAX) {
    const Filters = [{ Key: 'tag:maintenance:patching', Values: schedules.slice(start, start + VALUES_MAX) }];
    const listed = await allItems(
      (NextToken) => ssm.send(new DescribeInstanceInformationCommand({ Filters, MaxResults: PAGE_SIZE, NextToken })),
      { items: ({ InstanceInformationList }) => InstanceInformationList, nextToken: ({ NextToken }) => NextToken },
    );
    const nodes = await inGroups(listed, (information) => managedNode(information, cell, scope));
    for (const node of nodes) found.push(...node);
  }
  return found;
}

async function managedNode(information: InstanceInformation, cell: Cell, scope: MemberScope): Promise<ManagedNode[]> {
  const { InstanceId: id, PingStatus, IsLatestVersion, PlatformType, Name: name } = information;
  if (id === undefined) return [];
  const node = nodeReference({ id, ...cell });
  const tags = isHybrid(node) ? await hybridTags(node, scope) : undefined;
  if (isHybrid(node) && tags === undefined) return []; // It is gone.
  return [
    {
      id,
      online: PingStatus === 'Online',
      agentCurrent: PlatformType === 'Windows' ? undefined : IsLatestVersion, // AWS says it of Linux only.
      operatingSystem: operatingSystemOf({
        name: information.PlatformName ?? '',
        version: information.PlatformVersion ?? '',
      }),
      tags,
      name,
    },
  ];
}
