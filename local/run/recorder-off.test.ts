/** AWS Config's recorder is off in one account: its nodes are found, judged and tagged all the same, and it is told. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { isOurTagWrite } from '../referee/evidence.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { playedTiny } from './played-tiny.ts';

const PATIENCE_MS = 240_000;
const HUB = '111122223333';
const SHOP = '444455556666';
const REGION = 'eu-central-1';
const place = { account: SHOP, region: REGION, platform: 'Amazon Linux 2023' };

const organization = tinyOrganization({
  file: {
    weekend: { from: '2026-03-07T04:30', to: '2026-03-07T07:00', zone: 'Europe/Berlin' },
    defaults: [{ name: 'everything', when: {}, tags: { 'maintenance:patching': '22FRI' } }],
    nodes: [
      { name: 'bastion', ...place, account: HUB, tags: { 'maintenance:patching': '22FRI' } },
      { name: 'bare', ...place, count: 30, tags: {} },
      { name: 'asleep', ...place, count: 2, tags: {}, condition: 'stopped' },
      { name: 'wrong', ...place, count: 3, tags: { 'maintenance:patching': '22FIR' } },
      { name: 'fine', ...place, count: 5, tags: { 'maintenance:patching': '22FRI' } },
    ],
    unseenCells: [{ account: SHOP, region: REGION, aggregator: 'recorder-off' }],
  },
});

describe('with the Config recorder off in one account', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await playedTiny({ organization });
  }, PATIENCE_MS);

  it('tags what carries nothing there, all of it in one call', () => {
    const nodes = new Set(cloud.record.tagWrites.filter(isOurTagWrite).map(({ nodeId }) => nodeId));
    const bare = organization.nodes.filter(({ name }) => /^(bare|asleep)/.test(name)).map(({ id }) => id);
    expect([...nodes].sort()).toEqual([...bare].sort());
    const calls = cloud.record.functionCalls.filter(({ operation }) => operation === 'CreateTags');
    expect(calls.map(({ functionName }) => functionName)).toEqual(['patchplane-live-sweep-tags']);
  });

  it('tells the owner in one notice, and operations that Config does not show the nodes', () => {
    const told = cloud.record.messages.filter(({ attributes }) => /^tag|^cell-stale/.test(attributes['kind'] ?? ''));
    const subjects = [...new Set(told.flatMap(({ subject }) => subject ?? []))];
    expect(subjects).toEqual([
      expect.stringContaining('35 nodes of bob@example.com: 3 refused, 32 given a default'),
      expect.stringContaining('1 account and Region pair not in the inventory as they should'),
    ]);
    const gaps = told.find(({ attributes }) => attributes['kind'] === 'cell-stale');
    expect(gaps?.body).toContain('40 EC2 instances that Config does not show');
    expect(gaps?.body).toContain(
      `${SHOP} ${REGION}: AWS Config does not tell what is there (The Config recorder is off.)`,
    );
  });
});
