import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { ListTagsForResourceCommand } from '@aws-sdk/client-ssm';
import type { NodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { ssmClient, taggingClient } from './clients.ts';

/**
 * Reads the tags of a node as they are now. EC2's come from the tagging API, whose client is a third of EC2's; those of
 * a hybrid node only Systems Manager knows.
 */
export function tagReader(assumeReadRole: AssumeMemberRole) {
  return async ({ id, account, region, arn }: NodeReference): Promise<ReadonlyMap<string, string>> => {
    const scope = { region, credentials: await assumeReadRole(account) };
    if (id.startsWith('mi-')) {
      const answer = await ssmClient(scope).send(
        new ListTagsForResourceCommand({ ResourceType: 'ManagedInstance', ResourceId: id }),
      );
      return tagMap(answer.TagList);
    }
    const answer = await taggingClient(scope).send(new GetResourcesCommand({ ResourceARNList: [arn] }));
    return tagMap(answer.ResourceTagMappingList?.[0]?.Tags);
  };
}

/** AWS's list of tags as a map. */
export function tagMap(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = [],
): Map<string, string> {
  return new Map(tags.flatMap(({ Key, Value }): [string, string][] => (Key === undefined ? [] : [[Key, Value ?? '']])));
}
