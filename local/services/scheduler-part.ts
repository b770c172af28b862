/** AWS::Scheduler::Schedule. Scheduler's own API is not served. */
import type { Part, Resource } from '../cloud.ts';
import { isObject } from '../cloudformation/read-template.ts';
import type { Schedules } from './schedules.ts';

export function schedulerPart(schedules: Schedules): Part {
  return {
    resources: {
      'AWS::Scheduler::Schedule': (resource) => createSchedule(schedules, resource),
      'AWS::Scheduler::ScheduleGroup': ({ properties, logicalId }) => ({
        ref: String(properties['Name'] ?? logicalId),
      }),
    },
  };
}

function createSchedule(schedules: Schedules, { properties, stack, logicalId }: Resource) {
  const name = typeof properties['Name'] === 'string' ? properties['Name'] : `${stack.name}-${logicalId}`;
  const group = String(properties['GroupName'] ?? 'default');
  const arn = `arn:aws:scheduler:${stack.region}:${stack.account}:schedule/${group}/${name}`;
  const target = isObject(properties['Target']) ? properties['Target'] : {};
  const deadLetter = isObject(target['DeadLetterConfig']) ? target['DeadLetterConfig']['Arn'] : undefined;
  if (!String(target['Arn']).startsWith('arn:aws:lambda:')) {
    throw new Error(`Target.Arn is ${JSON.stringify(target['Arn'])}: the embedded Scheduler knows functions only`);
  }
  if (properties['State'] !== 'DISABLED') {
    schedules.add({
      account: stack.account,
      region: stack.region,
      arn,
      expression: String(properties['ScheduleExpression']),
      zone: String(properties['ScheduleExpressionTimezone'] ?? 'UTC'),
      targetArn: String(target['Arn']),
      roleArn: String(target['RoleArn']),
      input: String(target['Input'] ?? '{}'),
      deadLetterArn: deadLetter === undefined ? undefined : String(deadLetter),
    });
  }
  return { ref: name, attributes: { Arn: arn } };
}
