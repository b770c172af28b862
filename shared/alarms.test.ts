/** What runs is watched: each function, each queue and the tick itself has an alarm, which CloudWatch may really tell. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate, projectRoot, type Resource } from './testing/packaged.ts';

describe.each(['hub', 'region'] as const)('the alarms of the %s', (stack) => {
  const resources = Object.entries(packagedTemplate(stack).Resources);
  const idsOf = (type: string) => resources.filter(([, { Type }]) => Type === type).map(([id]) => id);
  const alarms = resources.map(([, resource]) => resource).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const watched = (metric: string) =>
    alarms.filter(({ Properties }) => Properties?.['MetricName'] === metric).flatMap(watchedBy);

  it.each(['Errors', 'Throttles', 'DestinationDeliveryFailures'])('watch every function for %s', (metric) => {
    expect(watched(metric).toSorted()).toEqual(idsOf('AWS::Lambda::Function').toSorted());
  });

  it('watch every topic that they do not go to themselves, and every queue of what got lost', () => {
    const others = idsOf('AWS::SNS::Topic').filter((id) => id !== 'FailuresTopic');
    expect(watched('NumberOfNotificationsFailed').toSorted()).toEqual(others.toSorted());
    expect(watched('ApproximateNumberOfMessagesVisible').toSorted()).toEqual(idsOf('AWS::SQS::Queue').toSorted());
  });

  it('go to a topic that lets CloudWatch in, each under a name of its own', () => {
    const policies = resources.filter(([, { Type }]) => Type === 'AWS::SNS::TopicPolicy');
    const letIn = policies.filter(([, policy]) => JSON.stringify(policy).includes('cloudwatch.amazonaws.com'));
    expect(letIn.map(([, { Properties }]) => Properties)).toEqual([
      {
        Topics: [{ Ref: 'FailuresTopic' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: expect.arrayContaining([
            {
              Sid: 'AlarmsOfThisAccount',
              Effect: 'Allow',
              Principal: { Service: 'cloudwatch.amazonaws.com' },
              Action: 'sns:Publish',
              Resource: { Ref: 'FailuresTopic' },
              Condition: {
                StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
                ArnLike: { 'aws:SourceArn': { 'Fn::Sub': expect.stringMatching(/:alarm:patchplane-live-\*$/) } },
              },
            },
          ]),
        },
      },
    ]);
    for (const { Properties } of alarms) expect(Properties?.['AlarmActions']).toEqual([{ Ref: 'FailuresTopic' }]);
    const names = alarms.map(({ Properties }) => Properties?.['AlarmName']);
    expect(new Set(names).size).toBe(alarms.length);
  });

  it('stand in docs/alarms.md, each with what to do', () => {
    const page = readFileSync(path.join(projectRoot, 'docs/alarms.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `patchplane-<stage>-(\S+)` \| .+ \| .+ \|$/gm)].map(([, row = '']) => row);
    const unnamed = alarms
      .map(({ Properties }) => String(Properties?.['AlarmName']).replace('patchplane-live-', ''))
      .filter((name) => !rows.some((row) => new RegExp(`^${row.replace('<function>', '.+')}$`).test(name)));
    expect(unnamed).toEqual([]);
  });
});

describe('the alarm on the sweep', () => {
  it('fires after three silent periods of five minutes, also where nothing was ever measured', () => {
    expect(packagedTemplate('hub').Resources['SweepIsSilent']?.Properties).toMatchObject({
      Metrics: [
        {
          MetricStat: {
            Period: 300,
            Metric: {
              MetricName: 'Invocations',
              Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'SweepWindowsLambdaFunction' } }],
            },
          },
        },
        { Expression: 'FILL(sweeps, 0)' },
      ],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });
});

/** The logical id of the function or the queue that an alarm measures. */
function watchedBy({ Properties }: Resource): string[] {
  const text = JSON.stringify(Properties?.['Dimensions']);
  return [...text.matchAll(/"Ref":"(\w+)"|"Fn::GetAtt":\["(\w+)"/g)].map(([, ref, owner]) => ref ?? owner ?? '');
}
