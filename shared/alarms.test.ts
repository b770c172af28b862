/** What runs is watched: each function, each queue and the tick itself has an alarm, which CloudWatch may really tell. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate, type Resource } from './testing/packaged.ts';

describe.each(['hub', 'region'] as const)('the alarms of the %s', (stack) => {
  const resources = Object.entries(packagedTemplate(stack).Resources);
  const idsOf = (type: string) => resources.filter(([, { Type }]) => Type === type).map(([id]) => id);
  const alarms = resources.map(([, resource]) => resource).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const watched = (metric: string) =>
    alarms.filter(({ Properties }) => Properties?.['MetricName'] === metric).flatMap(watchedBy);

  it('watch every function for errors, and every queue of what got lost', () => {
    expect(watched('Errors').toSorted()).toEqual(idsOf('AWS::Lambda::Function').toSorted());
    expect(watched('ApproximateNumberOfMessagesVisible').toSorted()).toEqual(idsOf('AWS::SQS::Queue').toSorted());
  });

  it('go to a topic that lets CloudWatch in, each under a name of its own', () => {
    const policies = resources.filter(([, { Type }]) => Type === 'AWS::SNS::TopicPolicy');
    expect(policies).toHaveLength(1);
    expect(JSON.stringify(policies)).toContain('"Principal":{"Service":"cloudwatch.amazonaws.com"}');
    expect(policies[0]?.[1].Properties?.['Topics']).toEqual([{ Ref: 'FailuresTopic' }]);
    for (const { Properties } of alarms) expect(Properties?.['AlarmActions']).toEqual([{ Ref: 'FailuresTopic' }]);
    const names = alarms.map(({ Properties }) => Properties?.['AlarmName']);
    expect(new Set(names).size).toBe(alarms.length);
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
