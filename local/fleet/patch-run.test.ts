import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../organization/organization.ts';
import { type FakeCloud, fakeCloud, member, node } from './fake-cloud.ts';
import { onExitHook, preInstallHook } from './patch-cell-world.ts';

const snapshotId = '0c6a1f3e-2f4b-4c7d-8e9f-0a1b2c3d4e5f';
const windows = 'Windows Server 2022' as const;

async function patch(fake: FakeCloud, parameters: object = {}): Promise<void> {
  await fake.call('ssm', 'SendCommand', {
    DocumentName: 'AWS-RunPatchBaselineWithHooks',
    Comment: '2SAT@2026-03-07',
    Targets: [{ Key: 'tag:maintenance:patching', Values: ['2SAT'] }],
    Parameters: { Operation: ['Install'], SnapshotId: [snapshotId], ...parameters },
    TimeoutSeconds: 600,
  });
}

async function state(fake: FakeCloud, id = node().id) {
  const { InstancePatchStates } = await fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds: [id] });
  return Array.isArray(InstancePatchStates) ? InstancePatchStates[0] : undefined;
}

describe('an install', () => {
  it('leaves the patches installed under our snapshot', async () => {
    const fake = fakeCloud([node()]);
    expect(await state(fake)).toMatchObject({ Operation: 'Scan', MissingCount: 3 });
    await patch(fake);
    await fake.passMinutes(60);

    expect(await state(fake)).toMatchObject({
      Operation: 'Install',
      SnapshotId: snapshotId,
      RebootOption: 'RebootIfNeeded',
      MissingCount: 0,
      InstalledPendingRebootCount: 0,
      InstalledCount: 415,
      LastNoRebootInstallOperationTime: expect.any(Date),
    });
    expect(fake.cloud.record.installs).toMatchObject([{ nodeId: node().id, snapshotId, comment: '2SAT@2026-03-07' }]);
  });

  it.each([
    ['Linux', node(), 6, 18],
    ['Windows', node({ platform: windows }), 12, 36],
  ])('with its reboot takes %s its time', async (_, spec, leastMinutes, mostMinutes) => {
    const fake = fakeCloud([spec]);
    await patch(fake);
    await fake.passMinutes(60);

    const { OperationEndTime } = (await state(fake)) ?? {};
    const minutes = (OperationEndTime.getTime() - (fake.cloud.record.installs[0]?.at.getTime() ?? 0)) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(leastMinutes);
    expect(minutes).toBeLessThanOrEqual(mostMinutes);
  });

  it('without a reboot leaves the patches waiting for one', async () => {
    const fake = fakeCloud([node()]);
    await patch(fake, { RebootOption: ['NoReboot'] });
    await fake.passMinutes(60);

    expect(await state(fake)).toMatchObject({
      Operation: 'Install',
      RebootOption: 'NoReboot',
      InstalledPendingRebootCount: 3,
      MissingCount: 0,
    });
  });

  it('shows the patches as waiting, and the agent as lost, while the node reboots', async () => {
    const fake = fakeCloud([node({ condition: 'reboots-slowly' })]);
    await patch(fake);
    await fake.passMinutes(20);

    expect(await state(fake)).toMatchObject({ RebootOption: 'NoReboot', InstalledPendingRebootCount: 3 });
    expect(await fake.call('ssm', 'DescribeInstanceInformation', {})).toMatchObject({
      InstanceInformationList: [{ PingStatus: 'ConnectionLost' }],
    });
    await fake.passMinutes(60);
    expect(await state(fake)).toMatchObject({ InstalledPendingRebootCount: 0 });
  });

  it.each<[Condition, object]>([
    ['install-fails', { Operation: 'Install', FailedCount: 1, InstalledPendingRebootCount: 2 }],
    ['never-returns', { Operation: 'Install', RebootOption: 'NoReboot', InstalledPendingRebootCount: 3 }],
    ['reboot-pending', { Operation: 'Install', InstalledPendingRebootCount: 0, InstalledCount: 416 }],
  ])('on a node that %s', async (condition, expected) => {
    const fake = fakeCloud([node({ condition })]);
    await patch(fake);
    await fake.passMinutes(120);

    expect(await state(fake)).toMatchObject(expected);
  });

  it('with nothing missing is a scan for Patch Manager, but an install for the record', async () => {
    const fake = fakeCloud([node({ missingPatches: 0 })]);
    await patch(fake);
    await fake.passMinutes(60);

    expect(await state(fake)).toMatchObject({ Operation: 'Scan', SnapshotId: snapshotId });
    expect(fake.cloud.record.installs).toHaveLength(1);
  });
});

describe('the pre-install hook', () => {
  const hook = { PreInstallHookDocName: ['Patchplane-PreInstall'] };
  const invocation = async (fake: FakeCloud) => {
    const { CommandInvocations } = await fake.call('ssm', 'ListCommandInvocations', { Details: true });
    return Array.isArray(CommandInvocations) ? CommandInvocations[0] : undefined;
  };
  async function hooked(): Promise<FakeCloud> {
    const fake = fakeCloud([node({ rebootPendingUntil: new Date('2026-03-09T00:00:00Z') })]);
    await fake.deploy('AWS::SSM::Document', preInstallHook, member);
    return fake;
  }

  it('refuses a second install within its gap: nothing is installed, the later steps succeed, the command fails', async () => {
    const fake = await hooked();
    await patch(fake, hook);
    await fake.passMinutes(300);
    await patch(fake, { ...hook, SnapshotId: ['1c6a1f3e-2f4b-4c7d-8e9f-0a1b2c3d4e5f'] });
    await fake.passMinutes(10);

    expect(fake.cloud.record.installs).toHaveLength(1);
    expect(await state(fake)).toMatchObject({ SnapshotId: snapshotId });
    const { Status, CommandPlugins } = (await invocation(fake)) ?? {};
    expect([
      Status,
      CommandPlugins.map(({ Name, StatusDetails }: Record<string, string>) => `${Name} ${StatusDetails}`),
    ]).toEqual([
      'Failed',
      [
        'Scan Success',
        'PreInstallHook Failed',
        'InstallNoReboot Success',
        'PostInstallHook Success',
        'InstallReboot Success',
        'OnExitHook Success',
      ],
    ]);
    expect(CommandPlugins[1]).toMatchObject({
      ResponseCode: 65,
      Output: expect.stringContaining('less than 360 minutes ago'),
    });
  });

  it('lets one begin when the gap has passed', async () => {
    const fake = await hooked();
    await patch(fake, hook);
    await fake.passMinutes(361);
    await patch(fake, hook);
    await fake.passMinutes(60);

    expect(fake.cloud.record.installs).toHaveLength(2);
    expect(fake.cloud.record.patchRuns.map(({ came }) => came)).toEqual(['installing', 'installing']);
  });

  it('refuses a node after three reboots in vain', async () => {
    const fake = await hooked();
    await fake.deploy('AWS::SSM::Document', onExitHook, member);
    const both = { ...hook, OnExitHookDocName: ['Patchplane-OnExit'] };
    for (const _ of [1, 2, 3, 4]) {
      await patch(fake, both);
      await fake.passMinutes(370);
    }
    expect(fake.cloud.record.patchRuns.map(({ came }) => came)).toEqual([
      ...['installing', 'installing', 'installing'],
      'hook-refused',
    ]);
    const { CommandPlugins } = (await invocation(fake)) ?? {};
    expect(CommandPlugins[1]).toMatchObject({
      ResponseCode: 66,
      Output: expect.stringContaining('3 reboots in a row were in vain'),
    });
  });

  it('must be in the account and Region of the nodes', async () => {
    const fake = await hooked();
    await expect(patch(fake, { OnExitHookDocName: ['Nothing'] })).rejects.toMatchObject({ code: 'InvalidDocument' });
    await expect(patch(fake, { OnExitHookDocName: ['AWS-Noop'] })).resolves.toBeUndefined();
  });
});

describe('a node with', () => {
  it('an unexpected reboot fails its command, though the patches are in place', async () => {
    const fake = fakeCloud([node({ oddity: 'reboots-unexpectedly' })]);
    await patch(fake);
    await fake.passMinutes(60);

    expect(await fake.call('ssm', 'ListCommandInvocations', {})).toMatchObject({
      CommandInvocations: [{ StatusDetails: 'Failed' }],
    });
    expect(await state(fake)).toMatchObject({
      SnapshotId: snapshotId,
      MissingCount: 0,
      InstalledPendingRebootCount: 0,
    });
  });

  it('a status that nobody knows', async () => {
    const fake = fakeCloud([node({ oddity: 'unknown-status' })]);
    await patch(fake);
    await fake.passMinutes(60);

    expect(await fake.call('ssm', 'ListCommandInvocations', {})).toMatchObject({
      CommandInvocations: [{ Status: 'Failed', StatusDetails: 'Quarantined' }],
    });
  });

  it('a reboot that only a person gets done', async () => {
    const fake = fakeCloud([node({ rebootPendingUntil: new Date('2026-03-06T21:00:00Z') })]);
    await patch(fake);
    await fake.passMinutes(60);
    expect(await state(fake)).toMatchObject({ Operation: 'Install', InstalledPendingRebootCount: 3 });
    await fake.passMinutes(120);
    const after = await state(fake);
    expect(after).toMatchObject({ Operation: 'Scan', InstalledPendingRebootCount: 0 });
    expect(after).not.toHaveProperty('SnapshotId');
  });

  it('a scan of somebody else after ours loses the evidence of ours', async () => {
    const fake = fakeCloud([node({ foreignPatchAt: new Date('2026-03-06T19:00:00Z') })]);
    await patch(fake);
    await fake.passMinutes(70);

    const after = await state(fake);
    expect(after).toMatchObject({ Operation: 'Scan', LastNoRebootInstallOperationTime: expect.any(Date) });
    expect(after).not.toHaveProperty('SnapshotId');
    expect(fake.cloud.record.commands.map(({ by }) => by)).toContain(`arn:aws:iam::${member.account}:root`);
  });
});

describe('a scan', () => {
  it('installs nothing and overwrites what was known of the install', async () => {
    const fake = fakeCloud([node()]);
    await patch(fake, { RebootOption: ['NoReboot'] });
    await fake.passMinutes(60);
    await patch(fake, { Operation: ['Scan'], SnapshotId: [''] });
    await fake.passMinutes(10);

    const after = await state(fake);
    expect(after).toMatchObject({
      Operation: 'Scan',
      InstalledPendingRebootCount: 3,
      LastNoRebootInstallOperationTime: expect.any(Date),
    });
    expect(after).not.toHaveProperty('SnapshotId');
    expect(fake.cloud.record.installs).toHaveLength(1);
  });
});
