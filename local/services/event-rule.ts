/** A rule of a bus, read from AWS::Events::Rule. */
import type { Resource } from '../cloud.ts';
import { isObject } from '../cloudformation/read-template.ts';
import { type EventPattern, readEventPattern } from './event-pattern.ts';
import { type MakeInput, readTargetInput } from './event-target-input.ts';

const TARGETS_MAX = 5;
const PATTERN_LENGTH_MAX = 2_048;

export interface EventRule {
  readonly arn: string;
  readonly busArn: string;
  readonly matches: EventPattern | undefined;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly schedule: string | undefined;
  readonly targets: readonly EventTarget[];
}

export interface EventTarget {
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly makeInput: MakeInput;
}

export function readRule({ properties, stack, logicalId }: Resource): EventRule {
  const name = typeof properties['Name'] === 'string' ? properties['Name'] : `${stack.name}-${logicalId}`;
  const bus = typeof properties['EventBusName'] === 'string' ? properties['EventBusName'] : 'default';
  const busName = bus.split('/').at(-1) ?? bus;
  const { EventPattern: pattern, ScheduleExpression: schedule } = properties;
  if (pattern === undefined && schedule === undefined) throw new Error('neither EventPattern nor ScheduleExpression');
  if (pattern !== undefined && JSON.stringify(pattern).length > PATTERN_LENGTH_MAX) {
    throw new Error(`EventPattern is longer than ${PATTERN_LENGTH_MAX} characters`);
  }
  const targets: readonly unknown[] = Array.isArray(properties['Targets']) ? properties['Targets'] : [];
  if (targets.length > TARGETS_MAX) throw new Error(`${targets.length} targets: a rule has ${TARGETS_MAX} at most`);
  return {
    arn: `arn:aws:events:${stack.region}:${stack.account}:rule/${busName === 'default' ? '' : `${busName}/`}${name}`,
    busArn: `arn:aws:events:${stack.region}:${stack.account}:event-bus/${busName}`,
    matches: pattern === undefined ? undefined : readEventPattern(pattern),
    schedule: schedule === undefined ? undefined : String(schedule),
    targets: targets.map(readTarget),
  };
}

function readTarget(target: unknown): EventTarget {
  if (!isObject(target) || typeof target['Arn'] !== 'string') throw new Error('a target has no Arn');
  const deadLetter = isObject(target['DeadLetterConfig']) ? target['DeadLetterConfig']['Arn'] : undefined;
  return {
    arn: target['Arn'],
    roleArn: target['RoleArn'] === undefined ? undefined : String(target['RoleArn']),
    deadLetterArn: deadLetter === undefined ? undefined : String(deadLetter),
    makeInput: readTargetInput(target),
  };
}
