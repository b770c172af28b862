import {
  AddTagsToResourceCommand,
  DescribeInstanceInformationCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ssm';
import { isHybrid, type NodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt } from './attempt.ts';
import { type ClientScope, ssmClient } from './clients.ts';
import { createTags, describeInstance } from './ec2-instances.ts';
import { tagMap } from './read-tags.ts';

export interface LiveNodes {
  /** Absent where the node is gone. */
  readonly read: (
    node: NodeReference,
  ) => Promise<{ readonly tags: ReadonlyMap<string, string>; readonly platform: string | undefined } | undefined>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
}

/** Reads and tags single nodes through the member's tag role: EC2 nodes by EC2, hybrid ones by Systems Manager. */
export function liveNodes(assumeTagRole: AssumeMemberRole): LiveNodes {
  const scopeOf = async ({ account, region }: NodeReference) => ({ region, credentials: await assumeTagRole(account) });

  return {
    read: async (node) => {
      const scope = await scopeOf(node);
      return isHybrid(node) ? readHybrid(node, scope) : readInstance(node, scope);
    },
    writeTags: (node, tags) =>
      attempt(async () => {
        const scope = await scopeOf(node);
        const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        if (Tags.length === 0) return;
        if (isHybrid(node)) {
          const add = new AddTagsToResourceCommand({ ResourceType: 'ManagedInstance', ResourceId: node.id, Tags });
          await ssmClient(scope).send(add);
        } else {
          await createTags(node.id, Tags, scope);
        }
      }),
  };
}

async function readInstance({ id }: NodeReference, scope: ClientScope) {
  const instance = await describeInstance(id, scope);
  return instance && { tags: tagMap(instance.Tags), platform: instance.PlatformDetails };
}

async function readHybrid({ id }: NodeReference, scope: ClientScope) {
  const ssm = ssmClient(scope);
  const [{ TagList }, { InstanceInformationList }] = await Promise.all([
    ssm.send(new ListTagsForResourceCommand({ ResourceType: 'ManagedInstance', ResourceId: id })),
    ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [id] }] })),
  ]);
  return { tags: tagMap(TagList), platform: InstanceInformationList?.[0]?.PlatformName };
}
