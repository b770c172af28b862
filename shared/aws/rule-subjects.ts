import { ListDiscoveredResourcesCommand } from '@aws-sdk/client-config-service';
import type { Cell } from '../domain/window/node.ts';
import { isHybrid, type NodeReference, nodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { configClient } from './clients.ts';
import { managedNodesReader } from './managed-nodes.ts';
import { allItems } from './pages.ts';
import { manyTagsReader } from './read-many-tags.ts';

/** A node that the rule has to judge, with its tags as they are now. */
export interface RuleSubject {
  readonly node: NodeReference;
  readonly resourceType: 'AWS::EC2::Instance' | 'AWS::SSM::ManagedInstanceInventory';
  readonly tags: ReadonlyMap<string, string>;
}

/** Resources in a page of ListDiscoveredResources (the service's limit). */
const PAGE_SIZE = 100;

/** Everything that the rule is about in a cell: EC2 instances that Config records, hybrid nodes from Systems Manager. */
export function ruleSubjectsReader(assumeEvaluateRole: AssumeMemberRole) {
  const managedNodes = managedNodesReader(assumeEvaluateRole);
  const manyTags = manyTagsReader(assumeEvaluateRole);

  return async ({ account, region }: Cell): Promise<RuleSubject[]> => {
    const config = configClient({ region, credentials: await assumeEvaluateRole(account) });
    const recorded = await allItems(
      (nextToken) =>
        config.send(
          new ListDiscoveredResourcesCommand({ resourceType: 'AWS::EC2::Instance', limit: PAGE_SIZE, nextToken }),
        ),
      { items: ({ resourceIdentifiers }) => resourceIdentifiers, nextToken: ({ nextToken }) => nextToken },
    );
    const instances = recorded.flatMap(({ resourceId: id }) =>
      id === undefined ? [] : [nodeReference({ id, account, region })],
    );
    const hybrid = (await managedNodes({ account, region }, 'hybrid')).map(({ node }) => node);
    const nodes = [...instances, ...hybrid];
    const tags = await manyTags({ account, region }, nodes);
    return nodes.map((node) => ({
      node,
      resourceType: isHybrid(node) ? 'AWS::SSM::ManagedInstanceInventory' : 'AWS::EC2::Instance',
      tags: tags.get(node.id) ?? new Map(),
    }));
  };
}
