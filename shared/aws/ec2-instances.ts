import { CreateTagsCommand, DescribeInstancesCommand, EC2Client, type Instance, type Tag } from '@aws-sdk/client-ec2';
import { seam } from '../platform/seam.ts';
import type { ClientScope } from './clients.ts';

/** One EC2 instance as it is now; absent where it is gone. */
export async function describeInstance(id: string, scope: ClientScope): Promise<Instance | undefined> {
  // A filter, unlike an id, does not mind an instance that is gone.
  const byId = new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [id] }] });
  const { Reservations } = await ec2Client(scope).send(byId);
  const [instance] = Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [];
  return instance?.State?.Name === 'terminated' ? undefined : instance;
}

export async function createTags(id: string, Tags: Tag[], scope: ClientScope): Promise<void> {
  await ec2Client(scope).send(new CreateTagsCommand({ Resources: [id], Tags }));
}

function ec2Client(scope: ClientScope): EC2Client {
  return new EC2Client({ ...seam().client, ...scope });
}
