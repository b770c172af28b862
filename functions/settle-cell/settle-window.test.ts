/** What settle-cell does in the cell of a window that is under way, beyond judging its nodes. */
import { describe, expect, it } from '@jest/globals';
import { rescanSnapshotIdOf } from '../../shared/aws/rescan-cell.ts';
import { snapshotIdOf } from '../../shared/aws/start-run.ts';
import { aPatchCommand, aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { aGrantedException } from '../../shared/testing/exception-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import {
  bothEnded,
  invoked,
  one,
  openWindow,
  settleAt,
  stateOf,
  two,
  verdicts,
} from '../../shared/testing/fake-world/played-looks.ts';

const window = aWindow(); // 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z, grace until 02:30Z
const ID = window.id;
const keys = (fake: FakeWorld) => fake.outbox.told().map(({ key }) => key);

describe('a node that became exempt after its roster was observed', () => {
  const reached = { commands: bothEnded, invocations: [invoked(one)], patchStates: [stateOf(one)] };
  const exemptSince = (fake: FakeWorld, node: typeof two, exemptAt: string) =>
    fake.exceptions.set(
      aGrantedException({ node: { id: node.id, ...CELL }, exemptAt: new Date(exemptAt), remembered: {} }),
    );

  it('is excepted where no command has reached it, if an install might still have begun', async () => {
    const fake = await openWindow([one, two]);
    exemptSince(fake, two, '2026-03-06T23:59:59.999Z');
    fake.cells.show(CELL, reached);

    expect(await settleAt(fake, '2026-03-07T00:10:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} excepted (exempt)`]);
  });

  it('is missed if it became so at the cutoff or later, and judged by evidence if it was reached', async () => {
    const fake = await openWindow([one, two]);
    exemptSince(fake, one, '2026-03-06T21:30:00Z');
    exemptSince(fake, two, '2026-03-07T00:00:00Z');
    fake.cells.show(CELL, { ...reached, pings: new Map([[two.id, 'online' as const]]) });
    await settleAt(fake, '2026-03-07T00:10:00Z');

    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} missed (not-targeted)`]);
  });
});

describe('a cell that only scans', () => {
  it('skips what our scan shows, with its counts, and misses the rest', async () => {
    const fake = await openWindow([one, two], { cell: { operation: 'Scan', reason: 'mode-scan' } });
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(one), invoked(two, 'Failed')],
      patchStates: [stateOf(one, { operation: 'Scan', missingCount: 4 }), stateOf(two, { snapshotId: undefined })],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} skipped (mode-scan)`, `${two.id} missed (command-failed)`]);
    expect(fake.nodes.all(ID)[0]?.evidence).toMatchObject({ operation: 'Scan', missing: 4 });
    expect(fake.clock.acts).not.toContain('rescan');
  });

  it('has no late installs: a scan is none', async () => {
    const fake = await openWindow([one], { cell: { operation: 'Scan', reason: 'scanned' } });
    const late = { ...invoked(one), requestedAt: new Date('2026-03-07T00:30:00Z') };
    fake.cells.show(CELL, { commands: bothEnded, invocations: [late] });
    await settleAt(fake, '2026-03-07T00:40:00Z');

    expect(keys(fake)).toEqual([]);
  });
});

describe('a command that failed after an install', () => {
  const failed = { commands: bothEnded, invocations: [invoked(one, 'Failed')], patchStates: [stateOf(one)] };
  const rescanned = (state: object) => ({
    patchStates: [stateOf(one, { operation: 'Scan', snapshotId: rescanSnapshotIdOf(ID), ...state })],
  });

  it('is rescanned once, and the scan decides', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, failed);
    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} waits`]);
    expect(await settleAt(fake, '2026-03-06T21:35:00Z')).toEqual([`${ID} waits`]);
    expect(await settleAt(fake, '2026-03-06T21:45:00Z')).toEqual([`${ID} waits`]);
    expect(fake.clock.acts.filter((act) => act === 'rescan')).toHaveLength(1);
    expect(fake.nodes.all(ID)[0]?.rescanAskedAt).toEqual(new Date('2026-03-06T21:30:00Z'));

    fake.cells.show(CELL, rescanned({}));
    expect(await settleAt(fake, '2026-03-06T21:50:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`]);
    expect(keys(fake)).toEqual([]);
  });

  it('has failed if the scan finds patches missing, or has not come by the last call', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, failed);
    await settleAt(fake, '2026-03-06T21:30:00Z');
    fake.cells.show(CELL, rescanned({ missingCount: 2 }));
    await settleAt(fake, '2026-03-06T21:50:00Z');
    expect(verdicts(fake)).toEqual([`${one.id} failed (command-failed)`]);

    const silent = await openWindow([one]);
    silent.cells.show(CELL, failed);
    expect(await settleAt(silent, '2026-03-07T02:29:59.999Z')).toEqual([`${ID} waits`]);
    expect(await settleAt(silent, '2026-03-07T02:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(silent)).toEqual([`${one.id} failed (command-failed)`]);
  });

  it('is asked for again where AWS refused, once it is certain that nothing was sent', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, failed);
    fake.cells.refuse(CELL, 'rescan', refusal('ThrottlingException', 'rate exceeded'));
    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} waits (ThrottlingException: rate exceeded)`]);
    fake.cells.allow(CELL);

    await settleAt(fake, '2026-03-06T21:39:59.999Z');
    expect(fake.clock.acts).not.toContain('rescan');
    await settleAt(fake, '2026-03-06T21:40:00Z');
    expect(fake.clock.acts).toContain('rescan');
  });

  it('is told as unread where it cannot be seen whether the rescan was sent', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, failed);
    fake.cells.refuse(CELL, 'scans', refusal('AccessDenied', 'no'));

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} unread (AccessDenied: no)`]);
    expect(fake.clock.acts).not.toContain('rescan');
  });
});

describe('a patch group', () => {
  const patchGroup = 'prod-14-days';
  const shown = {
    commands: bothEnded,
    invocations: [invoked(one), invoked(two)],
    patchStates: [
      stateOf(one, { patchGroup, baselineId: 'pb-1' }),
      stateOf(two, { patchGroup: 'test', baselineId: 'pb-2' }),
    ],
    baselines: new Map([['pb-1', 'UBUNTU']]),
  };

  it('takes the baseline that is registered for it, and no other', async () => {
    const fake = await openWindow([one, two], { entry: { patchGroup } });
    fake.cells.show(CELL, shown);

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} failed (wrong-baseline)`]);
    expect(fake.nodes.all(ID)[0]?.evidence).toMatchObject({ baselineId: 'pb-1', operatingSystem: 'UBUNTU' });
  });

  it('cannot be judged where its baselines cannot be read, and is not asked for where the schedule names none', async () => {
    const fake = await openWindow([one, two], { entry: { patchGroup } });
    fake.cells.show(CELL, shown);
    fake.cells.refuse(CELL, 'baselines', refusal('AccessDenied', 'no'));
    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} unread (AccessDenied: no)`]);

    const ungrouped = await openWindow([one, two]);
    ungrouped.cells.show(CELL, shown);
    await settleAt(ungrouped, '2026-03-06T21:30:00Z');
    expect(verdicts(ungrouped)).toEqual([`${one.id} patched (installed)`, `${two.id} patched (installed)`]);
  });

  it('costs a settled cell two reads per 50 nodes and three of its own, counted by kind', async () => {
    const fake = await openWindow([one, two], { entry: { patchGroup } });
    fake.cells.show(CELL, shown);
    await settleAt(fake, '2026-03-06T21:30:00Z');

    // `commands` is a listing of commands and one of invocations; `pings` asks for nobody, which sends nothing.
    expect(fake.cells.reads().map((read) => read.split(' ')[0])).toEqual([
      'commands',
      'baselines',
      'patchStates',
      'pings',
      'scans',
    ]);
  });
});

describe('what is told', () => {
  it('a status that is not known, once, whichever window and node shows it', async () => {
    const fake = await openWindow([one, two]);
    fake.cells.show(CELL, {
      commands: [
        { id: 'wave-1', ended: false, status: 'Paused' },
        { id: 'wave-2', ended: true, status: 'Success' },
      ],
      invocations: [invoked(one, 'Hibernated'), invoked(two, 'Hibernated')],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} waits`]);
    await settleAt(fake, '2026-03-07T02:30:00Z');
    expect(keys(fake)).toEqual(['unknown-status#Hibernated', 'unknown-status#Paused']);
    expect(fake.outbox.told()[0]?.details[0]).toContain(one.id);
    expect(verdicts(fake)).toEqual([`${one.id} failed (unknown-status)`, `${two.id} failed (unknown-status)`]);
  });

  it('patch commands of others, once a window and cell, and none of ours', async () => {
    const fake = await openWindow([one, two]);
    const ours = aPatchCommand({ comment: ID, snapshotId: snapshotIdOf(ID) });
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(one), invoked(two)],
      patchStates: [stateOf(one), stateOf(two)],
      sent: [ours],
      scans: [aPatchCommand({ commandId: 'foreign-1' })],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(keys(fake)).toEqual([`foreign-run#${ID}#444455556666#eu-west-1`]);
    expect(fake.outbox.told()[0]?.details).toHaveLength(1);
    expect(fake.outbox.told()[0]?.details[0]).toContain('foreign-1');
  });

  it('nodes that are not back at the end of the window, while they still have time to report', async () => {
    const fake = await openWindow([one]);
    fake.cells.show(CELL, {
      commands: [{ id: 'wave-1', ended: false }],
      invocations: [invoked(one, 'InProgress')],
      pings: new Map([[one.id, 'lost']]),
    });

    await settleAt(fake, '2026-03-07T00:59:59.999Z');
    expect(keys(fake)).toEqual([]);
    expect(await settleAt(fake, '2026-03-07T01:00:00Z')).toEqual([`${ID} waits`]);
    await settleAt(fake, '2026-03-07T02:30:00Z');
    expect(fake.outbox.told()).toMatchObject([
      { key: `node-not-back#${ID}#444455556666#eu-west-1`, incident: true, severity: 'critical' },
    ]);
    expect(verdicts(fake)).toEqual([`${one.id} failed (did-not-return)`]);
  });

  it('a node that needs another reboot after those of two windows before, which is in a loop', async () => {
    const fake = await openWindow([one, two]);
    const inVain = { kind: 'pending-reboot', reason: 'reboot-needed' } as const;
    await fake.nodes.put('22FRI@2026-02-27', [{ ...one, verdict: inVain }]);
    await fake.nodes.put('22FRI@2026-02-20', [
      { ...one, verdict: inVain },
      { ...two, verdict: inVain },
    ]);
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [invoked(one), invoked(two)],
      patchStates: [stateOf(one, { pendingRebootCount: 1 }), stateOf(two, { pendingRebootCount: 1 })],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} failed (reboot-loop)`, `${two.id} pending-reboot (reboot-needed)`]);
    expect(fake.nodes.all(ID).map(({ rebootDueAt }) => rebootDueAt !== undefined)).toEqual([false, true]);
    expect(fake.outbox.told()).toMatchObject([{ key: `reboot-loop#${ID}#${one.id}`, incident: true }]);
  });

  it('a node that refuses the install because it is in a reboot loop', async () => {
    const fake = await openWindow([one]);
    const refusal = { name: 'PreInstallHook', status: 'Failed', responseCode: 66 };
    fake.cells.show(CELL, {
      commands: bothEnded,
      invocations: [{ ...invoked(one, 'Failed'), steps: [refusal] }],
      patchStates: [],
    });

    expect(await settleAt(fake, '2026-03-06T21:30:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} failed (reboot-loop)`]);
    expect(fake.outbox.told()).toMatchObject([{ key: `reboot-loop#${ID}#${one.id}`, incident: true }]);
  });
});
