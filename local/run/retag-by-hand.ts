/** Does what the organization file says that people do to tags during the run, as administrators of their accounts. */
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';

export function retagByHand(cloud: Pick<Cloud, 'organization' | 'clock' | 'callAs'>): void {
  const { changes = [], nodes } = cloud.organization;
  for (const { at, nodeId, tags } of changes) {
    const node = nodes.find(({ id }) => id === nodeId);
    if (node === undefined) throw new Error(`Cannot retag ${nodeId}: it is no node of ${cloud.organization.name}`);
    if (at < cloud.clock.now()) continue; // A run that begins later does not make up for it.
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { account, region } = node;
    cloud.clock.at(at, async () => {
      const [service, operation, input] = nodeId.startsWith('mi-')
        ? (['ssm', 'AddTagsToResource', { ResourceType: 'ManagedInstance', ResourceId: nodeId, Tags }] as const)
        : (['ec2', 'CreateTags', { Resources: [nodeId], Tags }] as const);
      await cloud.callAs(administratorOf(account), region, service, operation, input);
    });
  }
}
