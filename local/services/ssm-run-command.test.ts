import { describe, expect, it } from '@jest/globals';
import { fakeCloud, member, node } from '../fleet/fake-cloud.ts';
import { command, details, order, send } from '../fleet/sent-command.ts';

const wave2 = { 'maintenance:patching': '2SAT', 'maintenance:wave': '2' };

describe('SendCommand', () => {
  it('reaches the nodes that have every tag and that Systems Manager knows', async () => {
    const fake = fakeCloud([
      node(),
      node({ name: 'other-wave', tags: { ...wave2, Name: 'other-wave' } }),
      node({ name: 'stopped', condition: 'stopped' }),
      node({ name: 'unmanaged', condition: 'unmanaged' }),
      node({ name: 'elsewhere', region: 'eu-central-1' }),
      node({ name: 'offline', condition: 'offline' }),
      node({ name: 'hybrid', id: 'mi-0123456789abcdef0' }),
    ]);
    const id = await send(fake);

    expect(Object.keys(await details(fake, id))).toEqual(['web-01', 'offline', 'hybrid']);
  });

  it('succeeds with NoInstancesInTag when the tags match nobody', async () => {
    const fake = fakeCloud([]);
    const id = await send(fake);
    await fake.passMinutes(1);

    expect(await command(fake, id)).toMatchObject({
      Status: 'Success',
      StatusDetails: 'NoInstancesInTag',
      TargetCount: 0,
    });
    expect(fake.events.at(-1)).toMatchObject({ resources: [], detail: { status: 'Success' } });
  });

  it('really runs twice when it is sent twice: the second finds the package manager locked', async () => {
    const fake = fakeCloud([node()]);
    await send(fake);
    await fake.passMinutes(1);
    const second = await send(fake);
    await fake.passMinutes(60);

    expect(fake.cloud.record.installs).toHaveLength(2);
    expect(await fake.call('ssm', 'ListCommandInvocations', { CommandId: second, Details: true })).toMatchObject({
      CommandInvocations: [
        {
          Status: 'Failed',
          CommandPlugins: expect.arrayContaining([
            expect.objectContaining({ Name: 'InstallNoReboot', ResponseCode: 155 }),
          ]),
        },
      ],
    });
  });

  it('gives up on an agent that does not answer, which is no error and holds no slot', async () => {
    const fake = fakeCloud([node({ name: 'offline', condition: 'offline' }), node()]);
    const id = await send(fake, { MaxConcurrency: '1', MaxErrors: '0' });
    await fake.passMinutes(60);

    expect(await details(fake, id)).toEqual({ offline: 'DeliveryTimedOut', 'web-01': 'Success' });
    expect(await command(fake, id)).toMatchObject({
      Status: 'Success',
      ErrorCount: 0,
      DeliveryTimedOutCount: 1,
      CompletedCount: 2,
    });
  });

  it('is DeliveryTimedOut when it was delivered to nobody', async () => {
    const fake = fakeCloud([node({ condition: 'offline' })]);
    const id = await send(fake);
    await fake.passMinutes(11);

    expect(await command(fake, id)).toMatchObject({ Status: 'TimedOut', StatusDetails: 'DeliveryTimedOut' });
    expect(fake.cloud.record.installs).toEqual([]);
  });

  it('waits for a node that is away for a reboot, and begins when it is back', async () => {
    const fake = fakeCloud([node({ condition: 'reboots-slowly' })]);
    await send(fake);
    await fake.passMinutes(20);
    const scan = await send(fake, { Parameters: { Operation: ['Scan'] }, TimeoutSeconds: 7200 });
    await fake.passMinutes(5);
    expect(await details(fake, scan)).toEqual({ 'web-01': 'Pending' });

    await fake.passMinutes(60);
    expect(await details(fake, scan)).toEqual({ 'web-01': 'Success' });
  });

  it('times an execution out after an hour of reboot, and never hears of the node again', async () => {
    const fake = fakeCloud([node({ condition: 'never-returns' })]);
    const id = await send(fake);
    await fake.passMinutes(100);

    expect(await details(fake, id)).toEqual({ 'web-01': 'ExecutionTimedOut' });
    expect(await command(fake, id)).toMatchObject({ Status: 'Failed', StatusDetails: 'Incomplete', ErrorCount: 1 });
    expect(await fake.call('ssm', 'DescribeInstanceInformation', {})).toMatchObject({
      InstanceInformationList: [{ PingStatus: 'ConnectionLost' }],
    });
  });

  it('terminates what has not begun once there are more errors than allowed', async () => {
    const failing = ['a', 'b', 'c'].map((name) => node({ name, condition: 'install-fails' }));
    const fake = fakeCloud(failing);
    const id = await send(fake, { MaxConcurrency: '1', MaxErrors: '1' });
    await fake.passMinutes(60);

    expect(await details(fake, id)).toEqual({ a: 'Failed', b: 'Failed', c: 'Terminated' });
    expect(await command(fake, id)).toMatchObject({ Status: 'Failed', StatusDetails: 'Failed', ErrorCount: 2 });
    expect(fake.cloud.record.installs).toHaveLength(2);
  });

  it.each([
    ['an unknown document', { DocumentName: 'AWS-RunShellScript' }, 'InvalidDocument'],
    ['an unknown parameter', { Parameters: { Operation: ['Scan'], Colour: ['red'] } }, 'InvalidParameters'],
    ['no operation', { Parameters: {} }, 'InvalidParameters'],
    ['a snapshot id that is no GUID', { Parameters: { Operation: ['Scan'], SnapshotId: ['x'] } }, 'InvalidParameters'],
    ['a comment of 101 characters', { Comment: 'x'.repeat(101) }, 'ValidationException'],
    ['six targets', { Targets: Array(6).fill(order.Targets[0]) }, 'ValidationException'],
    ['a tag key with a plus', { Targets: [{ Key: 'tag:a+b', Values: ['c'] }] }, 'ValidationException'],
    ['a delivery timeout of 29 s', { TimeoutSeconds: 29 }, 'ValidationException'],
    ['no targets', { Targets: [] }, 'ValidationException'],
    ['a concurrency of zero', { MaxConcurrency: '0' }, 'ValidationException'],
    ['an id twice', { Targets: [], InstanceIds: [node().id, node().id] }, 'DuplicateInstanceId'],
    ['an unknown id', { Targets: [], InstanceIds: ['i-00000000000000000'] }, 'InvalidInstanceId'],
  ])('refuses %s', async (_, changes, code) => {
    await expect(send(fakeCloud([node()]), changes)).rejects.toMatchObject({ code });
  });

  it('needs the document of AWS, without an account, and each node with its tags', async () => {
    const fake = fakeCloud([node()]);
    await send(fake);

    expect(fake.needs).toEqual([
      { action: 'ssm:SendCommand', resource: `arn:aws:ssm:${member.region}::document/AWS-RunPatchBaselineWithHooks` },
      {
        action: 'ssm:SendCommand',
        resource: `arn:aws:ec2:${member.region}:${member.account}:instance/${node().id}`,
        context: expect.objectContaining({
          'ssm:resourceTag/maintenance:patching': '2SAT',
          'aws:ResourceTag/maintenance:wave': '1',
        }),
      },
    ]);
  });
});

describe('GetCommandInvocation', () => {
  it('does not see an invocation for a moment after it was sent', async () => {
    const fake = fakeCloud([node()]);
    const input = { CommandId: await send(fake), InstanceId: node().id, PluginName: 'OnExitHook' };

    await expect(fake.call('ssm', 'GetCommandInvocation', input)).rejects.toMatchObject({
      code: 'InvocationDoesNotExist',
    });
    await fake.passMinutes(1 / 20);
    expect(await fake.call('ssm', 'GetCommandInvocation', input)).toMatchObject({ ResponseCode: -1 });
  });

  it('wants the name of a step, since the document has several', async () => {
    const fake = fakeCloud([node()]);
    const input = { CommandId: await send(fake), InstanceId: node().id };
    await fake.passMinutes(60);

    await expect(fake.call('ssm', 'GetCommandInvocation', input)).rejects.toMatchObject({ code: 'InvalidPluginName' });
    expect(await fake.call('ssm', 'GetCommandInvocation', { ...input, PluginName: 'OnExitHook' })).toMatchObject({
      ResponseCode: 0,
      Status: 'Success',
    });
  });
});

describe('ListCommands', () => {
  it('lists newest first, by time of sending and page by page', async () => {
    const fake = fakeCloud([node()]);
    const first = await send(fake);
    await fake.passMinutes(30);
    const second = await send(fake);
    const list = async (input: object) => {
      const { Commands, NextToken } = await fake.call('ssm', 'ListCommands', input);
      return { ids: Array.isArray(Commands) ? Commands.map(({ CommandId }) => CommandId) : [], NextToken };
    };

    expect((await list({})).ids).toEqual([second, first]);
    expect((await list({ Filters: [{ key: 'InvokedAfter', value: '2026-03-06T18:15:00Z' }] })).ids).toEqual([second]);
    expect((await list({ Filters: [{ key: 'InvokedBefore', value: '2026-03-06T18:15:00Z' }] })).ids).toEqual([first]);
    const page = await list({ MaxResults: 1 });
    expect((await list({ MaxResults: 1, NextToken: page.NextToken })).ids).toEqual([first]);
    await expect(list({ NextToken: 'made-up' })).rejects.toMatchObject({ code: 'InvalidNextToken' });
    await expect(list({ MaxResults: 51 })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('the events of a command', () => {
  it('tell each change of status once, in the account and Region of the node', async () => {
    const fake = fakeCloud([node()]);
    const id = await send(fake);
    await fake.passMinutes(60);

    const told = fake.events.filter(({ detailType }) => detailType.startsWith('EC2 Command'));
    expect(told.map(({ detailType, detail }) => [detailType, 'status' in detail && detail.status])).toEqual([
      ['EC2 Command Invocation Status-change Notification', 'InProgress'],
      ['EC2 Command Status-change Notification', 'InProgress'],
      ['EC2 Command Invocation Status-change Notification', 'Success'],
      ['EC2 Command Status-change Notification', 'Success'],
    ]);
    expect(fake.events.at(-1)).toMatchObject({
      ...member,
      source: 'aws.ssm',
      resources: [`arn:aws:ec2:${member.region}:${member.account}:instance/${node().id}`],
      detail: {
        'command-id': id,
        'document-name': order.DocumentName,
        'requested-date-time': '2026-03-06T18:00:00.000Z',
        parameters: order.Parameters,
      },
    });
  });

  it('say once that a command of several nodes is in progress', async () => {
    const fake = fakeCloud([node(), node({ name: 'web-02' }), node({ name: 'web-03' })]);
    await send(fake);
    await fake.passMinutes(60);

    const told = fake.events.filter(({ detailType }) => detailType === 'EC2 Command Status-change Notification');
    expect(told.map(({ detail }) => 'status' in detail && detail.status)).toEqual(['InProgress', 'Success']);
  });
});
