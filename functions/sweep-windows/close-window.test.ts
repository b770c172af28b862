/** How a window becomes final, and is followed for a day: every node counted (P3), told (P4), announced and looked at. */
import { describe, expect, it } from '@jest/globals';
import type { JudgedNode } from '../../shared/domain/window/judge-cell.ts';
import type { Verdict } from '../../shared/domain/window/verdict.ts';
import { aRosterNode, aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { closeAt, openWindow } from '../../shared/testing/fake-world/played-looks.ts';
import { closeWindow } from './close-window.ts';
import { followUp } from './follow-up.ts';

const ID = aWindow().id;
const FINAL = '2026-03-07T02:35:00Z';
const LAST_LOOK = '2026-03-08T01:35:00Z';
const one = aRosterNode();
const two = aRosterNode({ id: 'i-0b1b2c3d4e5f60718', name: 'payments-app-01' });
const patched: Verdict = { kind: 'patched', reason: 'installed' };
const failed: Verdict = { kind: 'failed', reason: 'command-failed' };
const pending: Verdict = { kind: 'pending-reboot', reason: 'reboot-suppressed' };

async function closed(nodes: readonly JudgedNode[], entry: object = {}): Promise<FakeWorld> {
  const fake = await openWindow(nodes, { entry });
  await closeAt(fake, FINAL);
  return fake;
}

async function followedAt(fake: FakeWorld, at: string): Promise<string[]> {
  fake.clock.moveTo(at);
  const before = fake.clock.acts.length;
  await followUp(fake);
  return fake.clock.acts.slice(before);
}

describe('closeWindow()', () => {
  it('counts every node, and takes one without a word for missed', async () => {
    const fake = await closed([{ ...one, verdict: patched }, two]);

    expect(fake.windows.stored(ID)).toMatchObject({
      state: 'final',
      end: { roster: 2, verdicts: { patched: 1, missed: 1, failed: 0 }, lookAt: new Date(LAST_LOOK) },
    });
    expect(fake.nodes.all(ID)[1]?.verdict).toEqual({ kind: 'missed', reason: 'cell-unread' });
    expect(fake.announced).toEqual([
      {
        kind: 'Window Final',
        window: ID,
        schedule: '22FRI',
        environment: 'prod',
        emergency: false,
        roster: 2,
        verdicts: { patched: 1, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 1, excepted: 0 },
      },
    ]);
  });

  it.each([
    [patched, false],
    [pending, false],
    [failed, true],
    [undefined, true],
  ])('makes an incident of its digest where a node failed or was missed: %j', async (verdict, incident) => {
    const fake = await closed([{ ...one, verdict }]);

    expect(fake.outbox.told()).toMatchObject([{ key: `window-final#${ID}`, incident }]);
  });

  it('says of a patch group which nodes know no approval delay', async () => {
    const ubuntu = { ...one, verdict: patched, evidence: { operatingSystem: 'UBUNTU' } };
    const fake = await closed([ubuntu], { patchGroup: 'prod-14-days' });

    expect(fake.outbox.told()[0]?.details.at(-1)).toContain('know no approval delay');
    expect((await closed([ubuntu])).outbox.told()[0]?.details).toEqual([]);
  });

  it('comes to the same end after a crash at any act', async () => {
    const play = async (crashAfter: number | undefined) => {
      const fake = await openWindow([{ ...one, verdict: failed }, two]);
      const before = fake.clock.acts.length;
      fake.clock.crashAfter(crashAfter);
      for (const at of [FINAL, '2026-03-07T02:40:00Z', '2026-03-07T02:45:00Z']) {
        fake.clock.moveTo(at);
        try {
          for (const known of (await fake.windows.known()).windows) await closeWindow(known, fake);
          await fake.tellPending();
          await followUp(fake);
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
          fake.clock.crashAfter(undefined);
        }
      }
      return { fake, acts: fake.clock.acts.slice(before) };
    };

    const smooth = await play(undefined);
    expect(smooth.acts).toEqual([
      'put nodes',
      'setLookAgain',
      `note window-final#${ID}`,
      `publish window-final#${ID}`,
      `mark window-final#${ID}`,
      'setOver',
      'announce Window Final',
      'setAnnounced',
    ]);
    for (const [index, after] of smooth.acts.entries()) {
      const { fake } = await play(index + 1);
      const announced = fake.announced.length;
      expect({ after, counts: fake.followed.verdicts(ID), keys: fake.outbox.keys(), announced }).toEqual({
        after,
        counts: smooth.fake.followed.verdicts(ID),
        keys: smooth.fake.outbox.keys(),
        announced: after.startsWith('announce') ? 2 : 1,
      });
      expect(await fake.followed.cellsToLookAt(ID)).toHaveLength(1);
    }
  });
});

describe('followUp()', () => {
  it('lets go of a window after a day in which nothing could rise', async () => {
    const fake = await closed([{ ...one, verdict: patched }]);

    expect(await followedAt(fake, '2026-03-08T02:34:59.999Z')).toEqual([]);
    expect(await followedAt(fake, '2026-03-08T02:35:00Z')).toEqual(['stopFollowing']);
    expect(await followedAt(fake, '2026-03-08T02:40:00Z')).toEqual([]);
  });

  it('has a cell looked at once more before the day is over, and again if nobody has', async () => {
    const fake = await closed([{ ...one, verdict: failed }]);

    expect(await followedAt(fake, '2026-03-08T01:34:59.999Z')).toEqual([]);
    expect(await followedAt(fake, LAST_LOOK)).toEqual(['nudge', 'setLookAt']);
    expect(fake.nudged).toEqual([`${ID} ${CELL.account} ${CELL.region}`]);
    expect(await followedAt(fake, '2026-03-08T02:34:59.999Z')).toEqual([]);
    expect(await followedAt(fake, '2026-03-08T02:35:00Z')).toEqual(['nudge', 'setLookAt']);

    await fake.followed.setLookAgain(ID, CELL, undefined); // The cell was looked at.
    expect(await followedAt(fake, '2026-03-08T03:35:00Z')).toEqual(['setLookAt']);
    expect(await followedAt(fake, '2026-03-08T03:40:00Z')).toEqual(['stopFollowing']);
  });

  it('follows the others though one window breaks (P6)', async () => {
    const fake = await closed([{ ...one, verdict: patched }]);
    fake.clock.moveTo('2026-03-08T02:35:00Z');
    const [followed] = await fake.followed.followed();
    if (followed === undefined) throw new Error('No window is followed');
    const broken = { ...followed, announced: false, window: { ...followed.window, id: '23FRI@2026-03-06' } };
    const world = {
      ...fake,
      followed: { ...fake.followed, followed: async () => [broken, followed] },
      announce: async () => {
        throw new Error('the bus took no event');
      },
    };

    await expect(followUp(world)).rejects.toThrow('Cannot follow 1 windows: Error: the bus took no event');
    expect(fake.clock.acts.at(-1)).toBe('stopFollowing');
  });

  it('waits for the deadline of a reboot, however late that is', async () => {
    const fake = await closed([{ ...one, verdict: pending, rebootDueAt: new Date('2026-03-09T21:20:00Z') }]);
    await followedAt(fake, LAST_LOOK);
    await fake.followed.setLookAgain(ID, CELL, new Date('2026-03-09T21:20:00Z')); // The cell was looked at.

    expect(await followedAt(fake, '2026-03-08T02:35:00Z')).toEqual(['setLookAt']);
    expect(await followedAt(fake, '2026-03-09T21:19:59.999Z')).toEqual([]);
    expect(await followedAt(fake, '2026-03-09T21:20:00Z')).toEqual(['nudge', 'setLookAt']);
  });
});
