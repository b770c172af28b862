import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { sweepAt, sweptBefore, worldOf } from '../../shared/testing/fake-world/played-sweeps.ts';
import { sweepWindows, type World } from './sweep-windows.ts';

const BROKEN = '22FRI@2026-03-06';
const SOUND = '23FRI@2026-03-06';

// A window that breaks stops nothing but itself (P6), and the invocation fails all the same.
describe('sweepWindows() of which one window breaks', () => {
  it('opens the others, remembers of its schedule what it did before, and fails at the end', async () => {
    const fake = await twoSchedules();
    fake.clock.moveTo('2026-03-06T22:00:00Z');
    const memory = await fake.sweepRow.read();

    await expect(sweepWindows({ cause: 'tick', at: fake.now() }, breaking(fake))).rejects.toThrow(
      `Cannot do 1 parts of a sweep: Error: Cannot read the roster of 22FRI`,
    );
    expect(states(fake)).toEqual([`${BROKEN} opening`, `${SOUND} open`]);
    const { sweptAt, readAt } = await fake.sweepRow.read();
    expect(sweptAt).toEqual(fake.now());
    expect(readAt.get('22FRI')).toEqual(memory.readAt.get('22FRI'));
    expect(readAt.get('23FRI')).toEqual(fake.now());
  });

  it('goes on at the next sweep, and begins nothing twice', async () => {
    const fake = await twoSchedules();
    fake.clock.moveTo('2026-03-06T22:00:00Z');
    await sweepWindows({ cause: 'tick', at: fake.now() }, breaking(fake)).catch(() => {});

    expect(await sweepAt(fake, '2026-03-06T22:05:00Z')).toEqual([`${SOUND} watched`, `${BROKEN} opened`]);
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

    await expect(sweepWindows({ cause: 'tick', at: fake.now() }, world)).rejects.toThrow(
      'Cannot do 1 parts of a sweep',
    );
    expect(fake.outbox.keys()).toEqual(['catalogue-entry#2SAT#1']);
    expect(pendingTold).toBe(1);
  });
});

describe('sweepWindows() of which something else breaks', () => {
  it('opens the windows of an entry that is new while another window breaks at every sweep (P4)', async () => {
    const fake = await sweptBefore();
    const sweepBroken = async (at: string) => {
      fake.clock.moveTo(at);
      await sweepWindows({ cause: 'tick', at: fake.now() }, breaking(fake)).catch(() => {});
    };
    await sweepBroken('2026-03-06T21:00:30Z');
    fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '23FRI' })], problems: [] };
    for (const at of ['21:05:30', '21:55:30', '22:00:30']) await sweepBroken(`2026-03-06T${at}Z`);

    expect(states(fake)).toEqual([`${BROKEN} opening`, `${SOUND} open`]);
  });

  it('repeats incidents and follows final windows though a notice cannot be published', async () => {
    const fake = await sweptBefore();
    const did: string[] = [];
    const world: World = {
      ...worldOf(fake),
      tellPending: async () => {
        throw new Error('InvalidParameter: message too long');
      },
      repeatIncidents: async () => {
        did.push('repeat');
      },
      followed: {
        ...fake.followed,
        followed: async () => {
          did.push('follow');
          return [];
        },
      },
    };

    await expect(sweepWindows({ cause: 'tick', at: fake.now() }, world)).rejects.toThrow('message too long');
    expect(did).toEqual(['repeat', 'follow']);
  });
});

describe('sweepWindows() of which one window cannot be read from the ledger', () => {
  it('opens and closes the others, and tells of that one once a day', async () => {
    const fake = await twoSchedules();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.windows.spoil(`WINDOW#${BROKEN}`);

    expect(await sweepAt(fake, '2026-03-06T22:00:00Z')).toEqual([`${SOUND} opened`]);
    expect(await sweepAt(fake, '2026-03-06T22:05:00Z')).toEqual([`${SOUND} watched`]);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `window-unreadable#WINDOW#${BROKEN}#2026-03-06`,
        kind: 'window-unreadable',
        severity: 'critical',
        incident: true,
        details: ['a row is not what was stored'],
      },
    ]);
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.outbox.keys().at(-1)).toBe(`window-unreadable#WINDOW#${BROKEN}#2026-03-07`);
    expect(fake.windows.stored(BROKEN).state).toBe('open');
  });

  it('never opens that one anew, whatever its row says (P2)', async () => {
    const fake = await twoSchedules();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.windows.spoil(`WINDOW#${BROKEN}`);
    await fake.sweepRow.write({
      sweptAt: new Date('2026-03-06T20:55:00Z'),
      readAt: new Map([['22FRI', new Date('2026-03-06T20:55:00Z')]]),
    });

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${BROKEN} left (claimed)`]);
    expect(fake.runs.begun()).toEqual([`${BROKEN} 1`]);
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
