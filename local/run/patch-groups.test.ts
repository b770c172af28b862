/** A fleet in production whose patch group gets patches late: by a baseline of its own, and a node of another group shows. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { playedTiny } from './played-tiny.ts';
import { retagByHand } from './retag-by-hand.ts';

const PATIENCE_MS = 120_000;
const SHOP = '444455556666';
const REGION = 'eu-central-1';
const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1', PatchGroup: 'prod-14-days' };
const web = { name: 'web', count: 3, account: SHOP, region: REGION, platform: 'Amazon Linux 2023', tags };

describe('a prod fleet of the patch group prod-14-days', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    const organization = tinyOrganization({
      entry: { environment: 'prod', patchGroup: 'prod-14-days' },
      file: {
        nodes: [web, { ...web, name: 'search', count: 1, platform: 'Ubuntu 24.04' }],
        changes: [{ at: '2026-03-06T21:50', node: 'web-03', tags: { PatchGroup: 'test-0-days' } }],
      },
    });
    cloud = await playedTiny({ organization, meanwhile: retagByHand });
  }, PATIENCE_MS);

  it('is patched by the baseline of its group, which the member stack registers', async () => {
    const [one, two, moved, ubuntu] = await statesOf(cloud, ['web-01', 'web-02', 'web-03', 'search-01']);
    const registered = await baselineOf(cloud, 'AMAZON_LINUX_2023');
    expect(registered).toMatch(/^pb-[0-9a-f]{17}$/); // One of AWS's own would be listed by its ARN.
    expect([one, two]).toEqual([
      { PatchGroup: 'prod-14-days', BaselineId: registered },
      { PatchGroup: 'prod-14-days', BaselineId: registered },
    ]);
    expect(ubuntu).toEqual({ PatchGroup: 'prod-14-days', BaselineId: await baselineOf(cloud, 'UBUNTU') });
    expect(moved?.PatchGroup).toBe('test-0-days');
    expect(moved?.BaselineId).not.toBe(registered);
  });

  it('has the one node whose group was moved fail by name, and the others patched', () => {
    const digest = digestOf(cloud);
    expect(digest.subject).toBe('Window 22FRI@2026-03-06: 3 patched, 1 failed');
    const wrong = digest.body.split('\n').filter((line) => line.includes('(wrong-baseline)'));
    expect(wrong).toEqual([expect.stringMatching(/^- 1 failed \(wrong-baseline\): .* Nodes: web-03 i-\w+ in /)]);
    expect(checkLaws(cloud).map(sayBreach)).toEqual([]);
  });

  it('is told that its Ubuntu node gets patches without the delay', () => {
    expect(digestOf(cloud).body).toContain(
      '1 node of patch group prod-14-days runs Ubuntu or Debian, whose baselines know no approval delay',
    );
  });
});

function digestOf({ record }: Cloud) {
  const digest = record.messages.find(
    ({ attributes, topicArn }) => attributes['kind'] === 'window-final' && topicArn.endsWith('-alerts'),
  );
  return { subject: digest?.subject, body: digest?.body ?? '' };
}

const states = z.object({
  InstancePatchStates: z.array(z.object({ InstanceId: z.string(), PatchGroup: z.string(), BaselineId: z.string() })),
});

async function statesOf({ organization, callAs }: Cloud, names: readonly string[]) {
  const InstanceIds = names.flatMap((name) => organization.nodes.find((node) => node.name === name)?.id ?? []);
  const answer = await callAs(administratorOf(SHOP), REGION, 'ssm', 'DescribeInstancePatchStates', { InstanceIds });
  const { InstancePatchStates } = states.parse(answer);
  return InstanceIds.map((id) => {
    const { PatchGroup, BaselineId } = InstancePatchStates.find(({ InstanceId }) => InstanceId === id) ?? {};
    return { PatchGroup, BaselineId };
  });
}

async function baselineOf({ callAs }: Cloud, OperatingSystem: string): Promise<string> {
  const input = { PatchGroup: 'prod-14-days', OperatingSystem };
  const answer = await callAs(administratorOf(SHOP), REGION, 'ssm', 'GetPatchBaselineForPatchGroup', input);
  return z.object({ BaselineId: z.string() }).parse(answer).BaselineId;
}
