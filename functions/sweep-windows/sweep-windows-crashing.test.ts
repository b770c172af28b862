import { describe, expect, it } from '@jest/globals';
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import { emergencyWindow } from '../../shared/domain/window/emergency.ts';
import type { Hold } from '../../shared/domain/window/hold.ts';
import { cellKey } from '../../shared/domain/window/node.ts';
import { anEntry, aRosterNode, CELL, OTHER_CELL, someSettings } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal, TOKEN_BEHAVIOURS } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, sweep, sweepAt, sweptBefore, there } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aHold, anEmergency } from '../../shared/testing/opening-builders.ts';

// Goal: a sweep may die at any call, and later sweeps come to the same end (P7), with one run a chunk (P2) and every
// notice told (P4). Method: crash after each act of each story in turn, then let the sweeps go on.
describe('sweepWindows() that crashes', () => {
  interface Story {
    readonly sweeps: readonly string[];
    readonly prepare?: (fake: FakeWorld) => void | Promise<void>;
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
    'while it skips a frozen window': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => {
        withEntry(fake, { calendars: ['year-end-freeze'] });
        fake.around.freezes = [{ from: '2026-03-06T00:00:00Z', to: '2026-03-09T00:00:00Z' }];
      },
    },
    'while it waits for the ring before, and misses the window': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T23:55:00Z'],
      prepare: (fake) => withEntry(fake, { after: { schedule: '22TUE', minSuccessPercent: 95, soakHours: 1 } }),
    },
    'while it scans a cell, tells of old scans, and leaves out another': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => {
        withEntry(fake, { scanMaxAgeHours: 48 });
        fake.around.scans = { [cellKey(here)]: 'AccessDenied: no' };
        hold(fake, { scope: { kind: 'account', account: there.account } });
      },
    },
    'while it runs in a cell that has vanished': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: async (fake) => {
        await fake.nodes.put('22FRI@2026-02-27', [here, there]);
        const cells = [CELL, OTHER_CELL].map((cell) => ({ ...cell, operation: 'Install' as const, nodes: 1 }));
        await fake.windows.putCells('22FRI@2026-02-27', cells, fake.now());
        await fake.schedules.rememberRoster('22FRI', '22FRI@2026-02-27');
        fake.around.roster = rosterOf(here);
      },
    },
    'while it stops a window by a hold, and cancels what waits in the queue': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z', '2026-03-06T21:10:00Z', '2026-03-06T21:15:00Z'],
      prepare: (fake) => {
        fake.runs.queue(true);
        heldFrom(fake, '2026-03-06T21:15:00Z', {});
      },
    },
    'while it stops the cells of an account': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z', '2026-03-06T21:10:00Z', '2026-03-06T21:15:00Z'],
      prepare: (fake) => heldFrom(fake, '2026-03-06T21:15:00Z', { scope: { kind: 'account', account: there.account } }),
    },
    'while it opens an emergency': {
      sweeps: ['2026-03-06T20:58:00Z', '2026-03-06T21:05:00Z'],
      prepare: async (fake) => {
        const admittedAt = new Date('2026-03-06T20:57:00Z');
        const window = emergencyWindow(anEntry(), { requestId: '1a2b3c4d', admittedAt });
        await fake.windows.claim(window, anEntry(), admittedAt, { emergency: anEmergency() });
      },
    },
    'while it opens a window of two runs': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z'],
      prepare: (fake) => {
        fake.around.settings = someSettings({
          modes: { default: 'install', accounts: { [there.account]: 'scan' }, environments: {} },
        });
      },
    },
  };

  const plays = Object.entries(stories).flatMap(([name, story]) =>
    TOKEN_BEHAVIOURS.map((tokens) => [name, tokens, story] as const),
  );

  it.each(plays)('%s, where AWS knows client tokens so: %s', async (_, tokens, { sweeps, prepare }) => {
    const play = async (crashAfter: number | undefined) => {
      const fake = await sweptBefore();
      fake.runs.behave(tokens);
      await prepare?.(fake);
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

  it.each(TOKEN_BEHAVIOURS)('begins no second run where AWS knows its client tokens so: %s', async (tokens) => {
    const fake = await sweptBefore();
    fake.runs.behave(tokens);
    await crashAt(fake, '2026-03-06T21:00:00Z', 'start'); // Before its id is stored.

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('asks for no run with half a roster, and owes at the next sweep what the inventory has lost since (P3)', async () => {
    const fake = await sweptBefore();
    const nodes = Array.from({ length: 250 }, (_, number) =>
      aRosterNode({ id: `i-${String(number).padStart(17, '0')}`, account: String(200_000_000_000 + number) }),
    );
    fake.around.roster = rosterOf(...nodes);
    await crashAt(fake, '2026-03-06T21:00:00Z', 'put nodes'); // Of the first hundred cells.
    expect(await fake.windows.runs(ID)).toEqual([]);
    expect(await fake.windows.cells(ID)).toHaveLength(100);

    fake.around.roster = rosterOf(...nodes.slice(1));
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.nodes.all(ID).map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
    expect(fake.announced.at(-1)).toMatchObject({ kind: 'Window Opened', roster: nodes.length });
    expect(fake.runs.requests().join()).toContain(nodes[0]?.account);
  });

  it('goes on with a run that had begun, though it is found only when it is too late to start one', async () => {
    const fake = await sweptBefore();
    await crashAt(fake, '2026-03-06T23:50:00Z', 'start');

    expect(await sweepAt(fake, '2026-03-07T00:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
  });

  it('starts nothing when it is too late, though the request was stored in time', async () => {
    const fake = await sweptBefore();
    await crashAt(fake, '2026-03-06T23:50:00Z', 'storeRequest');

    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (hub-down)`]);
    expect(fake.runs.begun()).toEqual([]);
  });
});

function withEntry(fake: FakeWorld, overrides: Partial<CatalogueEntry>): void {
  fake.around.catalogue = { kind: 'read', entries: [anEntry(overrides), anEntry({ value: '22TUE' })], problems: [] };
}

function hold(fake: FakeWorld, overrides: Partial<Hold>): void {
  fake.around.intents = { holds: [aHold(overrides)], releases: [] };
}

/** Set while the window is under way: later than the sweep that makes up for one that died while it opened. */
function heldFrom(fake: FakeWorld, at: string, overrides: Partial<Hold>): void {
  fake.clock.onMove(() => {
    if (fake.now() >= new Date(at)) hold(fake, overrides);
  });
}

/** Lets a sweep die after the first act of this name. */
async function crashAt(fake: FakeWorld, at: string, name: string): Promise<void> {
  fake.clock.moveTo(at);
  fake.clock.crashAfterAct(name);
  await expect(sweep(fake)).rejects.toThrow(`Crashed after ${name}`);
  fake.clock.crashAfter(undefined);
}

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
