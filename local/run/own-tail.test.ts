/** A whole day in which tags are defaulted, corrected and given back: what we write never has us write again (P8). */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import type { Organization } from '../organization/organization.ts';
import type { TagWrite } from '../record.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { isOurTagWrite } from '../referee/evidence.ts';
import { grouped } from '../referee/grouped.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { playedTiny } from './played-tiny.ts';
import { retagByHand } from './retag-by-hand.ts';

const PATIENCE_MS = 240_000;
const HUB = '111122223333';
const SHOP = '444455556666';
const REGION = 'eu-central-1';
const PATCHING = 'maintenance:patching';

const tags = { [PATCHING]: '22FRI', 'maintenance:wave': '1' };
const place = { account: SHOP, region: REGION, platform: 'Amazon Linux 2023' };

const organization = tinyOrganization({
  settings: { corrections: 'certain', restoreLastApproved: true },
  file: {
    weekend: { from: '2026-03-07T05:30', to: '2026-03-08T06:30', zone: 'Europe/Berlin' },
    defaults: [{ name: 'everything', when: {}, tags: { [PATCHING]: '22FRI' } }],
    nodes: [
      { name: 'bastion', ...place, account: HUB, tags },
      { name: 'bare', ...place, count: 12, tags: {} },
      { name: 'till', ...place, count: 3, kind: 'hybrid', tags: {} },
      { name: 'shouted', ...place, count: 4, tags },
      { name: 'stripped', ...place, count: 3, tags },
      { name: 'wrong', ...place, count: 2, tags: { ...tags, [PATCHING]: 'whenever' } },
    ],
    // The sweep at six has remembered what was approved. Then a tool writes what it thinks right, again and again.
    changes: [
      ...['08:00', '12:00', '23:00'].flatMap((time) =>
        ['shouted-01', 'shouted-02', 'shouted-03'].map((node) => ({
          at: `2026-03-07T${time}`,
          node,
          tags: { [PATCHING]: '22 fri' },
        })),
      ),
      { at: '2026-03-07T08:30', node: 'shouted-04', tags: { [PATCHING]: '22fri' } },
      { at: '2026-03-07T22:30', node: 'shouted-04', tags: { [PATCHING]: ' 22FRI' } },
    ],
  },
});

describe('a day of tags', () => {
  let cloud: Cloud;
  let ours: readonly TagWrite[];
  beforeAll(async () => {
    cloud = await playedTiny({ organization, meanwhile: retag });
    ours = cloud.record.tagWrites.filter(isOurTagWrite);
  }, PATIENCE_MS);

  it('gives defaults with their companions, corrects what is surely meant, and gives back what was taken away', () => {
    const written = new Set(ours.map(({ nodeId, key, after }) => `${nameOf(nodeId)} ${key} ${shownValue(key, after)}`));
    expect([...written].sort()).toEqual([
      'bare maintenance:default-at an instant',
      'bare maintenance:default-rule everything',
      'bare maintenance:patching 22FRI',
      'bare maintenance:wave 1',
      'shouted maintenance:patching 22FRI',
      'stripped maintenance:patching 22FRI',
      'till maintenance:default-at an instant',
      'till maintenance:default-rule everything',
      'till maintenance:patching 22FRI',
      'till maintenance:wave 1',
    ]);
    expect(new Set(ours.map(({ nodeId }) => nodeId)).size).toBe(12 + 3 + 4 + 3);
  });

  it('writes to each node once, whatever its own events set off and whoever writes the same again', () => {
    const writes = grouped(ours, ({ nodeId }) => nodeId);
    for (const [nodeId, ofNode] of writes) {
      const instants = new Set(ofNode.map(({ at }) => at.getTime()));
      expect({ nodeId, times: instants.size, tags: ofNode.length }).toEqual({
        nodeId,
        times: 1,
        tags: new Set(ofNode.map(({ key }) => key)).size,
      });
    }
  });

  it('was woken by its own writes all the same, and wrote nothing that was right already', () => {
    expect(ours.filter(({ before, after }) => before === after)).toEqual([]);
    const looks = cloud.record.completions.filter(({ functionArn }) => functionArn.endsWith('check-tag')).length;
    const written = new Set(ours.map(({ nodeId }) => nodeId)).size;
    expect(looks).toBeGreaterThanOrEqual(written);
    const calls = cloud.record.functionCalls.filter(
      ({ operation }) => operation === 'CreateTags' || operation === 'AddTagsToResource',
    );
    expect(calls).toHaveLength(written);
  });

  it('refuses what comes back after it was corrected, and tells each fact once', () => {
    // By itself or, within an hour of another notice, as a line of a digest.
    const mails = cloud.record.messages.filter(({ topicArn }) => topicArn.includes('alerts'));
    const lines = mails.flatMap(({ subject = '', body }) => [subject, ...body.split('\n')]);
    const of = (what: RegExp) => lines.flatMap((line) => what.exec(line)?.[1] ?? []).sort();
    expect(of(/(\S+)-\d\d: schedule (?:corrected|set back) to /)).toEqual([
      ...Array.from({ length: 4 }, () => 'shouted'),
      ...Array.from({ length: 3 }, () => 'stripped'),
    ]);
    expect(of(/(\S+)-\d\d: schedule ".*" is refused/)).toEqual([
      'shouted',
      'shouted',
      'shouted',
      'shouted',
      'wrong',
      'wrong',
    ]);
    expect(checkLaws(cloud)).toEqual([]);
  });
});

/** The organization file cannot take a tag away. */
function retag(cloud: Cloud): void {
  retagByHand(cloud);
  const at = new Date('2026-03-07T08:10:00Z');
  cloud.clock.at(at, async () => {
    const Resources = organization.nodes.filter(({ name }) => name.startsWith('stripped')).map(({ id }) => id);
    const input = { Resources, Tags: [{ Key: PATCHING }] };
    await cloud.callAs(administratorOf(SHOP), REGION, 'ec2', 'DeleteTags', input);
  });
}

function nameOf(nodeId: string): string | undefined {
  return (organization satisfies Organization).nodes.find(({ id }) => id === nodeId)?.name.replace(/-\d+$/, '');
}

function shownValue(key: string, value: string | undefined): string | undefined {
  return key === 'maintenance:default-at' && value !== undefined && !Number.isNaN(Date.parse(value))
    ? 'an instant'
    : value;
}
