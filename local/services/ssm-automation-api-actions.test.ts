/** The actions that call an API, and the variable that a runbook keeps: played on a small cloud, without IAM. */
import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, hub, node } from '../fleet/fake-cloud.ts';
import { document, execution, start } from '../fleet/patch-cell-world.ts';

const spec = node({ ...hub });
const ask = {
  Service: 'ssm',
  Api: 'DescribeInstanceInformation',
  Filters: [{ Key: 'InstanceIds', Values: [spec.id] }],
};
const ping = '$.InstanceInformationList[0].PingStatus';
const variables = { Line: { type: 'String', default: 'nothing' } };

describe('aws:assertAwsResourceProperty', () => {
  const step = (DesiredValues: string[]) => ({
    name: 'assert',
    action: 'aws:assertAwsResourceProperty',
    inputs: { ...ask, PropertySelector: ping, DesiredValues },
  });

  it.each([
    [['Inactive', 'Online'], 'Success', undefined],
    [['Inactive'], 'Failed', `${ping} is Online, wanted ["Inactive"]`],
  ])('with the desired values %j: %s', async (desired, status, message) => {
    expect(await ended([step(desired)])).toMatchObject({
      AutomationExecutionStatus: status,
      ...(message !== undefined && { FailureMessage: expect.stringContaining(message) }),
    });
  });

  it('fails where the property is not there', async () => {
    const nobody = {
      ...step(['Online']),
      inputs: { ...step(['Online']).inputs, Filters: [{ Key: 'tag-key', Values: ['x'] }] },
    };
    expect(await ended([nobody])).toMatchObject({ FailureMessage: expect.stringContaining('is not there') });
  });
});

describe('aws:waitForAwsResourceProperty', () => {
  const wait = { name: 'wait', action: 'aws:waitForAwsResourceProperty', timeoutSeconds: 600 };
  const steps = [{ ...wait, inputs: { ...ask, PropertySelector: ping, DesiredValues: ['Online'] } }];

  it('waits until the property is as desired', async () => {
    const fake = fakeCloud([spec]);
    await fake.call('ec2', 'StopInstances', { InstanceIds: [spec.id] }, hub);
    await fake.passMinutes(1);
    const id = await begun(fake, steps);
    await fake.passMinutes(3);
    expect(await execution(fake, id)).toMatchObject({ AutomationExecutionStatus: 'InProgress' });
    await fake.call('ec2', 'StartInstances', { InstanceIds: [spec.id] }, hub);
    await fake.passMinutes(1);
    expect(await execution(fake, id)).toMatchObject({ AutomationExecutionStatus: 'Success' });
  });

  it('gives up when its time is over, and at once when it is stopped', async () => {
    const fake = fakeCloud([node({ ...hub, condition: 'offline' })]);
    const id = await begun(fake, steps);
    await fake.passMinutes(11);
    expect(await execution(fake, id)).toMatchObject({
      AutomationExecutionStatus: 'TimedOut',
      FailureMessage: `Step wait timed out: ${ping} is ConnectionLost.`,
    });
    const stopped = await begun(fake, steps);
    await fake.passMinutes(1);
    await fake.call('ssm', 'StopAutomationExecution', { AutomationExecutionId: stopped }, hub);
    await fake.passMinutes(1);
    expect(await execution(fake, stopped)).toMatchObject({ AutomationExecutionStatus: 'Cancelled' });
  });
});

describe('aws:executeAwsApi', () => {
  it.each([
    [{ ...ask, Filtres: [] }, 'has no member Filtres'],
    [{ ...ask, MaxResults: '5' }, 'MaxResults is "5", wanted a number'],
    [{ Service: 'ssm', Api: 'DescribeInstances' }, 'there is no API DescribeInstances of ssm'],
    [{ Service: 'sns', Api: 'Publish' }, 'there is no service sns'],
  ])('with %j fails by name before it is called', async (inputs, problem) => {
    expect(await ended([{ name: 'look', action: 'aws:executeAwsApi', inputs }])).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      FailureMessage: expect.stringContaining(problem),
    });
  });
});

describe('aws:executeAwsApi whose selector finds nothing', () => {
  it.each([
    ['$.InstanceInformationList[0].Name', 'Failed'],
    ['$.InstanceInformationList[*].Name', 'Success'],
    [ping, 'Success'],
  ])('%s: %s', async (Selector, status) => {
    const outputs = [{ Name: 'Found', Selector, Type: 'String' }];
    const look = { name: 'look', action: 'aws:executeAwsApi', inputs: ask, outputs };
    expect(await ended([look])).toMatchObject({
      AutomationExecutionStatus: status,
      ...(status === 'Failed' && { FailureMessage: expect.stringContaining(`nothing is found at ${Selector}`) }),
    });
  });
});

describe('aws:updateVariable and outputs', () => {
  const say = (Value: unknown, Name = 'variable:Line') => ({
    name: 'say',
    action: 'aws:updateVariable',
    inputs: { Name, Value },
  });

  it('keeps a value for later steps, and of a step that has none says so', async () => {
    const look = {
      name: 'look',
      action: 'aws:executeAwsApi',
      inputs: { ...ask, Filters: [{ Key: 'InstanceIds', Values: ['{{ variable:Line }}'] }] },
      outputs: [{ Name: 'Ping', Selector: ping, Type: 'String' }],
    };
    expect(await ended([say(spec.id), look], ['look.Ping', 'never.Ping'])).toMatchObject({
      AutomationExecutionStatus: 'Success',
      Outputs: {
        'look.Ping': ['Online'],
        'never.Ping': ['No output available yet because the step is not successfully executed'],
      },
    });
  });

  it.each([
    [say('x', 'variable:Lyne'), 'has no variable:Lyne'],
    [say('x', 'Line'), 'has no Line'],
    [say(5), 'not of the type of variable:Line'],
    [say(''), 'has 0 characters, wanted 1 to 512'],
    [say('x'.repeat(513)), 'has 513 characters, wanted 1 to 512'],
  ])('refuses %j', async (step, problem) => {
    expect(await ended([step])).toMatchObject({ FailureMessage: expect.stringContaining(problem) });
  });

  it('takes nothing but outputs of steps', async () => {
    await expect(begun(fakeCloud([]), [say('x')], ['variable:Line'])).rejects.toThrow(
      'has the output "variable:Line", wanted Step.Output',
    );
  });
});

async function begun(fake: FakeCloud, mainSteps: object[], outputs: string[] = []): Promise<string> {
  await document(fake, 'Doc', { schemaVersion: '0.3', variables, outputs, mainSteps });
  return start(fake, { DocumentName: 'Doc' });
}

async function ended(mainSteps: object[], outputs: string[] = []) {
  const fake = fakeCloud([spec]);
  const id = await begun(fake, mainSteps, outputs);
  await fake.passMinutes(1);
  return execution(fake, id);
}
