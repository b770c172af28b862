import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { parseSweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import { anEntry, CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import {
  here,
  ID,
  lookAt,
  settle,
  sweep,
  sweepAt,
  sweptBefore,
  there,
  worldOf,
} from '../../shared/testing/fake-world/played-sweeps.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { sweepWindows } from './sweep-windows.ts';

const unread: Catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

describe('sweepWindows()', () => {
  it('opens a window at its time: claim, roster, request, run, in this order', async () => {
    const fake = await sweptBefore();

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.clock.acts.slice(2)).toEqual([
      'claim',
      'putCells',
      'put nodes',
      'putCells',
      'remember roster',
      'storeRequest',
      'remember run',
      'setAsked',
      'start',
      'setExecution',
      'announce Window Opened',
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
    await fake.sweepRow.write({
      sweptAt: new Date('2026-03-06T20:55:00Z'),
      readAt: new Map([['22FRI', new Date('2026-03-06T20:55:00Z')]]),
    });

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
    expect(fake.outbox.told()[0]).toMatchObject({
      subject: `Window ${ID}: no node carries this schedule`,
      severity: 'info',
    });
  });

  it('waits while the roster cannot be read, says so once, and opens when it can', async () => {
    const fake = await sweptBefore();
    fake.around.roster = refusal('AccessDeniedException');

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (AWS answered AccessDeniedException: not now)`,
    ]);
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([
      `${ID} waits (AWS answered AccessDeniedException: not now)`,
    ]);
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
    expect(fake.windows.stored(ID).end).toMatchObject({
      state: 'missed',
      reason: 'roster-unread',
      roster: 1,
      verdicts: { missed: 1 },
    });
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

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (AWS answered ThrottlingException: not now)`,
    ]);
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
    expect(fake.outbox.told()[0]?.next[0]).toBe(
      'The next window of 22FRI opens on Fri 13 Mar 2026 22:00 Europe/Berlin.',
    );
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
    expect(fake.outbox.keys()).toEqual(['catalogue-unread#2026-03-06T20:55:00.000Z#2026-03-06']);

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
      { key: 'hybrid-unread#777788889999#eu-central-1#2026-03-06', details: ['AWS answered AccessDenied: no'] },
    ]);
  });

  it('has only the cells that are due looked at: each sweep from the last start to the end, then each quarter of an hour', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await settle(fake, there);
    const due = `${ID} 444455556666 eu-west-1`;

    await sweepAt(fake, '2026-03-06T23:54:00Z');
    expect(fake.nudged).toEqual([]);
    await sweepAt(fake, '2026-03-06T23:55:00Z');
    expect(fake.nudged).toEqual([due]);
    await lookAt(fake, CELL);
    await sweepAt(fake, '2026-03-06T23:59:00Z');
    expect(fake.nudged).toEqual([due]);
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.nudged).toEqual([due, due]);
    await lookAt(fake, CELL);
    await sweepAt(fake, '2026-03-07T01:00:00Z');
    expect(fake.nudged).toEqual([due, due, due]);
    expect(fake.windows.stored(ID).state).toBe('closing');
    await lookAt(fake, CELL);
    await sweepAt(fake, '2026-03-07T01:10:00Z');
    expect(fake.nudged).toEqual([due, due, due]);
    await sweepAt(fake, '2026-03-07T01:15:00Z');
    expect(fake.nudged).toEqual([due, due, due, due]);
  });

  it('closes after a last call, and says of each node that is still unknown that its cell could not be read', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await settle(fake, there);

    expect(await sweepAt(fake, '2026-03-07T02:30:00Z')).toEqual([`${ID} watched`]);
    expect(await sweepAt(fake, '2026-03-07T02:40:00Z')).toEqual([`${ID} watched`]);
    expect(await sweepAt(fake, '2026-03-07T02:45:00Z')).toEqual([`${ID} closed`]);
    expect(await sweepAt(fake, '2026-03-07T02:50:00Z')).toEqual([]);
    expect(fake.windows.stored(ID).end).toMatchObject({
      state: 'final',
      roster: 2,
      verdicts: { patched: 1, missed: 1 },
    });
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

/** All that a flow has changed, times included. */
function picture({ windows, nodes, runs, outbox }: FakeWorld) {
  return { windows: windows.all(), nodes: nodes.all(ID), runs: runs.begun(), told: outbox.told() };
}
