import { SelectAggregateResourceConfigCommand } from '@aws-sdk/client-config-service';
import { DescribeInstanceInformationCommand, type InstanceInformation } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { type Cell, cellKey, type RosterNode } from '../domain/window/node.ts';
import { isHybrid } from '../inbound/node-reference.ts';
import { parseJsonOrRefuse } from '../inbound/parse-json.ts';
import { parseOrRefuse } from '../inbound/parse-or-refuse.ts';
import { inGroups } from '../platform/in-groups.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt, sayRefusal } from './attempt.ts';
import { configClient, ssmClient } from './clients.ts';
import { allItems } from './pages.ts';

/** The nodes that carry a schedule. A hybrid cell that could not be read is named, never silently left out. */
export interface Roster {
  readonly nodes: readonly RosterNode[];
  readonly unreadCells: readonly (Cell & { readonly reason: string })[];
}

export type ObserveRoster = (
  schedule: string,
  settings: { readonly ownerTag: string; readonly hybridCells: readonly Cell[] },
) => Promise<Attempt<Roster>>;

/** Results in a page of an aggregator query, and nodes in one of DescribeInstanceInformation (the services' limits). */
const QUERY_PAGE_SIZE = 100;
const INFORMATION_PAGE_SIZE = 50;

export function rosterObserver({
  aggregatorName,
  assumeReadRole,
}: {
  aggregatorName: string;
  assumeReadRole: AssumeMemberRole;
}): ObserveRoster {
  const config = configClient();

  /** EC2 nodes from the organization's aggregator: minutes to a day old, so the run's own evidence corrects it. */
  async function instances(schedule: string, ownerTag: string): Promise<RosterNode[]> {
    const results = await allItems(
      (NextToken) =>
        config.send(
          new SelectAggregateResourceConfigCommand({
            ConfigurationAggregatorName: aggregatorName,
            Expression: queryFor(schedule),
            Limit: QUERY_PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ Results }) => Results, nextToken: ({ NextToken }) => NextToken },
    );
    return results.map(itemOf).flatMap((item) => rosterNodeOf(item, schedule, ownerTag));
  }

  /** Hybrid nodes by tag from Systems Manager itself, since Config's tags of `mi-…` are not to be trusted. */
  async function hybridNodes(schedule: string, { account, region }: Cell): Promise<RosterNode[]> {
    const ssm = ssmClient({ region, credentials: await assumeReadRole(account) });
    const found = await allItems(
      (NextToken) =>
        ssm.send(
          new DescribeInstanceInformationCommand({
            Filters: [{ Key: 'tag:maintenance:patching', Values: [schedule] }],
            MaxResults: INFORMATION_PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ InstanceInformationList }) => InstanceInformationList, nextToken: ({ NextToken }) => NextToken },
    );
    return found.flatMap((node) => hybridNodeOf(node, { account, region }));
  }

  return (schedule, { ownerTag, hybridCells }) =>
    attempt(async () => {
      const nodes = await instances(schedule, ownerTag);
      const unreadCells: (Cell & { reason: string })[] = [];
      const reads = await inGroups(hybridCells, async (cell) => ({
        cell,
        read: await attempt(() => hybridNodes(schedule, cell)),
      }));
      for (const { cell, read } of reads) {
        if (read.kind === 'done') nodes.push(...read.value);
        else unreadCells.push({ ...cell, reason: sayRefusal(read) }); // P6
      }
      return { nodes: once(nodes), unreadCells };
    });
}

/** The schedule is one of the grammar's 1,008 values, so nothing needs to be escaped. */
function queryFor(schedule: string): string {
  return [
    'SELECT resourceId, accountId, awsRegion, tags, configuration.state.name, configuration.platformDetails',
    `WHERE resourceType = 'AWS::EC2::Instance' AND tags.tag = 'maintenance:patching=${schedule}'`,
  ].join(' ');
}

const itemSchema = z.object({
  resourceId: z.string(),
  accountId: z.string(),
  awsRegion: z.string(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  configuration: z.optional(
    z.object({
      state: z.optional(z.object({ name: z.string() })),
      platformDetails: z.optional(z.string()),
    }),
  ),
});

type Item = z.infer<typeof itemSchema>;

function itemOf(result: string): Item {
  return parseOrRefuse('aggregator result', itemSchema, parseJsonOrRefuse('aggregator result', result));
}

/** Filtered again: the query matches flattened tags, so another tag with our value would do for it. */
function rosterNodeOf(item: Item, schedule: string, ownerTag: string): RosterNode[] {
  const tags = new Map(item.tags.map(({ key, value }) => [key, value]));
  if (tags.get('maintenance:patching') !== schedule) return [];
  return [
    {
      id: item.resourceId,
      account: item.accountId,
      region: item.awsRegion,
      name: tags.get('Name'),
      platform: item.configuration?.platformDetails,
      owner: tags.get(ownerTag),
      wave: tags.get('maintenance:wave') ?? '',
      power: powerOf(item),
    },
  ];
}

/** Everything but running counts as stopped: an instance that is starting or stopping is not there to be patched. */
function powerOf({ configuration }: Item): RosterNode['power'] {
  const state = configuration?.state?.name;
  return state === undefined ? undefined : state === 'running' ? 'running' : 'stopped';
}

/** A node may show up on two pages, and a cell may be listed twice; the roster owes it once (P3). */
function once(nodes: readonly RosterNode[]): RosterNode[] {
  return [...new Map(nodes.map((node) => [`${cellKey(node)}#${node.id}`, node])).values()];
}

/** EC2 instances among them are the aggregator's to report. */
function hybridNodeOf({ InstanceId, Name, PlatformName }: InstanceInformation, cell: Cell): RosterNode[] {
  if (InstanceId === undefined || !isHybrid({ id: InstanceId })) return [];
  return [{ id: InstanceId, ...cell, name: Name, platform: PlatformName }];
}
