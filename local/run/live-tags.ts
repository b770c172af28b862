/** The tags of every node as they are now, read as each account's administrator; such calls are not Patchplane's own. */
import * as z from 'zod';
import type { Cell, Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import type { NodeSpec } from '../organization/organization.ts';

type Observed = Pick<Cloud, 'organization' | 'callAs'>;

export type Tags = Readonly<Record<string, string>>;

const ec2Answer = z.object({
  Tags: z.array(z.object({ ResourceId: z.string(), Key: z.string(), Value: z.string() })).default([]),
  NextToken: z.string().optional(),
});
const ssmAnswer = z.object({ TagList: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) });

/** An account with 10,000 nodes of 10 tags is 100 pages. */
const PAGES_MAX = 1_000;

export async function liveTags(cloud: Observed): Promise<Map<string, Tags>> {
  const { accounts, regions, nodes } = cloud.organization;
  const cells = accounts.flatMap(({ id: account }) => regions.map((region) => ({ account, region })));
  const instances = await Promise.all(cells.map((cell) => instanceTags(cloud, cell)));
  const hybrid = await Promise.all(
    nodes
      .filter(({ id }) => id.startsWith('mi-'))
      .map(async (node) => [node.id, await hybridTags(cloud, node)] as const),
  );
  return new Map([...instances.flatMap((tags) => [...tags]), ...hybrid]);
}

async function instanceTags(cloud: Observed, { account, region }: Cell): Promise<Map<string, Record<string, string>>> {
  const tags = new Map<string, Record<string, string>>();
  let token: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const input = { MaxResults: 1000, NextToken: token };
    const answer = await cloud.callAs(administratorOf(account), region, 'ec2', 'DescribeTags', input);
    const { Tags: found, NextToken } = ec2Answer.parse(answer);
    for (const { ResourceId, Key, Value } of found) tags.set(ResourceId, { ...tags.get(ResourceId), [Key]: Value });
    token = NextToken;
    if (token === undefined) return tags;
  }
  throw new Error(`Cannot read the tags of ${account} in ${region}: more than ${PAGES_MAX} pages`);
}

async function hybridTags(cloud: Observed, { id, account, region }: NodeSpec): Promise<Tags> {
  const input = { ResourceType: 'ManagedInstance', ResourceId: id };
  const answer = await cloud.callAs(administratorOf(account), region, 'ssm', 'ListTagsForResource', input);
  return Object.fromEntries(ssmAnswer.parse(answer).TagList.map(({ Key, Value }) => [Key, Value]));
}
