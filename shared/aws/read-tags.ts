import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { ListTagsForResourceCommand } from '@aws-sdk/client-ssm';
import { isHybrid, type NodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { isAwsError } from './attempt.ts';
import { type ClientScope, ssmClient, taggingClient } from './clients.ts';

/**
 * Reads the tags of a node as they are now. EC2's come from the tagging API, whose client is a third of EC2's; those of
 * a hybrid node only Systems Manager knows.
 */
export function tagReader(assumeRole: AssumeMemberRole) {
  const readHybridTags = hybridTagReader(assumeRole);
  return async (node: NodeReference): Promise<ReadonlyMap<string, string>> => {
    if (isHybrid(node)) return new Map(Object.entries((await readHybridTags(node)) ?? {}));
    const { account, region, arn } = node;
    const tagging = taggingClient({ region, credentials: await assumeRole(account) });
    const answer = await tagging.send(new GetResourcesCommand({ ResourceARNList: [arn] }));
    return tagMap(answer.ResourceTagMappingList?.[0]?.Tags);
  };
}

/** Undefined where the node is gone. */
export function hybridTagReader(assumeRole: AssumeMemberRole) {
  return async (node: NodeReference): Promise<Readonly<Record<string, string>> | undefined> => {
    const { account, region } = node;
    const tags = await hybridTags(node, { region, credentials: await assumeRole(account) });
    return tags && Object.fromEntries(tags);
  };
}

/** Undefined where the node is gone: of one that is deregistered Systems Manager says that its id is not valid. */
export async function hybridTags(
  { id }: NodeReference,
  scope: ClientScope,
): Promise<ReadonlyMap<string, string> | undefined> {
  const list = new ListTagsForResourceCommand({ ResourceType: 'ManagedInstance', ResourceId: id });
  try {
    return tagMap((await ssmClient(scope).send(list)).TagList);
  } catch (error) {
    if (isAwsError(error) && error.name === 'InvalidResourceId') return undefined;
    throw error;
  }
}

/** AWS's list of tags as a map. */
export function tagMap(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = [],
): Map<string, string> {
  return new Map(tags.flatMap(({ Key, Value }): [string, string][] => (Key === undefined ? [] : [[Key, Value ?? '']])));
}
