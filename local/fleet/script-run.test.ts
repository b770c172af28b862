/** Command documents of our own, sent by themselves to nodes. */
import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, member, node } from './fake-cloud.ts';
import { memberDocument } from './patch-cell-world.ts';
import { command, details } from './sent-command.ts';

const Run = ['11111111-2222-4333-8444-555555555555'];

async function send(fake: FakeCloud, logicalId: string, Parameters: object): Promise<string> {
  const properties = memberDocument(logicalId);
  await fake.deploy('AWS::SSM::Document', properties, member);
  const input = { DocumentName: properties['Name'], InstanceIds: [node().id], Parameters };
  const { Command } = await fake.call('ssm', 'SendCommand', input);
  return Object.entries(Command ?? {}).find(([key]) => key === 'CommandId')?.[1];
}

async function pendingReboot(fake: FakeCloud): Promise<unknown> {
  const { InstancePatchStates } = await fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds: [node().id] });
  return Array.isArray(InstancePatchStates) ? InstancePatchStates[0]?.InstalledPendingRebootCount : undefined;
}

async function scan(fake: FakeCloud): Promise<void> {
  const input = { DocumentName: 'AWS-RunPatchBaseline', InstanceIds: [node().id], Parameters: { Operation: ['Scan'] } };
  await fake.call('ssm', 'SendCommand', input);
  await fake.passMinutes(5);
}

describe('Patchplane-Reboot', () => {
  it('ends when the node is back; Patch Manager learns of the reboot by the next scan', async () => {
    const fake = fakeCloud([node({ condition: 'reboot-pending' })]);
    const id = await send(fake, 'RebootDocument', { Run });
    await fake.passMinutes(1);
    expect(await details(fake, id)).toEqual({ 'web-01': 'InProgress' });
    await fake.passMinutes(7);
    expect(await details(fake, id)).toEqual({ 'web-01': 'Success' });
    expect(await pendingReboot(fake)).toBe(1);
    await scan(fake);
    expect(await pendingReboot(fake)).toBe(0);
  });

  it('is in vain where a reboot does not help yet', async () => {
    const rebootPendingUntil = new Date('2026-03-09T00:00:00Z');
    const fake = fakeCloud([node({ condition: 'reboot-pending', rebootPendingUntil })]);
    await send(fake, 'RebootDocument', { Run });
    await fake.passMinutes(8);
    await scan(fake);
    expect(await pendingReboot(fake)).toBe(1);
  });

  it('times out on a node that never returns', async () => {
    const fake = fakeCloud([node({ condition: 'never-returns' })]);
    const id = await send(fake, 'RebootDocument', { Run });
    await fake.passMinutes(62);
    expect(await details(fake, id)).toEqual({ 'web-01': 'ExecutionTimedOut' });
    expect(await command(fake, id)).toMatchObject({ Status: 'Failed' });
  });

  it.each([
    [{}, 'The parameter Run of Patchplane-Reboot is required'],
    [{ Run: ['soon; rm -rf /'] }, "The parameter Run of Patchplane-Reboot is 'soon; rm -rf /'"],
    [{ Run, Now: ['yes'] }, 'The parameter Now is not defined'],
  ])('refuses %j', async (Parameters, problem) => {
    await expect(send(fakeCloud([node()]), 'RebootDocument', Parameters)).rejects.toThrow(problem);
  });
});

describe('Patchplane-Probe', () => {
  it.each(['Amazon Linux 2023', 'Windows Server 2022'] as const)('on %s says that it was not run', async (platform) => {
    const fake = fakeCloud([node({ platform })]);
    const id = await send(fake, 'ProbeDocument', { Region: [member.region] });
    await fake.passMinutes(1);
    const listed = await fake.call('ssm', 'ListCommandInvocations', { CommandId: id, Details: true });
    expect(listed).toMatchObject({
      CommandInvocations: [
        {
          CommandPlugins: [
            {
              Name: platform.startsWith('Windows') ? 'ProbeWindows' : 'ProbeLinux',
              Output: expect.stringContaining('runs no scripts'),
            },
          ],
        },
      ],
    });
  });
});
