import { describe, expect, it } from '@jest/globals';
import { parseCellNudge } from '../../shared/inbound/cell-nudge.ts';
import { anEntry, aRosterNode, aWindow, CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import {
  bothEnded,
  invoked,
  nudge,
  one,
  openWindow,
  RUN_HERE,
  settle,
  settleAt,
  stateOf,
  two,
  verdicts,
} from '../../shared/testing/fake-world/played-looks.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { settleCell } from './settle-cell.ts';

const window = aWindow(); // 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z, grace until 02:30Z
const ID = window.id;
const oneRuns = [
  { id: 'wave-1', ended: true },
  { id: 'wave-2', ended: false },
];

describe('settleCell()', () => {
  it('settles the cell when both waves have ended, and changes nothing the second time', async () => {
    const fake = await openWindow([one, two]);
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(one), invoked(two, 'Failed')],
      patchStates: [stateOf(one), stateOf(two, { failedCount: 2 })],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} failed (patches-failed)`]);
    expect(await fake.windows.cells(ID)).toMatchObject([{ ...CELL, settled: true, lookedAt: fake.now() }]);

    const acts = fake.clock.acts.length;
    expect(await settle(fake)).toEqual([]);
    expect(fake.clock.acts.slice(acts)).toEqual([]);
  });

  it('settles what it can between two waves, and waits for the rest', async () => {
    const fake = await openWindow([one, two]);
    fake.cells.show(CELL, {
      commands: oneRuns,
      invocations: [invoked(one), invoked(two, 'InProgress')],
      patchStates: [stateOf(one)],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} waits`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} -`]);
  });

  it('writes nothing of a node that still waits, since another look may have judged it meanwhile', async () => {
    const fake = await openWindow([one, two]);
    fake.cells.show(CELL, { commands: oneRuns, invocations: [invoked(two, 'InProgress')] });
    const acts = fake.clock.acts.length;

    await settleAt(fake, '2026-03-06T21:30:00Z');
    expect(fake.clock.acts.slice(acts)).toEqual(['setCell']);
  });

  it('lets a verdict stand when the patch state that proved it is gone', async () => {
    const fake = await openWindow([one, two]);
    fake.cells.show(CELL, {
      commands: oneRuns,
      invocations: [invoked(one), invoked(two, 'InProgress')],
      patchStates: [stateOf(one)],
    });
    await settleAt(fake, '2026-03-06T21:30:00Z');
    const scanned = { snapshotId: undefined, startedAt: new Date('2026-03-06T22:00:00Z'), missingCount: 3 };
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(one), invoked(two)],
      patchStates: [stateOf(one, scanned), stateOf(two)],
    });

    expect(await settleAt(fake, '2026-03-06T22:10:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} patched (installed)`]);
  });

  it('adds a node that the run touched although the roster lacks it (P3)', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(one), invoked(two)],
      patchStates: [stateOf(one), stateOf(two)],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} patched (installed)`]);
  });

  it('is not settled before the last wave, which may touch a node that the roster lacks', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, { commands: oneRuns.slice(0, 1), invocations: [invoked(one)], patchStates: [stateOf(one)] });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} waits`]);
  });

  it('asks after nodes that the run did not reach, and says why each was missed', async () => {
    const hybrid = aRosterNode({ id: 'mi-0123456789abcdef0', wave: undefined, power: undefined });
    const stopped = aRosterNode({ id: 'i-0c1b2c3d4e5f60718', power: 'stopped' });
    const unmanaged = aRosterNode({ id: 'i-0d1b2c3d4e5f60718' });
    const fake = await openWindow([two, hybrid, stopped, unmanaged]);
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(two, 'DeliveryTimedOut')],
      pings: new Map([
        [two.id, 'online'],
        [hybrid.id, 'lost'],
      ]),
    });

    expect(await settleAt(fake, '2026-03-07T00:01:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([
      `${two.id} missed (not-delivered)`,
      `${hybrid.id} missed (node-offline)`,
      `${stopped.id} missed (node-stopped)`,
      `${unmanaged.id} missed (node-unmanaged)`,
    ]);
  });

  it.each(['commands', 'patchStates', 'pings'] as const)(
    'says once that a cell cannot be read (%s), and settles it later',
    async (call) => {
      const fake = await openWindow([one]);
      fake.cells.show(CELL, { commands: bothEnded, invocations: [invoked(one)], patchStates: [stateOf(one)] });
      fake.cells.refuse(CELL, call, refusal('AccessDenied', 'not authorized to perform sts:AssumeRole'));

      for (const at of ['2026-03-06T21:30:00Z', '2026-03-06T21:35:00Z']) {
        expect(await settleAt(fake, at)).toEqual([
          `${ID} unread (AccessDenied: not authorized to perform sts:AssumeRole)`,
        ]);
      }
      expect(fake.outbox.told()).toMatchObject([
        { key: `cell-unread#${ID}#444455556666#eu-west-1`, severity: 'critical' },
      ]);
      expect((await fake.windows.cells(ID))[0]).toMatchObject({
        settled: false,
        lookedAt: new Date('2026-03-06T21:01:00Z'),
      });

      fake.cells.allow(CELL);
      expect(await settleAt(fake, '2026-03-06T21:40:00Z')).toEqual([`${ID} settled`]);
      expect(fake.outbox.told()).toHaveLength(1);
    },
  );

  it('stops from the last start on what has not begun, and nothing that runs (P1)', async () => {
    const fake = await openWindow([one, two]);
    await fake.windows.storeRequest(ID, 1, RUN_HERE);
    await fake.windows.setExecution(ID, 1, 'execution-1');
    fake.cells.show(CELL, {
      commands: [{ id: 'wave-1', ended: false }],
      invocations: [invoked(one, 'InProgress'), invoked(two, 'Pending')],
      pings: new Map([[two.id, 'lost']]),
    });

    await settleAt(fake, '2026-03-06T23:54:59.999Z');
    expect(fake.cells.cutOff()).toEqual([]);
    expect(await settleAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} waits`]);
    expect(fake.cells.cutOff()).toEqual(['stop execution-1', `cancel wave-1 ${two.id}`]);

    fake.cells.show(CELL, {
      commands: [{ id: 'wave-1', ended: true }],
      invocations: [invoked(one), invoked(two, 'Cancelled')],
      patchStates: [stateOf(one)],
    });
    expect(await settleAt(fake, '2026-03-07T00:20:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} missed (cut-off)`]);
    expect(fake.cells.cutOff()).toHaveLength(2);
  });

  it.each(['stop', 'cancel'] as const)('tells it where AWS refuses to %s, and has it tried again', async (call) => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, { commands: [{ id: 'wave-1', ended: false }], invocations: [invoked(one, 'Pending')] });
    fake.cells.refuse(CELL, call, refusal('ThrottlingException', 'rate exceeded'));

    const refused = [`${ID} not-cut-off (ThrottlingException: rate exceeded)`];
    expect(await settleAt(fake, '2026-03-06T23:55:00Z')).toEqual(refused);
    expect(await settle(fake)).toEqual(refused);
    expect(fake.outbox.told()).toMatchObject([
      { key: `cutoff-refused#${ID}#444455556666#eu-west-1`, severity: 'critical' },
    ]);
    // Not looked at: the next sweep finds the cell due again.
    expect((await fake.windows.cells(ID))[0]?.lookedAt).toEqual(new Date('2026-03-06T21:01:00Z'));

    fake.cells.allow(CELL);
    expect(await settleAt(fake, '2026-03-07T00:00:00Z')).toEqual([`${ID} waits`]);
    expect(fake.cells.cutOff()).toContain(`cancel wave-1 ${one.id}`);
  });

  it('tells once of installs that were requested at or after the cutoff, and of none before it (P1)', async () => {
    const fake = await openWindow([one, two]);
    const requested = (node: typeof one, at: string) => ({ ...invoked(node, 'InProgress'), requestedAt: new Date(at) });
    fake.cells.show(CELL, { commands: oneRuns, invocations: [requested(one, '2026-03-06T23:59:59.999Z')] });
    await settleAt(fake, '2026-03-07T00:01:00Z');
    expect(fake.outbox.told()).toEqual([]);

    const late = [requested(one, '2026-03-06T23:59:59.999Z'), requested(two, '2026-03-07T00:00:00Z')];
    fake.cells.show(CELL, { commands: oneRuns, invocations: late });
    expect(await settleAt(fake, '2026-03-07T00:05:00Z')).toEqual([`${ID} waits`]);
    await settleAt(fake, '2026-03-07T00:10:00Z');
    expect(fake.outbox.told()).toMatchObject([
      {
        key: expect.stringContaining(`late-install#${ID}#444455556666#eu-west-1#`),
        kind: 'late-install',
        severity: 'critical',
      },
    ]);
    expect(fake.outbox.told()[0]?.details.map((line) => line.split(':')[0])).toEqual([two.id]);
  });

  it('gives every node its verdict at the last call, with what is known then (P3)', async () => {
    const fake = await openWindow([one, two]);
    fake.cells.show(CELL, { commands: oneRuns, invocations: [invoked(one), invoked(two, 'InProgress')] });

    expect(await settleAt(fake, '2026-03-07T02:29:59.999Z')).toEqual([`${ID} waits`]);
    expect(await settleAt(fake, '2026-03-07T02:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} failed (no-evidence)`, `${two.id} failed (did-not-return)`]);
  });

  it('says of nodes in a cell where the run never began that it did not start', async () => {
    const fake = await openWindow([one]);

    expect(await settleAt(fake, '2026-03-07T00:59:59.999Z')).toEqual([`${ID} waits`]);
    expect(await settleAt(fake, '2026-03-07T01:00:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} missed (run-not-started)`]);
  });

  it('leaves cells alone in which no open window has run', async () => {
    const fake = await openWindow([one]);
    fake.clock.moveTo('2026-03-06T21:30:00Z');

    expect(await settle(fake, { ...nudge, ...OTHER_CELL })).toEqual([]);
    const opening = fakeWorld();
    await opening.windows.claim(window, anEntry(), opening.now());
    await opening.windows.putCells(ID, [{ ...CELL, operation: 'Install' }], opening.now());
    opening.clock.moveTo('2026-03-06T21:30:00Z');
    expect(await settle(opening)).toEqual([]);
  });

  it('settles every window that has run in the cell, since the event does not say which', async () => {
    const fake = await openWindow([one]);
    const later = aWindow({ id: '23FRI@2026-03-06', schedule: '23FRI', opensAt: new Date('2026-03-06T22:00:00Z') });
    await fake.windows.claim(later, anEntry({ value: '23FRI' }), fake.now());
    await fake.windows.putCells(later.id, [{ ...CELL, operation: 'Install' }], fake.now());
    await fake.windows.setOpen(later.id, fake.now());

    expect(await settleAt(fake, '2026-03-06T22:30:00Z')).toEqual([`${ID} waits`, `${later.id} waits`]);
  });

  it.each([
    ['command-ended', [1, 2], '2026-03-06T23:54:59.999Z', false],
    ['command-invocation-ended', [1, 2], '2026-03-06T23:54:59.999Z', false],
    ['automation-ended', [1, 2], '2026-03-06T23:54:59.999Z', true],
    ['cell-due', [1, 2], '2026-03-06T23:54:59.999Z', true],
    ['command-ended', [1], '2026-03-06T23:54:59.999Z', true],
    ['command-ended', [1, 2], '2026-03-06T23:55:00Z', true],
  ] as const)('reads the cell once and not once a wave: %s, waves %j, at %s: %s', async (name, waves, at, reads) => {
    const event = parseCellNudge(sampleEvent(name));
    const { account, region } = event;
    const fake = await openWindow([aRosterNode({ account, region })], { entry: { waves }, cell: { account, region } });
    fake.clock.moveTo(at);
    await settleCell(event, fake);

    expect(fake.cells.reads().length > 0).toBe(reads);
  });

  it.each(['command-ended', 'command-invocation-ended', 'automation-ended', 'automation-step-ended', 'cell-due'])(
    'takes the sample %s, which is about this cell',
    async (name) => {
      const event = parseCellNudge(sampleEvent(name));
      const { account, region } = event;
      const fake = await openWindow([aRosterNode({ account, region })]);
      await fake.windows.putCells(ID, [{ account, region, operation: 'Install' }], fake.now());
      fake.clock.moveTo('2026-03-06T21:30:00Z');

      expect(await settleCell(event, fake)).toEqual({
        cause: event.cause,
        settlements: [{ window: ID, account, region, did: 'waits' }],
      });
    },
  );
});
