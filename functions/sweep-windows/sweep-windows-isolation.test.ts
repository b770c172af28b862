import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { sweepAt, sweptBefore, worldOf } from '../../shared/testing/fake-world/played-sweeps.ts';
import { sweepWindows, type World } from './sweep-windows.ts';

const BROKEN = '22FRI@2026-03-06';
const SOUND = '23FRI@2026-03-06';

// A window that breaks stops nothing but itself (P6), and the invocation fails all the same.
describe('sweepWindows() of which one window breaks', () => {
  it('opens the others, leaves its memory as it was, and fails at the end', async () => {
    const fake = await twoSchedules();
    fake.clock.moveTo('2026-03-06T22:00:00Z');
    const memory = await fake.sweepRow.read();

    await expect(sweepWindows({ cause: 'tick', at: fake.now() }, breaking(fake))).rejects.toThrow(
      `Cannot sweep 1 windows: Error: Cannot read the roster of 22FRI`,
    );
    expect(states(fake)).toEqual([`${BROKEN} opening`, `${SOUND} open`]);
    expect(await fake.sweepRow.read()).toEqual(memory);
  });

  it('goes on at the next sweep, and begins nothing twice', async () => {
    const fake = await twoSchedules();
    fake.clock.moveTo('2026-03-06T22:00:00Z');
    await sweepWindows({ cause: 'tick', at: fake.now() }, breaking(fake)).catch(() => {});

    expect(await sweepAt(fake, '2026-03-06T22:05:00Z')).toEqual([`${BROKEN} opened`, `${SOUND} watched`]);
    expect(states(fake)).toEqual([`${BROKEN} open`, `${SOUND} open`]);
    expect([...fake.runs.begun()].sort()).toEqual([`${BROKEN} 1`, `${SOUND} 1`]);
    expect((await fake.sweepRow.read()).sweptAt).toEqual(fake.now());
  });

  it('tells of the catalogue and of what is pending before it fails', async () => {
    const fake = await twoSchedules();
    fake.clock.moveTo('2026-03-06T22:00:00Z');
    const problem = { value: '2SAT', version: 1, reason: 'it is not JSON' };
    fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '23FRI' })], problems: [problem] };
    let pendingTold = 0;
    const world: World = {
      ...breaking(fake),
      tellPending: async () => {
        pendingTold += 1;
      },
    };

    await expect(sweepWindows({ cause: 'tick', at: fake.now() }, world)).rejects.toThrow('Cannot sweep');
    expect(fake.outbox.keys()).toEqual(['catalogue-entry#2SAT#1']);
    expect(pendingTold).toBe(1);
  });
});

/** Two schedules, both read before either of their windows opens. */
async function twoSchedules(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '23FRI' })], problems: [] };
  await sweepAt(fake, '2026-03-06T20:56:00Z');
  return fake;
}

function breaking(fake: FakeWorld): World {
  return {
    ...worldOf(fake),
    observeRoster: async (schedule) => {
      if (schedule === '22FRI') throw new Error('Cannot read the roster of 22FRI: it is not JSON');
      return fake.around.roster;
    },
  };
}

function states({ windows }: FakeWorld): string[] {
  return windows
    .all()
    .map(({ window, state }) => `${window.id} ${state}`)
    .sort();
}
