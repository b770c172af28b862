import { describe, expect, it } from '@jest/globals';
import { commandOf, invocationsFrom, patchCommandOf } from './read-command.ts';

const command = {
  CommandId: 'command-1',
  DocumentName: 'AWS-RunPatchBaselineWithHooks',
  Comment: '22FRI@2026-03-06',
  Parameters: { Operation: ['Install'], SnapshotId: ['snapshot-1'] },
  InstanceIds: ['i-1'],
  Targets: [
    { Key: 'tag:maintenance:patching', Values: ['22FRI'] },
    { Key: 'tag:maintenance:wave', Values: ['2'] },
  ],
  RequestedDateTime: new Date('2026-03-06T21:05:00Z'),
  Status: 'Failed',
  StatusDetails: 'Incomplete',
  OutputS3BucketName: 'output',
  OutputS3KeyPrefix: 'run-command/22FRI@2026-03-06',
} as const;

const sdk = {
  ...command,
  InstanceIds: ['i-1'],
  Targets: command.Targets.map(({ Key, Values }) => ({ Key, Values: [...Values] })),
  Parameters: { Operation: ['Install'], SnapshotId: ['snapshot-1'] },
};

describe('commandOf()', () => {
  it('reads whether it has ended, how, and to which wave it was sent', () => {
    expect(commandOf(sdk)).toEqual({ id: 'command-1', ended: true, status: 'Incomplete', wave: '2' });
    expect(commandOf({ CommandId: 'x', Status: 'InProgress' })).toEqual({
      id: 'x',
      ended: false,
      status: 'InProgress',
    });
    expect(commandOf({})).toEqual({ id: '', ended: false });
  });

  it.each([
    ['Success', true],
    ['Cancelled', true],
    ['TimedOut', true],
    ['Pending', false],
    ['Cancelling', false],
  ] as const)('knows whether %s is an end', (Status, ended) => {
    expect(commandOf({ Status }).ended).toBe(ended);
  });
});

describe('patchCommandOf()', () => {
  it('reads who sent it and what for', () => {
    expect(patchCommandOf(sdk)).toEqual({
      commandId: 'command-1',
      document: 'AWS-RunPatchBaselineWithHooks',
      operation: 'Install',
      requestedAt: command.RequestedDateTime,
      comment: '22FRI@2026-03-06',
      snapshotId: 'snapshot-1',
      nodeIds: ['i-1'],
    });
    expect(patchCommandOf({})).toEqual({
      commandId: '',
      document: '',
      operation: '',
      requestedAt: new Date(0),
      comment: '',
      nodeIds: [],
    });
  });
});

describe('invocationsFrom()', () => {
  const startedAt = new Date('2026-03-06T21:06:00Z');
  const endedAt = new Date('2026-03-06T21:20:00Z');
  const invocation = {
    CommandId: 'command-1',
    InstanceId: 'i-1',
    RequestedDateTime: command.RequestedDateTime,
    Status: 'Failed' as const,
    StatusDetails: 'Delivery Timed Out',
    CommandPlugins: [
      {
        Name: 'PreInstallHook',
        Status: 'Failed' as const,
        StatusDetails: 'Failed',
        ResponseCode: 65,
        ResponseStartDateTime: startedAt,
        ResponseFinishDateTime: endedAt,
      },
      { Name: 'InstallNoReboot', Status: 'Pending' as const },
      {},
    ],
  };

  it('reads its status, its steps and where its output is', () => {
    expect(invocationsFrom([sdk])(invocation)).toEqual([
      {
        nodeId: 'i-1',
        commandId: 'command-1',
        requestedAt: command.RequestedDateTime,
        status: 'DeliveryTimedOut',
        steps: [
          { name: 'PreInstallHook', status: 'Failed', responseCode: 65, startedAt, endedAt },
          { name: 'InstallNoReboot', status: 'Pending', responseCode: -1 },
          { name: '', status: '', responseCode: -1 },
        ],
        output: 's3://output/run-command/22FRI@2026-03-06/command-1/i-1/',
      },
    ]);
  });

  it('knows no output where none was asked for, and leaves out the prefix where there is none', () => {
    const outputOf = (changed: object) => invocationsFrom([{ ...sdk, ...changed }])(invocation)[0]?.output;

    expect(outputOf({ OutputS3BucketName: '' })).toBeUndefined();
    expect(outputOf({ OutputS3BucketName: undefined })).toBeUndefined();
    expect(outputOf({ OutputS3KeyPrefix: '' })).toBe('s3://output/command-1/i-1/');
  });

  it('leaves out invocations of other commands, and those that name no node', () => {
    expect(invocationsFrom([])(invocation)).toEqual([]);
    expect(invocationsFrom([sdk])({ ...invocation, CommandId: 'other' })).toEqual([]);
    expect(invocationsFrom([sdk])({ CommandId: 'command-1' })).toEqual([]);
    expect(invocationsFrom([sdk])({ CommandId: 'command-1', InstanceId: 'i-1' })).toMatchObject([
      { status: 'Unknown', requestedAt: new Date(0), steps: [] },
    ]);
  });
});
