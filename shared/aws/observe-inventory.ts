import { SelectAggregateResourceConfigCommand } from '@aws-sdk/client-config-service';
import * as z from 'zod/mini';
import { type Cell, cellKey, cellsOf } from '../domain/window/node.ts';
import { isHybrid, type NodeReference, nodeReference } from '../inbound/node-reference.ts';
import { parseJsonOrRefuse } from '../inbound/parse-json.ts';
import { parseOrRefuse } from '../inbound/parse-or-refuse.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { configClient } from './clients.ts';
import { everyInstance } from './ec2-instances.ts';
import { managedNodesReader } from './managed-nodes.ts';
import { allItems } from './pages.ts';
import { manyTagsReader } from './read-many-tags.ts';
import { tagMap } from './read-tags.ts';

export interface InventoryNode {
  readonly node: NodeReference;
  readonly tags: ReadonlyMap<string, string>;
  /** AWS Config, which may be a day behind, or EC2 or Systems Manager themselves, which are not. */
  readonly seenBy: 'config' | 'ec2' | 'systems-manager';
  /** Whether AWS Config shows it, as far as it is to. */
  readonly recorded: boolean;
}

/** Every node of the organization, once. A cell that could not be read is named, never silently left out. */
export interface Inventory {
  readonly nodes: readonly InventoryNode[];
  readonly unreadCells: readonly (Cell & { readonly reason: string })[];
}

/** Throws where the aggregator itself cannot be read: no inventory is not an empty one. */
export type ObserveInventory = (where: {
  /** Cells with hybrid nodes, which the aggregator does not show with their tags. */
  readonly hybridCells: readonly Cell[];
  /** Cells of which the aggregator is behind: their EC2 instances are asked for as well. */
  readonly staleCells: readonly Cell[];
}) => Promise<Inventory>;

/** Results in a page of an aggregator query (the service's limit). */
const QUERY_PAGE_SIZE = 100;

export function inventoryObserver({
  aggregatorName,
  assumeReadRole,
}: {
  aggregatorName: string;
  assumeReadRole: AssumeMemberRole;
}): ObserveInventory {
  const config = configClient();
  const managedNodes = managedNodesReader(assumeReadRole);
  const manyTags = manyTagsReader(assumeReadRole);

  async function recordedNodes(): Promise<InventoryNode[]> {
    const results = await allItems(
      (NextToken) =>
        config.send(
          new SelectAggregateResourceConfigCommand({
            ConfigurationAggregatorName: aggregatorName,
            Expression: EVERY_INSTANCE,
            Limit: QUERY_PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ Results }) => Results, nextToken: ({ NextToken }) => NextToken },
    );
    return results.flatMap(recordedNodeOf);
  }

  async function hybridNodes(cell: Cell): Promise<InventoryNode[]> {
    const found = await managedNodes(cell, 'hybrid');
    const nodes = found.map(({ node }) => node).filter(isHybrid);
    const tags = await manyTags(cell, nodes);
    return found
      .filter(({ node }) => tags.has(node.id))
      .map(({ node, name }) => ({
        node,
        tags: named(tags.get(node.id) ?? new Map(), name),
        seenBy: 'systems-manager',
        recorded: true,
      }));
  }

  /** Also those that are stopped or that no agent runs on. */
  async function instances({ account, region }: Cell): Promise<InventoryNode[]> {
    const found = await everyInstance({ region, credentials: await assumeReadRole(account) });
    return found.map(({ InstanceId: id = '', Tags }) => ({
      node: nodeReference({ id, account, region }),
      tags: tagMap(Tags),
      seenBy: 'ec2',
      recorded: false,
    }));
  }

  return async ({ hybridCells, staleCells }) => {
    const nodes = await recordedNodes();
    const unreadCells: (Cell & { reason: string })[] = [];
    const stale = new Set(staleCells.map(cellKey));
    for (const cell of cellsOf([...hybridCells, ...staleCells])) {
      const read = await attempt(async () => [
        ...(stale.has(cellKey(cell)) ? await instances(cell) : []),
        ...(await hybridNodes(cell)),
      ]);
      if (read.kind === 'done') nodes.push(...read.value);
      else unreadCells.push({ ...cell, reason: sayRefusal(read) }); // P6
    }
    return { nodes: once(nodes), unreadCells };
  };
}

const EVERY_INSTANCE =
  "SELECT resourceId, accountId, awsRegion, tags, configuration.state.name WHERE resourceType = 'AWS::EC2::Instance'";

const itemSchema = z.object({
  resourceId: z.string(),
  accountId: z.string(),
  awsRegion: z.string(),
  tags: z._default(z.array(z.object({ key: z.string(), value: z.string() })), []),
  configuration: z.optional(z.object({ state: z.optional(z.object({ name: z.string() })) })),
});

/** An instance that is terminated stays in view for an hour or so, and is nobody's to tag any more. */
function recordedNodeOf(result: string): InventoryNode[] {
  const item = parseOrRefuse('aggregator result', itemSchema, parseJsonOrRefuse('aggregator result', result));
  const { resourceId: id, accountId: account, awsRegion: region, tags, configuration } = item;
  if (configuration?.state?.name === 'terminated') return [];
  const node = nodeReference({ id, account, region });
  return [{ node, tags: new Map(tags.map(({ key, value }) => [key, value])), seenBy: 'config', recorded: true }];
}

/** The name under which a hybrid node was registered serves where no tag gives it one. */
function named(tags: ReadonlyMap<string, string>, name: string | undefined): ReadonlyMap<string, string> {
  return name === undefined || tags.has('Name') ? tags : new Map([...tags, ['Name', name]]);
}

/** A node on two pages, or seen by both: what was read last is live, and counts. */
function once(nodes: readonly InventoryNode[]): InventoryNode[] {
  const keyOf = ({ node }: InventoryNode) => `${cellKey(node)}#${node.id}`;
  const recorded = new Set(nodes.filter((one) => one.recorded).map(keyOf));
  const last = new Map(nodes.map((one) => [keyOf(one), one]));
  return [...last.values()].map((one) => ({ ...one, recorded: recorded.has(keyOf(one)) }));
}
