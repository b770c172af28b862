import { CreateTagsCommand, DescribeInstancesCommand, EC2Client, type Instance, type Tag } from '@aws-sdk/client-ec2';
import { seam } from '../platform/seam.ts';
import type { ClientScope } from './clients.ts';
import { allItems } from './pages.ts';

/** Values in one filter of a Describe call (the service's limit). */
const FILTER_VALUES_MAX = 200;
/** Instances in a page of DescribeInstances (the service's limit). */
const PAGE_SIZE = 1_000;

/** Those of some EC2 instances that are there, as they are now. A filter, unlike an id, does not mind one that is gone. */
export async function describeInstances(ids: readonly string[], scope: ClientScope): Promise<Instance[]> {
  const found: Instance[] = [];
  for (let start = 0; start < ids.length; start += FILTER_VALUES_MAX) {
    const Values = ids.slice(start, start + FILTER_VALUES_MAX);
    const byId = new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values }] });
    const { Reservations } = await ec2Client(scope).send(byId);
    found.push(...(Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? []));
  }
  return found.filter(isThere);
}

/** Every EC2 instance of a cell, whatever AWS Config or Systems Manager know of it. */
export async function everyInstance(scope: ClientScope): Promise<Instance[]> {
  const ec2 = ec2Client(scope);
  const reservations = await allItems(
    (NextToken) => ec2.send(new DescribeInstancesCommand({ MaxResults: PAGE_SIZE, NextToken })),
    { items: ({ Reservations }) => Reservations, nextToken: ({ NextToken }) => NextToken },
  );
  return reservations.flatMap(({ Instances }) => Instances ?? []).filter(isThere);
}

/** Those that carry a tag with one of some values, as they are now. */
export async function instancesTagged(key: string, values: readonly string[], scope: ClientScope): Promise<Instance[]> {
  const ec2 = ec2Client(scope);
  const found: Instance[] = [];
  for (let start = 0; start < values.length; start += FILTER_VALUES_MAX) {
    const Filters = [{ Name: `tag:${key}`, Values: values.slice(start, start + FILTER_VALUES_MAX) }];
    const reservations = await allItems(
      (NextToken) => ec2.send(new DescribeInstancesCommand({ Filters, MaxResults: PAGE_SIZE, NextToken })),
      { items: ({ Reservations }) => Reservations, nextToken: ({ NextToken }) => NextToken },
    );
    found.push(...reservations.flatMap(({ Instances }) => Instances ?? []));
  }
  return found.filter(isThere);
}

/** All of them or none: one that is gone fails the call. */
export async function createTags(ids: readonly string[], Tags: Tag[], scope: ClientScope): Promise<void> {
  await ec2Client(scope).send(new CreateTagsCommand({ Resources: [...ids], Tags }));
}

/** An instance that is terminated stays in view for an hour or so. */
function isThere({ State }: Instance): boolean {
  return State?.Name !== 'terminated';
}

export function ec2Client(scope: ClientScope): EC2Client {
  return new EC2Client({ ...seam().client, ...scope });
}
