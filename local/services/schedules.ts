/** What runs by the clock: EventBridge Scheduler's schedules, and rules of a bus with a schedule expression. */
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Cell, type Cloud, type Principal } from '../cloud.ts';
import { uuidOf } from '../digest.ts';
import { requireArn } from '../iam/arn.ts';
import type { AssumeRole } from '../iam/assume-role.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { EventBuses } from './event-buses.ts';
import { envelopeTime } from './event-envelope.ts';
import type { EventRule } from './event-rule.ts';
import type { LambdaFunctions } from './lambda-functions.ts';
import { type NextInstant, readScheduleExpression } from './schedule-expression.ts';
import type { Queues } from './sqs-queues.ts';

/** Scheduler is precise to the minute: an invocation comes up to this much after its time. */
const LATENESS_MAX_MS = 20_000;

/** Ticks that never come, as when a Region has a bad day. */
export type WithheldTicks = (at: Date) => boolean;

export interface Schedule extends Cell {
  readonly arn: string;
  readonly expression: string;
  readonly zone: string;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly deadLetterArn: string | undefined;
}

interface Surroundings {
  readonly clock: VirtualClock;
  readonly random: Cloud['random'];
  readonly authorizer: Authorizer;
  readonly assumeRole: AssumeRole;
  readonly functions: LambdaFunctions;
  readonly buses: EventBuses;
  readonly queues: Queues;
  readonly withheldTicks: WithheldTicks;
}

export class Schedules {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  add(schedule: Schedule): void {
    const { clock } = this.#surroundings;
    const next = readScheduleExpression(schedule.expression, { zone: schedule.zone, start: clock.now() });
    this.#repeat(schedule.arn, next, (at) => this.#invoke(schedule, at));
  }

  /** Rules know UTC only, and their event carries nothing but the time. */
  addRule(rule: EventRule, expression: string, cell: Cell): void {
    const { clock, buses } = this.#surroundings;
    const next = readScheduleExpression(expression, { zone: 'UTC', start: clock.now() });
    this.#repeat(rule.arn, next, () => {
      const scheduled = { source: 'aws.events', detailType: 'Scheduled Event', resources: [rule.arn], detail: {} };
      buses.fire(rule, buses.envelope(cell, scheduled));
    });
  }

  #repeat(arn: string, next: NextInstant, run: (at: Date) => void): void {
    const { clock, random, withheldTicks } = this.#surroundings;
    const plan = (after: Date): void => {
      const due = next(after);
      if (due === undefined) return;
      const lateMs = Math.floor(random(`lateness/${arn}/${due.toISOString()}`) * LATENESS_MAX_MS);
      clock.at(new Date(due.getTime() + lateMs), () => {
        if (!withheldTicks(due)) run(due);
        plan(due);
      });
    };
    plan(clock.now());
  }

  /** What Scheduler may not do is in the record of refusals; without a dead-letter queue the tick is lost. */
  #invoke(schedule: Schedule, at: Date): void {
    const { account, deadLetterArn } = schedule;
    const scheduler = { service: 'scheduler.amazonaws.com', account, sourceArn: groupOf(schedule) };
    const input = substituteAttributes(schedule, at);
    try {
      const role = this.#surroundings.assumeRole(scheduler, { roleArn: schedule.roleArn, sessionName: 'scheduler' });
      const refusal = this.#refusalOf(role, schedule, input);
      if (refusal === undefined || deadLetterArn === undefined) return;
      const attributes = { ERROR_CODE: refusal.code, ERROR_MESSAGE: refusal.message, SCHEDULE_ARN: schedule.arn };
      this.#surroundings.queues.send(role, deadLetterArn, { body: input, attributes });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  #refusalOf(role: Principal, { region, targetArn }: Schedule, input: string): AwsError | undefined {
    const { authorizer, functions } = this.#surroundings;
    const refused = authorizer.refusalOf(role, region, { action: 'lambda:InvokeFunction', resource: targetArn });
    if (refused !== undefined) return new AwsError('AccessDeniedException', refused, { status: 403 });
    try {
      functions.invokeAsync(targetArn, JSON.parse(input));
      return undefined;
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
  }
}

/** Scheduler names the schedule's group as the source, so that a trust policy need not know every schedule. */
function groupOf({ arn, account, region }: Schedule): string {
  const [, group = 'default'] = requireArn(arn).resource.split('/');
  return `arn:aws:scheduler:${region}:${account}:schedule-group/${group}`;
}

function substituteAttributes({ arn, input }: Schedule, at: Date): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', envelopeTime(at))
    .replaceAll('<aws.scheduler.execution-id>', uuidOf(`${arn}/${at.toISOString()}`))
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}
