import { describe, expect, it } from '@jest/globals';
import { rescanSnapshotIdOf } from '../../shared/aws/rescan-cell.ts';
import { aPatchCommand, aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import {
  invoked,
  one,
  openWindow,
  settle,
  stateOf,
  two,
  verdicts,
} from '../../shared/testing/fake-world/played-looks.ts';

const ID = aWindow().id;
const oneRuns = [
  { id: 'wave-1', ended: true },
  { id: 'wave-2', ended: false },
];

describe('settleCell() that crashes', () => {
  it('comes to the same end after a crash at any act, and repeats no notice but the one it crashed after', async () => {
    const play = async (crashAfter: number | undefined) => {
      const fake = await openWindow([one, two]);
      fake.clock.moveTo('2026-03-06T23:51:00Z');
      fake.cells.show(CELL, {
        commands: oneRuns,
        invocations: [invoked(one), invoked(two, 'Pending')],
        patchStates: [stateOf(one)],
      });
      const actsBefore = fake.clock.acts.length;
      fake.clock.crashAfter(crashAfter);
      for (const refused of ['cancel', undefined, 'commands', undefined] as const) {
        fake.cells.allow(CELL);
        if (refused !== undefined) fake.cells.refuse(CELL, refused, refusal('ThrottlingException'));
        await settleOrCrash(fake, new Date(fake.now().getTime() + 5 * 60_000));
      }
      await settleOrCrash(fake, new Date('2026-03-07T02:30:00Z'));
      await fake.tellPending(); // A sweep does.
      return { fake, acts: fake.clock.acts.slice(actsBefore) };
    };

    const smooth = await play(undefined);
    expect(verdicts(smooth.fake)).toEqual([`${one.id} patched (installed)`, `${two.id} missed (cut-off)`]);
    expect(smooth.fake.outbox.keys()).toHaveLength(2);
    for (const [index, after] of smooth.acts.entries()) {
      const { fake } = await play(index + 1);

      expect({ after, verdicts: verdicts(fake), keys: fake.outbox.keys().sort() }).toEqual({
        after,
        verdicts: verdicts(smooth.fake),
        keys: smooth.fake.outbox.keys().sort(),
      });
      expect(fake.outbox.told()).toHaveLength(after.startsWith('publish') ? 3 : 2);
    }
  });
});

describe('settleCell() that crashes around a rescan', () => {
  it('has the node scanned in the end, and comes to the same verdict', async () => {
    const play = async (crashAfter: number | undefined) => {
      const fake = await openWindow([one]);
      fake.cells.show(CELL, {
        commands: [...oneRuns.slice(0, 1), { id: 'wave-2', ended: true }],
        invocations: [invoked(one, 'Failed')],
        patchStates: [stateOf(one)],
        scans: [aPatchCommand()],
      });
      const actsBefore = fake.clock.acts.length;
      fake.clock.crashAfter(crashAfter);
      for (const minutes of [0, 5, 10, 15]) await settleOrCrash(fake, new Date(Date.UTC(2026, 2, 6, 23, 20 + minutes)));
      const scanned = fake.clock.acts.includes('rescan');
      const snapshotId = scanned ? rescanSnapshotIdOf(ID) : undefined;
      fake.cells.show(CELL, { patchStates: [stateOf(one, { operation: 'Scan', snapshotId })] });
      await settleOrCrash(fake, new Date('2026-03-06T23:55:00Z'));
      await fake.tellPending(); // A sweep does.
      return { fake, acts: fake.clock.acts.slice(actsBefore) };
    };

    const smooth = await play(undefined);
    expect(verdicts(smooth.fake)).toEqual([`${one.id} patched (installed)`]);
    expect(smooth.acts.slice(0, 2)).toEqual(['ask rescan', 'rescan']);
    for (const [index, after] of smooth.acts.entries()) {
      const { fake } = await play(index + 1);

      expect({ after, verdicts: verdicts(fake), keys: fake.outbox.keys() }).toEqual({
        after,
        verdicts: verdicts(smooth.fake),
        keys: smooth.fake.outbox.keys(),
      });
      expect(fake.clock.acts.filter((act) => act === 'rescan')).toHaveLength(1);
    }
  });
});

/** Lambda tries an asynchronous invocation again. */
async function settleOrCrash(fake: FakeWorld, at: Date): Promise<void> {
  fake.clock.moveTo(at);
  try {
    await settle(fake);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    fake.clock.crashAfter(undefined);
    fake.clock.moveTo(new Date(fake.now().getTime() + 60_000));
    await settle(fake);
  }
}
