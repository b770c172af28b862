import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import type { Cell } from '../domain/window/node.ts';
import { type NodeReference, nodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { ssmClient } from './clients.ts';
import { allItems } from './pages.ts';

/** A node as Systems Manager lists it: without its tags. */
export interface ManagedNode {
  readonly node: NodeReference;
  readonly name: string | undefined;
  readonly platform: string | undefined;
}

/** Nodes in a page of DescribeInstanceInformation (the service's limit). */
const PAGE_SIZE = 50;

/** The nodes of a cell that Systems Manager manages: the hybrid ones, or EC2 instances as well. */
export function managedNodesReader(assumeRole: AssumeMemberRole) {
  return async ({ account, region }: Cell, kinds: 'hybrid' | 'all'): Promise<ManagedNode[]> => {
    const ssm = ssmClient({ region, credentials: await assumeRole(account) });
    const found = await allItems(
      (NextToken) =>
        ssm.send(
          new DescribeInstanceInformationCommand({
            ...(kinds === 'hybrid' && { Filters: [{ Key: 'ResourceType', Values: ['ManagedInstance'] }] }),
            MaxResults: PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ InstanceInformationList }) => InstanceInformationList, nextToken: ({ NextToken }) => NextToken },
    );
    return found.flatMap(({ InstanceId: id, Name: name, PlatformName: platform }) =>
      id === undefined ? [] : [{ node: nodeReference({ id, account, region }), name, platform }],
    );
  };
}
