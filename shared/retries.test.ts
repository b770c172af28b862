/** Nothing is tried for ever, nothing is lost in silence, and what must not run twice at once does not. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate, type Resource } from './testing/packaged.ts';

const hub = packagedTemplate('hub').Resources;
const stacks = { hub, region: packagedTemplate('region').Resources };
const kept = { DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } } };

const ofType = (resources: Readonly<Record<string, Resource>>, type: string) =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);

describe.each(ofType(hub, 'AWS::Events::Rule'))('the rule %s', (_id, { Properties }) => {
  it('offers an event for an hour, and then keeps it', () => {
    const retries = { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 60 };
    expect(Properties?.['Targets']).toEqual([expect.objectContaining({ ...kept, RetryPolicy: retries })]);
  });
});

describe.each(ofType(hub, 'AWS::Scheduler::Schedule'))('the schedule %s', (_id, { Properties }) => {
  it('is not tried beyond its next tick, and what is given up is kept', () => {
    const often = Properties?.['ScheduleExpression'] === 'rate(5 minutes)';
    const retries = often
      ? { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 4 }
      : { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 24 };
    expect(Properties?.['Target']).toMatchObject({ ...kept, RetryPolicy: retries });
  });
});

it('the role of the schedules may keep what is given up', () => {
  expect(JSON.stringify(hub['SchedulerRole'])).toContain(
    '"Action":"sqs:SendMessage","Resource":{"Fn::GetAtt":["DeadLetters","Arn"]}',
  );
});

describe.each(Object.entries(stacks))('every function of the %s', (_stack, resources) => {
  const functions = ofType(resources, 'AWS::Lambda::Function');

  it('says how often and how long an event is tried, and where it goes then', () => {
    const configurations = ofType(resources, 'AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => Properties);
    const missing = functions.filter(
      ([id]) =>
        !configurations.some((each) => {
          const { FunctionName: name, MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = each ?? {};
          const destination = JSON.stringify(each?.['DestinationConfig'] ?? '');
          return (
            JSON.stringify(name).includes(id) &&
            typeof attempts === 'number' &&
            typeof age === 'number' &&
            /"OnFailure":\{"Destination":.*(FailuresTopic|FailedEvaluations)/.test(destination)
          );
        }),
    );
    expect(missing).toEqual([]);
    expect(configurations).toHaveLength(functions.length);
  });

  it('runs on the current runtime and on arm64, with memory and time of its own, and logs that end', () => {
    for (const [id, { Properties }] of functions) {
      expect([id, Properties]).toEqual([
        id,
        expect.objectContaining({
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          MemorySize: expect.any(Number),
          Timeout: expect.any(Number),
        }),
      ]);
    }
    const retentions = ofType(resources, 'AWS::Logs::LogGroup').map(
      ([, { Properties }]) => Properties?.['RetentionInDays'],
    );
    expect(retentions).toEqual(functions.map(() => 90));
  });
});

describe('two at once', () => {
  it('is out of the question where one would not know of the other', () => {
    const alone = ofType(hub, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties?.['ReservedConcurrentExecutions'] === 1,
    );
    expect(alone.map(([id]) => id.replace('LambdaFunction', '')).toSorted()).toEqual([
      'AdmitRequest',
      'ApplyCatalogue',
      'CheckReadiness',
      'KeepExceptions',
      'ReportFleet',
      'SweepTags',
      'SweepWindows',
    ]);
  });

  it('is not made likely by a sweep that hangs: it ends before the next tick', () => {
    const woken = ofType(hub, 'AWS::Scheduler::Schedule')
      .filter(([, { Properties }]) => Properties?.['ScheduleExpression'] === 'rate(5 minutes)')
      .map(([id]) => hub[id.replace('SchedulerSchedule1', 'LambdaFunction')]?.Properties?.['Timeout']);
    expect(woken).toHaveLength(3);
    for (const timeoutSeconds of woken) expect(timeoutSeconds).toBeLessThanOrEqual(300);
  });
});
