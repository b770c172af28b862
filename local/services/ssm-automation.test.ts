import { describe, expect, it } from '@jest/globals';
import { hub, member, node } from '../fleet/fake-cloud.ts';
import { execution, parameters, request, start, world } from '../fleet/patch-cell-world.ts';

describe('StartAutomationExecution with target locations', () => {
  it('patches the waves in order with the runbook that deploys, once each node', async () => {
    const fake = await world();
    const id = await start(fake);
    await fake.passMinutes(60);

    expect(fake.cloud.record.installs.map(({ nodeId, comment }) => [nodeId, comment])).toEqual([
      [node().id, '2SAT@2026-03-07'],
      [node({ name: 'app-01' }).id, '2SAT@2026-03-07'],
    ]);
    expect(await execution(fake, id)).toMatchObject({
      AutomationExecutionStatus: 'Success',
      StepExecutions: [
        {
          Action: 'aws:executeAutomation',
          StepStatus: 'Success',
          TargetLocation: { Accounts: [member.account], Regions: [member.region] },
        },
      ],
    });
  });

  it('holds the second wave until the first one has ended', async () => {
    const fake = await world();
    await start(fake);
    await fake.passMinutes(60);

    const [first, second] = fake.cloud.record.installs;
    const waveEnd = fake.events.find(
      ({ detailType, detail }) =>
        detailType.startsWith('EC2 Command Status') && 'status' in detail && detail.status === 'Success',
    );
    expect(first?.at.getTime()).toBeLessThan(waveEnd?.at.getTime() ?? 0);
    expect(second?.at.getTime()).toBeGreaterThan(waveEnd?.at.getTime() ?? Number.POSITIVE_INFINITY);
  });

  it('goes on to the next wave when one fails, since the step is not critical', async () => {
    const fake = await world([
      node({ condition: 'install-fails' }),
      node({ name: 'app-01', tags: { 'maintenance:patching': '2SAT', 'maintenance:wave': '2' } }),
    ]);
    const id = await start(fake, { ...request, Parameters: { ...parameters, MaxErrors: ['0'] } });
    await fake.passMinutes(60);

    expect(fake.cloud.record.installs).toHaveLength(2);
    expect(await execution(fake, id)).toMatchObject({ AutomationExecutionStatus: 'Success' });
  });

  it('tells of the child where it ran, with names in PascalCase and a time without a zone', async () => {
    const fake = await world();
    const id = await start(fake);
    await fake.passMinutes(60);

    const ended = fake.events.filter(
      ({ detailType }) => detailType === 'EC2 Automation Execution Status-change Notification',
    );
    expect(ended.map(({ account, region }) => ({ account, region }))).toEqual([member, hub]);
    expect(ended[1]?.detail).toMatchObject({
      ExecutionId: id,
      Definition: 'PatchCell',
      DefinitionVersion: 1,
      Status: 'Success',
      StartTime: 'Mar 6, 2026 6:00:00 PM',
      EndTime: expect.stringMatching(/^Mar 6, 2026 6:\d\d:\d\d PM$/),
    });
  });

  it('fails a cell whose account the runbook is not shared with, by name', async () => {
    const fake = await world();
    await fake.call(
      'ssm',
      'ModifyDocumentPermission',
      { Name: 'PatchCell', PermissionType: 'Share', AccountIdsToRemove: [member.account] },
      hub,
    );
    const id = await start(fake);
    await fake.passMinutes(60);

    expect(fake.cloud.record.installs).toEqual([]);
    expect(await execution(fake, id)).toMatchObject({
      StepExecutions: [
        { StepStatus: 'Failed', FailureMessage: expect.stringContaining(`not shared with account ${member.account}`) },
      ],
    });
  });

  it('fails a cell whose execution role does not let the parent in', async () => {
    const fake = await world();
    fake.closedRoles.add(`arn:aws:iam::${member.account}:role/Patchplane-PatchCell`);
    const id = await start(fake);
    await fake.passMinutes(5);

    expect(await execution(fake, id)).toMatchObject({
      StepExecutions: [{ StepStatus: 'Failed', FailureMessage: expect.stringContaining('sts:AssumeRole') }],
    });
  });

  it('fails the step when the role may not send commands', async () => {
    const fake = await world();
    fake.refused.add('ssm:SendCommand');
    await start(fake);
    await fake.passMinutes(60);

    const list = await fake.call('ssm', 'DescribeAutomationExecutions', {});
    expect(list).toMatchObject({ AutomationExecutionMetadataList: [{ AutomationExecutionStatus: 'Success' }] });
    const [child] = Object.values(list).flatMap((value) => (Array.isArray(value) ? value : []));
    const steps = await fake.call('ssm', 'DescribeAutomationStepExecutions', {
      AutomationExecutionId: child.AutomationExecutionId,
    });
    expect(steps).toMatchObject({
      StepExecutions: [
        { StepName: 'PatchWaves', StepStatus: 'Success' },
        {
          StepName: 'PatchWave',
          StepStatus: 'Failed',
          FailureDetails: { FailureType: 'Permission' },
          ParentStepDetails: { Iteration: 1 },
        },
        { StepName: 'PatchWave', StepStatus: 'Failed', ParentStepDetails: { Iteration: 2, IteratorValue: '2' } },
      ],
    });
  });

  it('takes one cell at a time and stops at the first error unless told otherwise', async () => {
    const fake = await world();
    fake.closedRoles.add(`arn:aws:iam::${hub.account}:role/Patchplane-PatchCell`);
    const location = {
      Accounts: [hub.account, member.account],
      Regions: [member.region],
      ExecutionRoleName: 'Patchplane-PatchCell',
    };
    const id = await start(fake, { ...request, TargetLocations: [location] });
    await fake.passMinutes(60);

    expect(fake.cloud.record.installs).toEqual([]);
    expect(await execution(fake, id)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      StepExecutions: [{ StepStatus: 'Failed' }],
    });
  });
});

describe('DescribeAutomationExecutions', () => {
  it('finds a run by its tag key, and lists only what runs in its own account and Region', async () => {
    const fake = await world();
    const id = await start(fake, { ...request, Tags: [{ Key: 'patchplane-run', Value: 'x' }] });
    await fake.passMinutes(1);
    await start(fake);

    const filter = (Key: string, Value: string) => ({ Filters: [{ Key, Values: [Value] }] });
    expect(
      await fake.call('ssm', 'DescribeAutomationExecutions', filter('TagKey', 'patchplane-run'), hub),
    ).toMatchObject({
      AutomationExecutionMetadataList: [
        { AutomationExecutionId: id, AutomationType: 'CrossAccount', AutomationExecutionStatus: 'InProgress' },
      ],
    });
    expect(
      await fake.call('ssm', 'DescribeAutomationExecutions', filter('ParentExecutionId', id), member),
    ).toMatchObject({
      AutomationExecutionMetadataList: [{ ParentAutomationExecutionId: id }],
    });
    expect(await fake.call('ssm', 'DescribeAutomationExecutions', filter('ParentExecutionId', id), hub)).toEqual({
      AutomationExecutionMetadataList: [],
    });
  });
});

describe('StopAutomationExecution', () => {
  it('cancels the children, whose commands begin nothing more', async () => {
    const fake = await world();
    const id = await start(fake);
    await fake.passMinutes(1);
    await fake.call('ssm', 'StopAutomationExecution', { AutomationExecutionId: id }, hub);
    await fake.passMinutes(60);

    expect(await execution(fake, id)).toMatchObject({ AutomationExecutionStatus: 'Cancelled' });
    expect(fake.cloud.record.installs).toHaveLength(1); // The one that had begun went on.
  });

  it('completes a run that is to be completed, and refuses one that has ended', async () => {
    const fake = await world();
    const id = await start(fake);
    const stop = () =>
      fake.call('ssm', 'StopAutomationExecution', { AutomationExecutionId: id, Type: 'Complete' }, hub);
    await fake.passMinutes(1);
    await stop();
    await fake.passMinutes(60);

    expect(await execution(fake, id)).toMatchObject({ AutomationExecutionStatus: 'Success' });
    expect(fake.cloud.record.installs).toHaveLength(1);
    await expect(stop()).rejects.toMatchObject({ code: 'InvalidAutomationStatusUpdateException' });
  });
});
