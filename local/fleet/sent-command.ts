/** For tests of Run Command: an order to patch, sent as it is or changed, and how it stands. */
import type { FakeCloud } from './fake-cloud.ts';

export const snapshotId = '0c6a1f3e-2f4b-4c7d-8e9f-0a1b2c3d4e5f';
export const order = {
  DocumentName: 'AWS-RunPatchBaselineWithHooks',
  Comment: '2SAT@2026-03-07',
  Targets: [
    { Key: 'tag:maintenance:patching', Values: ['2SAT'] },
    { Key: 'tag:maintenance:wave', Values: ['1'] },
  ],
  Parameters: { Operation: ['Install'], SnapshotId: [snapshotId], RebootOption: ['RebootIfNeeded'] },
  MaxConcurrency: '100%',
  MaxErrors: '100%',
  TimeoutSeconds: 600,
};

export async function send(fake: FakeCloud, changes: object = {}): Promise<string> {
  const { Command } = await fake.call('ssm', 'SendCommand', { ...order, ...changes });
  return Object.entries(Command ?? {}).find(([key]) => key === 'CommandId')?.[1];
}

export async function command(fake: FakeCloud, id: string) {
  const { Commands } = await fake.call('ssm', 'ListCommands', { CommandId: id });
  return Array.isArray(Commands) ? Commands[0] : undefined;
}

export async function details(fake: FakeCloud, id: string): Promise<Record<string, string>> {
  const { CommandInvocations } = await fake.call('ssm', 'ListCommandInvocations', { CommandId: id });
  const rows = Array.isArray(CommandInvocations) ? CommandInvocations : [];
  return Object.fromEntries(rows.map(({ InstanceName, StatusDetails }) => [InstanceName, StatusDetails]));
}
