import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import {
  aManagedNode,
  aNodeToJudge,
  anInstance,
  NODE_TAGS,
  read,
  unreadable,
} from '../../testing/readiness-builders.ts';
import { judgeNodeReadiness, type NodeToJudge } from './judge-node-readiness.ts';

function story(overrides: Partial<NodeToJudge> = {}): string[] {
  return judgeNodeReadiness(aNodeToJudge(overrides)).map(
    ({ answer, what, sentence }) => `${answer} ${what}: ${sentence}`,
  );
}

const tagged = (key: string, value: string) => new Map([...NODE_TAGS, [key, value]]);
const without = (key: string) => new Map([...NODE_TAGS].filter(([name]) => name !== key));

describe('judgeNodeReadiness()', () => {
  it('finds nothing where all is in place, and says of which node and window it speaks', () => {
    expect(story()).toEqual([]);
    expect(judgeNodeReadiness(aNodeToJudge({ onRoster: read(false) }))).toEqual([
      {
        answer: 'fails',
        what: 'inventory',
        sentence: 'AWS Config does not show it with the schedule 22FRI: the window would not owe it.',
        account: '444455556666',
        region: 'eu-west-1',
        nodeId: 'i-0a1b2c3d4e5f60718',
        name: 'payments-db-01',
        owner: 'payments@example.com',
        window: '22FRI@2026-03-06',
      },
    ]);
  });

  it.each<[string, Partial<NodeToJudge>]>([
    ['fails online: It is stopped.', { instance: anInstance({ power: 'stopped' }), managed: read(undefined) }],
    [
      'fails instance-profile: It has no instance profile, and Systems Manager does not know it.',
      { instance: anInstance({ hasProfile: false }), managed: read(undefined) },
    ],
    ['fails agent-present: Systems Manager does not know it: no agent has registered.', { managed: read(undefined) }],
    [
      'fails online: Its agent has lost the connection to Systems Manager.',
      { managed: read(aManagedNode({ online: false, agentCurrent: false })) },
    ],
    [
      'fails agent-current: Its agent is not the latest version.',
      { managed: read(aManagedNode({ agentCurrent: false })) },
    ],
    ['fails wave: Its wave is "3", and the schedule 22FRI takes 1, 2.', { tags: tagged('maintenance:wave', '3') }],
    ['fails wave: It carries no wave, and the schedule 22FRI takes 1, 2.', { tags: without('maintenance:wave') }],
    [
      'fails baseline: Its patch group is "test", and the schedule 22FRI wants prod-14-days.',
      { tags: tagged('PatchGroup', 'test') },
    ],
    [
      'fails baseline: It is in no patch group, and the schedule 22FRI wants prod-14-days.',
      { tags: without('PatchGroup') },
    ],
    [
      'fails baseline: No baseline for UBUNTU is registered with its patch group prod-14-days.',
      {
        baselines: read([
          { patchGroup: 'prod-14-days', operatingSystem: 'WINDOWS' },
          { patchGroup: 'test', operatingSystem: 'UBUNTU' },
        ]),
      },
    ],
    [
      'unread baseline: Its operating system is none that Patchplane knows.',
      { managed: read(aManagedNode({ operatingSystem: undefined })) },
    ],
  ])('says %s', (sentence, overrides) => {
    expect(story(overrides)).toEqual([sentence]);
  });

  it('names hybridCells of a hybrid node where no roster looks for it', () => {
    const elsewhere = { inHybridCell: false, onRoster: unreadable() };
    expect(story({ ...elsewhere, instance: undefined })).toEqual([
      'fails inventory: Its account and Region are not in hybridCells: the window would not owe it.',
    ]);
    expect(story(elsewhere)).toEqual([]);
  });

  it('takes a node without a profile that Systems Manager knows all the same (N2)', () => {
    expect(story({ instance: anInstance({ hasProfile: false }) })).toEqual([]);
  });

  it('leaves to the cell what could not be read there (N4)', () => {
    expect(story({ managed: unreadable(), baselines: unreadable(), onRoster: unreadable() })).toEqual([]);
    expect(story({ baselines: unreadable() })).toEqual([]);
    expect(story({ managed: unreadable() })).toEqual([]);
  });

  it('wants no patch group where the schedule names none, and knows both names of the tag', () => {
    expect(story({ entry: anEntry(), tags: without('PatchGroup') })).toEqual([]);
    const spaced = new Map([...without('PatchGroup'), ['Patch Group', 'prod-14-days']]);
    expect(story({ tags: spaced })).toEqual([]);
  });

  it('judges the tags of a node that nobody can reach as well (N3)', () => {
    const stopped = { instance: anInstance({ power: 'stopped' }), managed: read(undefined) };
    expect(story({ ...stopped, tags: without('maintenance:wave') })).toEqual([
      'fails online: It is stopped.',
      'fails wave: It carries no wave, and the schedule 22FRI takes 1, 2.',
    ]);
  });
});
