import { describe, expect, it } from '@jest/globals';
import { someSettings } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, sweepAt, sweptBefore, there, worldOf } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aHold } from '../../shared/testing/opening-builders.ts';
import { sweepWindows, type World } from './sweep-windows.ts';

const UNREAD = { kind: 'unread', reason: '/patchplane/settings: ThrottlingException: not now' } as const;

describe('sweepWindows() while the settings cannot be read (P5)', () => {
  it('begins nothing by their defaults in a window that was claimed before, and says for what it waits', async () => {
    const fake = await claimed();
    fake.around.settings = someSettings(); // The defaults install, which the settings did not.
    fake.around.catalogue = UNREAD;

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([
      `${ID} waits (The catalogue and the settings cannot be read: ${UNREAD.reason})`,
    ]);
    expect(fake.runs.begun()).toEqual([]);
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (entry-unreadable)`]);
  });

  it('goes on once they are read', async () => {
    const fake = await claimed();
    const catalogue = fake.around.catalogue;
    fake.around.catalogue = UNREAD;
    await sweepAt(fake, '2026-03-06T21:05:00Z');
    fake.around.catalogue = catalogue;

    expect(await sweepAt(fake, '2026-03-06T21:10:00Z')).toEqual([`${ID} opened`]);
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict?.reason)).toEqual(['mode-observe', 'mode-observe']);
    expect(fake.runs.begun()).toEqual([]);
  });
});

describe('sweepWindows() that takes long', () => {
  it('starts nothing past the last start (P1)', async () => {
    const fake = await sweptBefore();
    await slowSweep(fake, { from: '2026-03-06T23:54:59Z', to: '2026-03-06T23:59:30Z' });

    expect(fake.runs.begun()).toEqual([]);
  });

  it('starts nothing under a hold that came meanwhile', async () => {
    const fake = await sweptBefore();
    await slowSweep(fake, { from: '2026-03-06T21:00:00Z', to: '2026-03-06T21:01:00Z' }, () => {
      fake.around.intents = { holds: [aHold()], releases: [] };
    });

    expect(fake.runs.begun()).toEqual([]);
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'opening', waitingFor: 'held' });
  });

  it('opens no window with less than a minute left, and leaves it to the next sweep', async () => {
    const fake = await sweptBefore();
    fake.clock.moveTo('2026-03-06T21:00:00Z');
    const { steps } = await sweepWindows({ cause: 'tick', at: fake.now() }, worldOf(fake), () => 59_999);

    expect(steps).toEqual([{ window: ID, did: 'left', why: 'no time left in this sweep' }]);
    expect(fake.windows.all()).toEqual([]);
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
  });
});

/** In all accounts nothing is to run, and the window waits because its nodes could not be read. */
async function claimed(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.settings = someSettings({ modes: { default: 'observe', accounts: {}, environments: {} } });
  fake.around.roster = refusal('ThrottlingException');
  await sweepAt(fake, '2026-03-06T21:00:00Z');
  fake.around.roster = rosterOf(here, there);
  return fake;
}

async function slowSweep(
  fake: FakeWorld,
  { from, to }: { from: string; to: string },
  meanwhile: () => void = () => {},
): Promise<void> {
  const world: World = {
    ...worldOf(fake),
    observeRoster: async () => {
      fake.clock.moveTo(to);
      meanwhile();
      return fake.around.roster;
    },
  };
  fake.clock.moveTo(from);
  await sweepWindows({ cause: 'tick', at: fake.now() }, world);
}
