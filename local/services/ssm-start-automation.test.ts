import { describe, expect, it } from '@jest/globals';
import { fakeCloud, hub, member, node } from '../fleet/fake-cloud.ts';
import {
  document,
  everywhere,
  execution,
  parameters,
  request,
  role,
  runbook,
  start,
  token,
  world,
} from '../fleet/patch-cell-world.ts';

describe('StartAutomationExecution', () => {
  it('answers the same id for the same token and request, and refuses another request', async () => {
    const fake = await world();
    const first = await start(fake, { ...request, ClientToken: token });
    await fake.passMinutes(1);

    expect(await start(fake, { ...request, ClientToken: token.toUpperCase() })).toBe(first);
    await expect(
      start(fake, { ...request, ClientToken: token, Parameters: { ...parameters, Schedule: ['6SAT'] } }),
    ).rejects.toMatchObject({
      code: 'IdempotentParameterMismatch',
    });
  });

  it.each([
    ['error', 'IdempotentParameterMismatch'],
    ['forgotten', undefined],
  ] as const)('plays a token memory of %s', async (clientTokens, code) => {
    const fake = fakeCloud([node()], { clientTokens });
    await document(fake, 'PatchCell', runbook);
    const first = await start(fake, { ...request, ClientToken: token });
    await fake.passMinutes(1);
    const second = start(fake, { ...request, ClientToken: token });

    if (code === undefined) expect(await second).not.toBe(first);
    else await expect(second).rejects.toMatchObject({ code });
  });

  it('starts one execution a second', async () => {
    const fake = await world();
    await start(fake);

    await expect(start(fake)).rejects.toMatchObject({ code: 'ThrottlingException' });
    await fake.passMinutes(1 / 60);
    await expect(start(fake)).resolves.toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['a token that is no UUID', { ClientToken: 'once' }, 'ValidationException'],
    ['an unknown document', { DocumentName: 'Nothing' }, 'AutomationDefinitionNotFoundException'],
    [
      'an unknown parameter',
      { Parameters: { ...parameters, schedule: ['2SAT'] } },
      'InvalidAutomationExecutionParametersException',
    ],
    [
      'a value not allowed',
      { Parameters: { ...parameters, Operation: ['Erase'] } },
      'InvalidAutomationExecutionParametersException',
    ],
    [
      'a missing parameter',
      { Parameters: { AutomationAssumeRole: [role] } },
      'InvalidAutomationExecutionParametersException',
    ],
    ['a value of 513 characters', { Parameters: { ...parameters, Window: ['x'.repeat(513)] } }, 'ValidationException'],
    [
      '51 accounts',
      { TargetLocations: [{ ...everywhere, Accounts: Array(51).fill(member.account) }] },
      'ValidationException',
    ],
    ['six tags', { Tags: Array(6).fill({ Key: 'a', Value: 'b' }) }, 'ValidationException'],
  ])('refuses %s', async (_, change, code) => {
    const fake = await world();
    await expect(start(fake, { ...request, ...change })).rejects.toMatchObject({ code });
  });

  it('needs PassRole for the role, the document and the execution', async () => {
    const fake = await world();
    await start(fake, { ...request, Tags: [{ Key: 'patchplane-run', Value: 'x' }] });

    expect(fake.needs.slice(1, 5)).toMatchObject([
      {
        action: 'ssm:StartAutomationExecution',
        resource: `arn:aws:ssm:${hub.region}:${hub.account}:document/PatchCell`,
      },
      {
        action: 'ssm:StartAutomationExecution',
        resource: `arn:aws:ssm:${hub.region}:${hub.account}:automation-execution/*`,
      },
      { action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      {
        action: 'ssm:AddTagsToResource',
        context: { 'aws:TagKeys': ['patchplane-run'], 'aws:RequestTag/patchplane-run': 'x' },
      },
    ]);
  });

  it('queues the 101st execution of an account and Region as Pending, which a stop ends', async () => {
    const fake = await world();
    const doze = {
      schemaVersion: '0.3',
      mainSteps: [{ name: 'doze', action: 'aws:sleep', inputs: { Duration: 'PT1H' } }],
    };
    await document(fake, 'Doze', doze);
    const ids: string[] = [];
    for (let count = 1; count <= 102; count += 1) {
      ids.push(await start(fake, { DocumentName: 'Doze' }));
      await fake.passMinutes(1 / 60);
    }
    const [waiting = '', stopped = ''] = ids.slice(100);
    expect(await execution(fake, waiting)).toMatchObject({ AutomationExecutionStatus: 'Pending', StepExecutions: [] });
    await fake.call('ssm', 'StopAutomationExecution', { AutomationExecutionId: stopped }, hub);
    expect(await execution(fake, stopped)).toMatchObject({ AutomationExecutionStatus: 'Cancelled' });
    await fake.passMinutes(60);
    expect(await execution(fake, waiting)).toMatchObject({ AutomationExecutionStatus: 'InProgress' });
  });

  it('queues by limits that a test may set, and refuses what the queue cannot hold', async () => {
    const fake = await world([node()], { automation: { runningMax: 1, waitingMax: 1, startEveryMs: 0 } });
    const [running, waiting] = [await start(fake), await start(fake)];
    await expect(start(fake)).rejects.toMatchObject({ code: 'AutomationExecutionLimitExceededException' });
    expect(await execution(fake, waiting)).toMatchObject({ AutomationExecutionStatus: 'Pending' });
    await fake.call('ssm', 'StopAutomationExecution', { AutomationExecutionId: waiting, Type: 'Cancel' }, hub);
    expect(await execution(fake, waiting)).toMatchObject({ AutomationExecutionStatus: 'Cancelled' });
    const next = await start(fake); // What was stopped waits no more.
    await fake.passMinutes(120);

    for (const id of [running, next])
      expect(await execution(fake, id)).toMatchObject({ AutomationExecutionStatus: 'Success' });
  });

  it('says what it does not play', async () => {
    const fake = await world();
    const Targets = [{ Key: 'tag:maintenance:patching', Values: ['2SAT'] }];
    await expect(start(fake, { ...request, Targets })).rejects.toThrow('no automation with Targets');
  });
});
