import { describe, expect, it } from '@jest/globals';
import { fakeCloud, member, node } from '../fleet/fake-cloud.ts';
import { command, details, order, send, snapshotId } from '../fleet/sent-command.ts';

describe('SendCommand by instance ids', () => {
  it('reaches these nodes and no other', async () => {
    const fake = fakeCloud([node(), node({ name: 'web-02' }), node({ name: 'web-03' })]);
    const InstanceIds = [node().id, node({ name: 'web-03' }).id];
    const id = await send(fake, { Targets: [], InstanceIds });
    await fake.passMinutes(60);

    expect(await details(fake, id)).toEqual({ 'web-01': 'Success', 'web-03': 'Success' });
    expect(fake.cloud.record.commands).toMatchObject([{ ...member, id, nodeIds: InstanceIds, comment: order.Comment }]);
  });
});

describe('CancelCommand', () => {
  it('stops what has not begun; of what has begun it ends the invocation, while the node goes on', async () => {
    const fake = fakeCloud([node(), node({ name: 'queued' }), node({ name: 'offline', condition: 'offline' })]);
    const id = await send(fake, { MaxConcurrency: '1' });
    await fake.passMinutes(1);
    await fake.call('ssm', 'CancelCommand', { CommandId: id });
    expect(await command(fake, id)).toMatchObject({ Status: 'Cancelling' });
    expect(await details(fake, id)).toEqual({ 'web-01': 'Cancelling', queued: 'Cancelled', offline: 'Cancelled' });
    await fake.passMinutes(1);
    expect(await details(fake, id)).toEqual({ 'web-01': 'Cancelled', queued: 'Cancelled', offline: 'Cancelled' });
    expect(await command(fake, id)).toMatchObject({ Status: 'Cancelled', CompletedCount: 3 });
    await fake.passMinutes(60);

    expect(await details(fake, id)).toMatchObject({ 'web-01': 'Cancelled' });
    expect(fake.cloud.record.patchRuns).toMatchObject([{ nodeId: node().id, end: { missing: 0, pendingReboot: 0 } }]);
    expect(await fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds: [node().id] })).toMatchObject({
      InstancePatchStates: [{ Operation: 'Install', SnapshotId: snapshotId }],
    });
  });

  it('of some nodes leaves the others alone', async () => {
    const fake = fakeCloud([node(), node({ name: 'queued' })]);
    const id = await send(fake, { MaxConcurrency: '1' });
    await fake.passMinutes(1);
    await fake.call('ssm', 'CancelCommand', { CommandId: id, InstanceIds: [node({ name: 'queued' }).id] });
    await fake.passMinutes(60);

    expect(await details(fake, id)).toEqual({ 'web-01': 'Success', queued: 'Cancelled' });
  });
});
