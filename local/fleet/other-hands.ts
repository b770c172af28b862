/** What others do to nodes during the run, as the organization file says it: neither is Patchplane's, and it must see both. */
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import type { Fleet } from './fleet.ts';
import type { LiveNode } from './live-node.ts';
import type { PatchBaselines } from './patch-baselines.ts';
import { type Keeper, keepPatchState, noCounts, rebooted } from './patch-state.ts';

export function playOtherHands(cloud: Cloud, fleet: Fleet, baselines: PatchBaselines): void {
  const { clock } = cloud;
  for (const node of fleet.all()) {
    const { rebootPendingUntil, foreignPatchAt } = node.spec;
    if (rebootPendingUntil !== undefined)
      clock.at(rebootPendingUntil, () => rebootAndScan({ cloud, fleet, baselines }, node));
    if (foreignPatchAt !== undefined) clock.at(foreignPatchAt, () => scanByHand(cloud, node));
  }
}

function rebootAndScan(keeper: Keeper, node: LiveNode): void {
  const counts = rebooted(node.patchState?.counts ?? noCounts);
  keepPatchState(keeper, node, { operation: 'Scan', startedAt: keeper.cloud.clock.now(), counts });
}

async function scanByHand({ callAs }: Cloud, { account, region, id }: LiveNode): Promise<void> {
  await callAs(administratorOf(account), region, 'ssm', 'SendCommand', {
    DocumentName: 'AWS-RunPatchBaseline',
    Comment: 'by hand',
    InstanceIds: [id],
    Parameters: { Operation: ['Scan'] },
  });
}
