import { describe, expect, it } from '@jest/globals';
import type { Window } from '../../shared/domain/schedule/window.ts';
import { aRosterNode, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, sweep, sweepAt, sweptBefore, there } from '../../shared/testing/fake-world/played-sweeps.ts';

// Goal: a sweep may die at any call, and later sweeps come to the same end (P7), with one run a chunk (P2) and every
// notice told (P4). Method: crash after each act of each story in turn, then let the sweeps go on.
describe('sweepWindows() that crashes', () => {
  interface Story {
    readonly sweeps: readonly string[];
    readonly prepare?: (fake: FakeWorld) => void;
  }

  const stories: Readonly<Record<string, Story>> = {
    'while it opens and closes a window': {
      sweeps: [
        '2026-03-06T21:00:00Z',
        '2026-03-06T21:05:00Z',
        '2026-03-07T02:30:00Z',
        '2026-03-07T02:45:00Z',
        '2026-03-07T02:50:00Z',
      ],
    },
    'while it misses a window': {
      sweeps: ['2026-03-07T03:00:00Z', '2026-03-07T03:05:00Z'],
    },
    'while it misses a window whose entry was unreadable': {
      sweeps: ['2026-03-07T03:00:00Z', '2026-03-07T03:05:00Z'],
      prepare: (fake) =>
        fake.sweepRow.write({
          sweptAt: new Date('2026-03-06T21:30:00Z'),
          readAt: new Map([['22FRI', new Date('2026-03-06T20:55:00Z')]]),
        }),
    },
    'while it opens a window without some hybrid nodes': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => {
        const unreadCells = [{ ...OTHER_CELL, reason: 'AccessDenied: no' }];
        fake.around.roster = { kind: 'done', value: { nodes: [here, there], unreadCells } };
      },
    },
    'while it cannot start a run': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => fake.runs.refuse(refusal('ThrottlingException')),
    },
    'while the catalogue is unread': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => {
        fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };
      },
    },
    'while it opens a window of several chunks': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => {
        fake.around.roster = rosterOf(...manyAccounts(1001));
      },
    },
  };

  it.each(Object.entries(stories))('%s', async (_, { sweeps, prepare }) => {
    const play = async (crashAfter: number | undefined) => {
      const fake = await sweptBefore();
      prepare?.(fake);
      const actsBefore = fake.clock.acts.length;
      fake.clock.crashAfter(crashAfter);
      let crashes = 0;
      for (const at of [...sweeps, '2026-03-07T03:30:00Z', '2026-03-07T04:00:00Z', '2026-03-07T04:30:00Z']) {
        fake.clock.moveTo(at);
        // Lambda does not retry a sweep: the next one, five minutes later, is the retry.
        for (let tries = 0; tries < 2; tries += 1) {
          const crashed = await crashesIn(fake);
          if (!crashed) break;
          crashes += 1;
          fake.clock.crashAfter(undefined);
          fake.clock.moveTo(new Date(fake.now().getTime() + 5 * 60_000));
        }
      }
      return { fake, crashes, acts: fake.clock.acts.slice(actsBefore) };
    };

    const smooth = await play(undefined);
    const wanted = end(smooth.fake);
    for (const [index, after] of smooth.acts.entries()) {
      const { fake, crashes } = await play(index + 1);

      expect({ after, ...end(fake) }).toEqual({ after, ...wanted });
      expect({ after, crashes }).toEqual({ after, crashes: 1 });
      // Only a crash between publishing and marking may repeat a notice.
      expect(fake.outbox.told().length - fake.outbox.keys().length).toBe(after.startsWith('publish') ? 1 : 0);
    }
  });

  it('begins no second run though AWS has forgotten its client tokens', async () => {
    const fake = await sweptBefore();
    fake.clock.moveTo('2026-03-06T21:00:00Z');
    fake.clock.crashAfter(5); // after the start, before its id is stored

    await expect(sweep(fake)).rejects.toThrow('Crashed after start');
    fake.clock.crashAfter(undefined);
    fake.runs.forgetTokens();
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('goes on with a run that had begun, though it is found only when it is too late to start one', async () => {
    const fake = await sweptBefore();
    fake.clock.moveTo('2026-03-06T23:50:00Z');
    fake.clock.crashAfter(5);

    await expect(sweep(fake)).rejects.toThrow(Crash);
    fake.clock.crashAfter(undefined);
    expect(await sweepAt(fake, '2026-03-07T00:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('starts nothing when it is too late, though the request was stored in time', async () => {
    const fake = await sweptBefore();
    fake.clock.moveTo('2026-03-06T23:50:00Z');
    fake.clock.crashAfter(4); // after the request is stored

    await expect(sweep(fake)).rejects.toThrow('Crashed after storeRequest');
    fake.clock.crashAfter(undefined);
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (hub-down)`]);
    expect(fake.runs.begun()).toEqual([]);
  });
});

async function crashesIn(fake: FakeWorld): Promise<boolean> {
  try {
    await sweep(fake);
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

/** What it came to in the end, times left out: a sweep that died and one that came later may differ in those. */
function end({ windows, nodes, runs, outbox }: FakeWorld) {
  return {
    windows: windows.all().map(({ window, state, waitingFor, end: over }) => ({
      id: window.id,
      state,
      waitingFor,
      reason: over?.reason,
      roster: over?.roster,
      verdicts: over?.verdicts,
    })),
    nodes: windows
      .all()
      .flatMap(({ window }: { window: Window }) =>
        nodes.all(window.id).map(({ id, verdict }) => `${id} ${verdict?.kind} ${verdict?.reason}`),
      ),
    runs: runs.begun().toSorted(),
    keys: outbox.keys().map(withoutInstant).toSorted(),
  };
}

/** The key of an unread catalogue carries the instant of the last reading. */
function withoutInstant(key: string): string {
  return key.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/, 'INSTANT');
}

function manyAccounts(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aRosterNode({ id: `i-${String(index).padStart(17, '0')}`, account: String(100_000_000_000 + index) }),
  );
}
