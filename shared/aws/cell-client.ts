import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Cell } from '../domain/window/node.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt } from './attempt.ts';
import { ssmClient } from './clients.ts';

export type InCell = <Value>(cell: Cell, act: (ssm: SSMClient) => Promise<Value>) => Promise<Attempt<Value>>;

/** Systems Manager in a cell, under a role of the member account; what is refused there stops nothing elsewhere (P6). */
export function cellClient(assumeRole: AssumeMemberRole): InCell {
  return ({ account, region }, act) =>
    attempt(async () => act(ssmClient({ region, credentials: await assumeRole(account) })));
}

/** Nodes in one DescribeInstancePatchStates, one filter of DescribeInstanceInformation and one CancelCommand. */
const NODES_MAX = 50;

export async function eachGroup<Item>(
  nodeIds: readonly string[],
  act: (group: string[]) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < nodeIds.length; start += NODES_MAX) {
    items.push(...(await act(nodeIds.slice(start, start + NODES_MAX))));
  }
  return items;
}
