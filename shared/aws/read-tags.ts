import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { ListTagsForResourceCommand } from '@aws-sdk/client-ssm';
import { isHybrid, type NodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { ssmClient, taggingClient } from './clients.ts';

/**
 * Reads the tags of a node as they are now. EC2's come from the tagging API, whose client is a third of EC2's; those of
 * a hybrid node only Systems Manager knows.
 */
export function tagReader(assumeRole: AssumeMemberRole) {
  const readHybridTags = hybridTagReader(assumeRole);
  return async (node: NodeReference): Promise<ReadonlyMap<string, string>> => {
    if (isHybrid(node)) return new Map(Object.entries(await readHybridTags(node)));
    const { account, region, arn } = node;
    const tagging = taggingClient({ region, credentials: await assumeRole(account) });
    const answer = await tagging.send(new GetResourcesCommand({ ResourceARNList: [arn] }));
    return tagMap(answer.ResourceTagMappingList?.[0]?.Tags);
  };
}

export function hybridTagReader(assumeRole: AssumeMemberRole) {
  return async ({ id, account, region }: NodeReference): Promise<Readonly<Record<string, string>>> => {
    const ssm = ssmClient({ region, credentials: await assumeRole(account) });
    const { TagList } = await ssm.send(
      new ListTagsForResourceCommand({ ResourceType: 'ManagedInstance', ResourceId: id }),
    );
    return Object.fromEntries(tagMap(TagList));
  };
}

/** AWS's list of tags as a map. */
export function tagMap(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = [],
): Map<string, string> {
  return new Map(tags.flatMap(({ Key, Value }): [string, string][] => (Key === undefined ? [] : [[Key, Value ?? '']])));
}
