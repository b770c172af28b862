import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Cell } from '../domain/window/node.ts';
import { isHybrid, type NodeReference } from '../inbound/node-reference.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { taggingClient } from './clients.ts';
import { hybridTagReader, tagMap } from './read-tags.ts';

type Tags = ReadonlyMap<string, string>;

/** ARNs in one GetResources (the service's limit). */
const ARNS_MAX = 100;

/**
 * Reads the tags of many nodes of one cell as they are now, a hundred EC2 instances a call. An instance that never had a
 * tag is absent from what AWS answers, and has none; a hybrid node that is gone is left out.
 */
export function manyTagsReader(assumeRole: AssumeMemberRole) {
  const readHybridTags = hybridTagReader(assumeRole);

  async function instanceTags(nodes: readonly NodeReference[], { account, region }: Cell): Promise<[string, Tags][]> {
    if (nodes.length === 0) return [];
    const tagging = taggingClient({ region, credentials: await assumeRole(account) });
    const byArn = new Map<string, Tags>();
    for (let start = 0; start < nodes.length; start += ARNS_MAX) {
      const ResourceARNList = nodes.slice(start, start + ARNS_MAX).map(({ arn }) => arn);
      const { ResourceTagMappingList = [] } = await tagging.send(new GetResourcesCommand({ ResourceARNList }));
      for (const { ResourceARN = '', Tags } of ResourceTagMappingList) byArn.set(ResourceARN, tagMap(Tags));
    }
    return nodes.map(({ id, arn }) => [id, byArn.get(arn) ?? new Map()]);
  }

  return async (cell: Cell, nodes: readonly NodeReference[]): Promise<ReadonlyMap<string, Tags>> => {
    const tags = await instanceTags(
      nodes.filter((node) => !isHybrid(node)),
      cell,
    );
    for (const node of nodes.filter(isHybrid)) {
      const read = await readHybridTags(node);
      if (read !== undefined) tags.push([node.id, new Map(Object.entries(read))]);
    }
    return new Map(tags);
  };
}
