import { AddTagsToResourceCommand, DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import type { Cell } from '../domain/window/node.ts';
import { isHybrid, type NodeReference } from '../inbound/node-reference.ts';
import { inGroups } from '../platform/in-groups.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt } from './attempt.ts';
import { type ClientScope, ssmClient } from './clients.ts';
import { createTags, describeInstances } from './ec2-instances.ts';
import { hybridTags, tagMap } from './read-tags.ts';
import { batchesOf, type TagWrite, writeBatch } from './tag-batches.ts';

/** A node as it is now, in its own account. */
export interface LiveNode {
  readonly tags: ReadonlyMap<string, string>;
  readonly platform: string | undefined;
}

export interface LiveNodes {
  /** Absent where the node is gone. */
  readonly read: (node: NodeReference) => Promise<LiveNode | undefined>;
  /** Nodes of one cell by their ids, without those that are gone; EC2 instances 200 a call. */
  readonly readMany: (cell: Cell, nodes: readonly NodeReference[]) => Promise<ReadonlyMap<string, LiveNode>>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  /** Answers in the order asked; EC2 instances that get the same tags are written 1,000 a call. */
  readonly writeMany: (writes: readonly TagWrite[]) => Promise<readonly Attempt<void>[]>;
}

/** Reads and tags nodes through the member's tag role: EC2 nodes by EC2, hybrid ones by Systems Manager. */
export function liveNodes(assumeTagRole: AssumeMemberRole): LiveNodes {
  const scopeOf = async ({ account, region }: Cell) => ({ region, credentials: await assumeTagRole(account) });

  async function write(nodes: readonly NodeReference[], tags: TagWrite['tags']): Promise<Attempt<void>> {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const [first] = nodes;
    if (Tags.length === 0 || first === undefined) return { kind: 'done', value: undefined };
    return attempt(async () => {
      const scope = await scopeOf(first);
      if (isHybrid(first)) {
        const add = new AddTagsToResourceCommand({ ResourceType: 'ManagedInstance', ResourceId: first.id, Tags });
        await ssmClient(scope).send(add);
      } else {
        const ids = nodes.map(({ id }) => id);
        await createTags(ids, Tags, scope);
      }
    });
  }

  const writeAll = (batch: readonly TagWrite[]) =>
    write(
      batch.map(({ node }) => node),
      batch[0]?.tags ?? {},
    );

  return {
    read: async (node) => {
      const scope = await scopeOf(node);
      return isHybrid(node) ? readHybrid(node, scope) : (await readInstances([node], scope)).get(node.id);
    },
    readMany: async (cell, nodes) => {
      const scope = await scopeOf(cell);
      const instances = nodes.filter((node) => !isHybrid(node));
      const hybrid = await inGroups(nodes.filter(isHybrid), async (node): Promise<[string, LiveNode][]> => {
        const live = await readHybrid(node, scope);
        return live === undefined ? [] : [[node.id, live]];
      });
      return new Map([...(await readInstances(instances, scope)), ...hybrid.flat()]);
    },
    writeTags: (node, tags) => write([node], tags),
    writeMany: async (writes) => {
      const written = await inGroups(batchesOf(writes), (batch) => writeBatch(batch, writeAll));
      const outcomes = new Map(written.flatMap((batch) => [...batch]));
      return writes.map((one) => outcomes.get(one) ?? { kind: 'done', value: undefined });
    },
  };
}

async function readInstances(nodes: readonly NodeReference[], scope: ClientScope): Promise<Map<string, LiveNode>> {
  const ids = nodes.map(({ id }) => id);
  const found = await describeInstances(ids, scope);
  return new Map(
    found.map(({ InstanceId = '', Tags, PlatformDetails }) => [
      InstanceId,
      { tags: tagMap(Tags), platform: PlatformDetails },
    ]),
  );
}

async function readHybrid(node: NodeReference, scope: ClientScope): Promise<LiveNode | undefined> {
  const Filters = [{ Key: 'InstanceIds', Values: [node.id] }];
  const tags = await hybridTags(node, scope);
  if (tags === undefined) return undefined;
  const { InstanceInformationList } = await ssmClient(scope).send(new DescribeInstanceInformationCommand({ Filters }));
  return { tags, platform: InstanceInformationList?.[0]?.PlatformName };
}
