/**
 * What Automation tells EventBridge where the execution runs: PascalCase details, times as text without a zone.
 * Only ends are told; whether AWS tells of beginnings is not known.
 */
import type { Cloud } from '../cloud.ts';
import { type Execution, executionArn, type StepRecord } from './ssm-automation.ts';

export function tellExecution(cloud: Cloud, execution: Execution): void {
  tell(cloud, execution, 'EC2 Automation Execution Status-change Notification', {
    ...shared(execution),
    Status: execution.status,
    ...times(execution.startedAt, execution.endedAt ?? execution.startedAt),
    ExecutedBy: execution.executedBy,
  });
}

export function tellStep(cloud: Cloud, execution: Execution, step: StepRecord): void {
  tell(cloud, execution, 'EC2 Automation Step Status-change Notification', {
    ...shared(execution),
    Status: step.status,
    ...times(step.startedAt, step.endedAt ?? step.startedAt),
    StepName: step.name,
    Action: step.action,
  });
}

function tell(cloud: Cloud, execution: Execution, detailType: string, detail: object): void {
  const { account, region, document } = execution;
  cloud.emit({
    account,
    region,
    source: 'aws.ssm',
    detailType,
    resources: [executionArn(execution), `arn:aws:ssm:${region}:${account}:automation-definition/${document.name}:1`],
    detail,
  });
}

function shared({ id, document }: Execution) {
  return { ExecutionId: id, Definition: document.name, DefinitionVersion: 1.0 };
}

function times(from: Date, to: Date) {
  return { StartTime: localeTime(from), EndTime: localeTime(to), Time: to.getTime() - from.getTime() };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 29, 2024 7:43:20 PM`, in UTC, though nothing in it says so. */
export function localeTime(at: Date): string {
  const hour = at.getUTCHours();
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${months[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
