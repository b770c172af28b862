import { DescribeInstancePatchStatesCommand, type InstancePatchState, type SSMClient } from '@aws-sdk/client-ssm';
import { allItems } from './pages.ts';

/** Patch states in a page of DescribeInstancePatchStates (the service's limit; its default is 10). */
const PAGE_SIZE = 100;

/** What Patch Manager knows of 50 nodes at most; nothing of those that it does not know. */
export function readPatchStates(ssm: SSMClient, nodeIds: readonly string[]): Promise<InstancePatchState[]> {
  const InstanceIds = [...nodeIds];
  return allItems(
    (NextToken) => ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds, MaxResults: PAGE_SIZE, NextToken })),
    { items: ({ InstancePatchStates }) => InstancePatchStates, nextToken: ({ NextToken }) => NextToken },
  );
}
