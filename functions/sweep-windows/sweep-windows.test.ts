import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { parseSweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import { aRosterNode, anEntry, CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, fakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { type SweepReport, sweepWindows } from './sweep-windows.ts';

const ID = '22FRI@2026-03-06'; // opens 21:00Z, last start 23:55Z, closes 01:00Z, grace until 02:30Z
const unread: Catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };
const here = aRosterNode();
const there = aRosterNode({ id: 'i-0b1b2c3d4e5f60718', ...OTHER_CELL, wave: '2' });

describe('sweepWindows()', () => {
  it('opens a window at its time: claim, roster, request, run, in this order', async () => {
    const fake = await sweptBefore();

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.clock.acts.slice(1)).toEqual([
      'claim',
      'putCells',
      'put nodes',
      'storeRequest',
      'start',
      'setExecution',
      'setOpen',
      'write sweep',
    ]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'open', openedAt: new Date('2026-03-06T21:00:00Z') });
    expect(fake.nodes.all(ID)).toEqual([here, there]);
  });

  it('changes nothing when it runs twice in a row, though the index does not show the window yet', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    const before = picture(fake);

    expect(await sweep(fake)).toEqual([]); // at the very same instant
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} watched`]);
    expect(await sweep(fake)).toEqual([`${ID} watched`]);
    expect(picture(fake)).toEqual(before);
    expect(fake.nudged).toEqual([]);
  });

  it('leaves a window that somebody else has claimed in the meantime', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await fake.sweepRow.write({ sweptAt: new Date('2026-03-06T20:55:00Z'), readAt: new Map([['22FRI', new Date('2026-03-06T20:55:00Z')]]) });

    expect(await sweep(fake)).toEqual([`${ID} left (claimed)`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('opens late, and says so in the digest', async () => {
    const fake = await sweptBefore();

    expect(await sweepAt(fake, '2026-03-06T21:16:00Z')).toEqual([`${ID} opened`]);
    await settle(fake, here, there);
    expect(await sweepAt(fake, '2026-03-06T22:00:00Z')).toEqual([`${ID} closed`]);
    expect(fake.outbox.told().map(({ subject }) => subject)).toEqual([`Window ${ID}: all 2 patched`]);
    expect(fake.outbox.told()[0]?.happened).toContain('It opened 16 minutes late');
  });

  it('opens a window that owes nobody a patch, and closes it at the next sweep', async () => {
    const fake = await sweptBefore();
    fake.around.roster = rosterOf();

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} closed`]);
    expect(fake.runs.begun()).toEqual([]);
    expect(fake.outbox.told()[0]).toMatchObject({ subject: `Window ${ID}: no node carries this schedule`, severity: 'info' });
  });

  it('waits while the roster cannot be read, says so once, and opens when it can', async () => {
    const fake = await sweptBefore();
    fake.around.roster = refusal('AccessDeniedException');

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} waits (AccessDeniedException: not now)`]);
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} waits (AccessDeniedException: not now)`]);
    expect(fake.outbox.keys()).toEqual([`window-waiting#${ID}#roster-unread`]);

    fake.around.roster = rosterOf(here);
    expect(await sweepAt(fake, '2026-03-06T21:10:00Z')).toEqual([`${ID} opened`]);
    expect(fake.outbox.told()).toHaveLength(1);
    expect(fake.windows.stored(ID).waitingFor).toBeUndefined();
  });

  it('is missed for what it waited for, with the nodes of now', async () => {
    const fake = await sweptBefore();
    fake.around.roster = refusal('AccessDeniedException');
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await sweepAt(fake, '2026-03-06T23:54:59.999Z');
    fake.around.roster = rosterOf(here);

    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (roster-unread)`]);
    expect(fake.windows.stored(ID).end).toMatchObject({ state: 'missed', reason: 'roster-unread', roster: 1, verdicts: { missed: 1 } });
    expect(fake.nodes.all(ID)).toMatchObject([{ id: here.id, verdict: { kind: 'missed', reason: 'roster-unread' } }]);
    expect(await sweepAt(fake, '2026-03-07T00:00:00Z')).toEqual([]);
    expect(fake.outbox.keys()).toEqual([`window-waiting#${ID}#roster-unread`, `window-missed#${ID}`]);
  });

  it('says that the nodes of a missed window are unknown, if they still are', async () => {
    const fake = await sweptBefore();
    fake.around.roster = refusal('AccessDeniedException');

    expect(await sweepAt(fake, '2026-03-07T00:30:00Z')).toEqual([`${ID} missed (hub-down)`]);
    expect(fake.outbox.told()).toMatchObject([{ subject: `MISSED window ${ID}: its nodes are unknown (hub-down)` }]);
  });

  it('waits while the start is refused, and sends the same request until it is taken', async () => {
    const fake = await sweptBefore();
    fake.runs.refuse(refusal('ThrottlingException'));

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} waits (ThrottlingException: not now)`]);
    expect(fake.outbox.keys()).toEqual([`window-waiting#${ID}#start-refused`]);
    const [stored] = await fake.windows.runs(ID);
    fake.around.roster = rosterOf(); // The roster of the opening stays, whatever it would be now.
    fake.runs.refuse(undefined);

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.requests()).toEqual([stored?.requestJson]);
  });

  it('misses a window whose start was refused to the end, and counts the roster that was written down (P3)', async () => {
    const fake = await sweptBefore();
    fake.runs.refuse(refusal('ThrottlingException'));
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.around.roster = rosterOf(here); // The other node carries another schedule by now.

    expect(await sweepAt(fake, '2026-03-07T00:00:00Z')).toEqual([`${ID} missed (start-refused)`]);
    expect(fake.windows.stored(ID).end).toMatchObject({ roster: 2, verdicts: { missed: 2 } });
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict?.reason)).toEqual(['start-refused', 'start-refused']);
  });

  it('misses a window over which no sweep ran, once', async () => {
    const fake = await sweptBefore();

    expect(await sweepAt(fake, '2026-03-07T09:00:00Z')).toEqual([`${ID} missed (hub-down)`]);
    expect(await sweep(fake)).toEqual([]);
    expect(await sweepAt(fake, '2026-03-07T09:05:00Z')).toEqual([]);
    expect(fake.outbox.told()).toMatchObject([{ key: `window-missed#${ID}`, severity: 'critical' }]);
    expect(fake.outbox.told()[0]?.next[0]).toBe('The next window of 22FRI opens on Fri 13 Mar 2026 22:00 Europe/Berlin.');
    expect(fake.runs.begun()).toEqual([]);
  });

  it('misses a window whose entry could not be read meanwhile, and harms no other', async () => {
    const fake = await sweptBefore();
    const problems = [{ value: '22FRI', version: 4, reason: 'Cannot parse catalogue entry 22FRI: it is not JSON' }];
    fake.around.catalogue = { kind: 'read', entries: [anEntry({ value: '23FRI' })], problems };
    await sweepAt(fake, '2026-03-06T21:00:00Z');

    expect(await sweepAt(fake, '2026-03-06T22:00:00Z')).toEqual(['23FRI@2026-03-06 opened']);
    expect(fake.outbox.keys()).toEqual(['catalogue-entry#22FRI#4']);

    fake.around.catalogue = { kind: 'read', entries: [anEntry()], problems: [] };
    expect(await sweepAt(fake, '2026-03-07T00:05:00Z')).toContain(`${ID} missed (entry-unreadable)`);
    expect(fake.windows.stored(ID).end).toMatchObject({ reason: 'entry-unreadable' });
  });

  it('opens nothing while the catalogue is unread, says so once for each outage, and makes up for it', async () => {
    const fake = await sweptBefore();
    fake.around.catalogue = unread;

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([]);
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([]);
    expect(fake.outbox.keys()).toEqual(['catalogue-unread#2026-03-06T20:55:00.000Z']);

    fake.around.catalogue = { kind: 'read', entries: [anEntry()], problems: [] };
    expect(await sweepAt(fake, '2026-03-06T21:10:00Z')).toEqual([`${ID} opened`]);
    fake.around.catalogue = unread;
    await sweepAt(fake, '2026-03-06T21:15:00Z');
    expect(fake.outbox.keys()).toHaveLength(2);
  });

  it('opens without the hybrid nodes of a cell that refuses to list them, and names the cell', async () => {
    const fake = await sweptBefore();
    const unreadCells = [{ ...OTHER_CELL, reason: 'AccessDenied: no' }];
    fake.around.roster = { kind: 'done', value: { nodes: [here], unreadCells } };

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.outbox.told()).toMatchObject([
      { key: `hybrid-unread#${ID}#777788889999#eu-central-1`, details: ['AWS answered AccessDenied: no'] },
    ]);
  });

  it('has only the cells that are due looked at: at the last start, at the end, then every quarter of an hour', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await settle(fake, there);
    const due = `${ID} 444455556666 eu-west-1`;

    await sweepAt(fake, '2026-03-06T23:54:00Z');
    expect(fake.nudged).toEqual([]);
    await sweepAt(fake, '2026-03-06T23:55:00Z');
    expect(fake.nudged).toEqual([due]);
    await lookAt(fake, CELL);
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.nudged).toEqual([due]);
    await sweepAt(fake, '2026-03-07T01:00:00Z');
    expect(fake.nudged).toEqual([due, due]);
    expect(fake.windows.stored(ID).state).toBe('closing');
    await lookAt(fake, CELL);
    await sweepAt(fake, '2026-03-07T01:10:00Z');
    expect(fake.nudged).toEqual([due, due]);
    await sweepAt(fake, '2026-03-07T01:15:00Z');
    expect(fake.nudged).toEqual([due, due, due]);
  });

  it('closes after a last call, and says of each node that is still unknown that its cell could not be read', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await settle(fake, there);

    expect(await sweepAt(fake, '2026-03-07T02:30:00Z')).toEqual([`${ID} watched`]);
    expect(await sweepAt(fake, '2026-03-07T02:40:00Z')).toEqual([`${ID} watched`]);
    expect(await sweepAt(fake, '2026-03-07T02:45:00Z')).toEqual([`${ID} closed`]);
    expect(await sweepAt(fake, '2026-03-07T02:50:00Z')).toEqual([]);
    expect(fake.windows.stored(ID).end).toMatchObject({ state: 'final', roster: 2, verdicts: { patched: 1, missed: 1 } });
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict?.reason)).toEqual(['cell-unread', 'installed']);
    expect(fake.outbox.told()).toMatchObject([
      { key: `window-final#${ID}`, subject: `Window ${ID}: 1 patched, 1 missed`, severity: 'warning' },
    ]);
  });

  it('makes the last call before it gives up, also when the sweeps come back long after the end', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');

    expect(await sweepAt(fake, '2026-03-08T12:00:00Z')).toEqual([`${ID} watched`]);
    expect(fake.nudged).toHaveLength(2);
    await settle(fake, here, there);
    expect(await sweepAt(fake, '2026-03-08T12:05:00Z')).toEqual([`${ID} closed`]);
    expect(fake.windows.stored(ID).end).toMatchObject({ verdicts: { patched: 2 } });
  });

  it('takes every sample that may wake it', async () => {
    for (const name of ['sweep-tick', 'scheduled-event', 'parameter-changed', 'automation-ended']) {
      const nudge = parseSweepNudge(sampleEvent(name));

      expect(await sweepWindows(nudge, worldOf(await sweptBefore()))).toEqual({ cause: nudge.cause, steps: [] });
    }
  });
});

// Goal: a sweep may die at any call, and later sweeps come to the same end (P7), with one run a chunk (P2) and every
// notice told (P4). Method: crash after each act of each story in turn, then let the sweeps go on.
describe('sweepWindows() that crashes', () => {
  interface Story {
    readonly sweeps: readonly string[];
    readonly prepare?: (fake: FakeWorld) => void;
  }

  const stories: Readonly<Record<string, Story>> = {
    'while it opens and closes a window': {
      sweeps: ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z', '2026-03-07T02:30:00Z', '2026-03-07T02:45:00Z', '2026-03-07T02:50:00Z'],
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
        fake.around.catalogue = unread;
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

/** A world whose schedule has been read five minutes before the opening, with a node in each of two cells. */
async function sweptBefore(): Promise<FakeWorld> {
  const fake = fakeWorld('2026-03-06T20:55:00Z');
  fake.around.roster = rosterOf(here, there);
  await sweep(fake);
  return fake;
}

async function sweepAt(fake: FakeWorld, at: string): Promise<string[]> {
  fake.clock.moveTo(at);
  return sweep(fake);
}

async function sweep(fake: FakeWorld): Promise<string[]> {
  const report: SweepReport = await sweepWindows({ cause: 'tick', at: fake.now() }, worldOf(fake));
  return report.steps.map(({ window, did, why }) => `${window} ${did}${why === undefined ? '' : ` (${why})`}`);
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

function worldOf(fake: FakeWorld) {
  return { ...fake, memory: fake.sweepRow };
}

/** What settle-cell would write: these nodes are patched, and their cells are settled. */
async function settle(fake: FakeWorld, ...nodes: readonly (typeof here)[]): Promise<void> {
  const patched = nodes.map((node) => ({ ...node, verdict: { kind: 'patched', reason: 'installed' } as const }));
  await fake.nodes.put(ID, patched);
  for (const { account, region } of nodes) {
    await fake.windows.setCell(ID, { account, region }, { settled: true, lookedAt: fake.now() });
  }
}

/** What settle-cell would write where it finds nothing new. */
async function lookAt(fake: FakeWorld, cell: Cell): Promise<void> {
  await fake.windows.setCell(ID, cell, { settled: false, lookedAt: fake.now() });
}

/** All that a flow has changed, times included. */
function picture({ windows, nodes, runs, outbox }: FakeWorld) {
  return { windows: windows.all(), nodes: nodes.all(ID), runs: runs.begun(), told: outbox.told() };
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
    nodes: windows.all().flatMap(({ window }: { window: Window }) =>
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
