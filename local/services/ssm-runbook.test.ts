import { describe, expect, it } from '@jest/globals';
import { fakeCloud, hub, node } from '../fleet/fake-cloud.ts';
import { document, execution, start } from '../fleet/patch-cell-world.ts';

describe('a runbook', () => {
  const steps = (mainSteps: object[]) => ({
    schemaVersion: '0.3',
    parameters: { Colour: { type: 'String', default: 'red' } },
    mainSteps,
  });

  it('with an action that is not played is refused by name when it is deployed', async () => {
    const fake = fakeCloud([]);
    await expect(document(fake, 'Bad', steps([{ name: 'ask', action: 'aws:approve', inputs: {} }]))).rejects.toThrow(
      /ask .*aws:approve/,
    );
  });

  it('with an unknown variable fails at that step, by name', async () => {
    const fake = fakeCloud([]);
    await document(
      fake,
      'Sleepy',
      steps([{ name: 'doze', action: 'aws:sleep', inputs: { Duration: '{{ Lenght }}' } }]),
    );
    const id = await start(fake, { DocumentName: 'Sleepy' });
    await fake.passMinutes(1);

    expect(await execution(fake, id)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      FailureMessage: expect.stringContaining('{{ Lenght }}'),
    });
  });

  it('branches, calls AWS and skips to its end', async () => {
    const fake = fakeCloud([node({ ...hub })]);
    const choose = { Choices: [{ NextStep: 'look', Variable: '{{ Colour }}', StringEquals: 'red' }], Default: 'doze' };
    await document(
      fake,
      'Branchy',
      steps([
        { name: 'choose', action: 'aws:branch', inputs: choose },
        { name: 'doze', action: 'aws:sleep', inputs: { Duration: 'PT1H' } },
        {
          name: 'look',
          action: 'aws:executeAwsApi',
          inputs: { Service: 'ssm', Api: 'describe_instance_information' },
          outputs: [{ Name: 'Platform', Selector: '$.InstanceInformationList[0].PlatformName', Type: 'String' }],
          isEnd: true,
        },
        { name: 'never', action: 'aws:sleep', inputs: { Duration: 'PT1H' } },
      ]),
    );
    const id = await start(fake, { DocumentName: 'Branchy' });
    await fake.passMinutes(1);

    expect(await execution(fake, id)).toMatchObject({
      AutomationExecutionStatus: 'Success',
      StepExecutions: [{ StepName: 'choose' }, { StepName: 'look', Outputs: { Platform: ['Amazon Linux'] } }],
    });
  });

  it('that goes on after a critical step failed has failed all the same', async () => {
    const fake = fakeCloud([]);
    const broken = { name: 'broken', action: 'aws:sleep', inputs: { Duration: 'soon' } };
    const then = { name: 'then', action: 'aws:sleep', inputs: { Duration: 'PT1S' } };
    await document(fake, 'Critical', steps([{ ...broken, onFailure: 'Continue' }, then]));
    await document(fake, 'Lenient', steps([{ ...broken, onFailure: 'Continue', isCritical: false }, then]));
    const critical = await start(fake, { DocumentName: 'Critical' });
    await fake.passMinutes(1);
    const lenient = await start(fake, { DocumentName: 'Lenient' });
    await fake.passMinutes(1);

    expect(await execution(fake, critical)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      StepExecutions: [{}, { StepStatus: 'Success' }],
    });
    expect(await execution(fake, lenient)).toMatchObject({ AutomationExecutionStatus: 'Success' });
  });
});
