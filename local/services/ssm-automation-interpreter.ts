/**
 * Takes the steps of a runbook in their order.
 *
 *   A1. A failed step aborts the execution, unless its onFailure says where to go on.
 *   A2. An execution that went on after a critical step failed ends Failed all the same.
 *   A3. A loop runs its steps once for each iterator value, one after the other.
 */
import { AwsError, type Cloud } from '../cloud.ts';
import { hexOf } from '../fleet/deterministic-id.ts';
import type { Execution, Iteration, StepRecord } from './ssm-automation.ts';
import { runAction, type StepEnd, type Waiting } from './ssm-automation-actions.ts';
import { tellStep } from './ssm-automation-events.ts';
import { resolver } from './ssm-automation-variables.ts';
import type { RunbookStep } from './ssm-runbook.ts';
import { filled, textOf } from './ssm-runbook-values.ts';

export type RunEnd =
  | { readonly kind: 'success' }
  | { readonly kind: 'ended'; readonly status: 'Failed' | 'TimedOut' | 'Cancelled'; readonly message: string };

const iterationsMax = 100;

export async function* runSteps(
  cloud: Cloud,
  execution: Execution,
  steps: readonly RunbookStep[],
  iteration?: Iteration,
): Waiting<RunEnd> {
  let failure: RunEnd | undefined;
  let index = 0;
  while (index < steps.length) {
    const step = steps[index];
    if (step === undefined) break;
    if (execution.stop !== 'no') return { kind: 'ended', status: 'Cancelled', message: 'The execution was stopped.' };
    const end = yield* runStep(cloud, execution, step, iteration);
    if (end.kind === 'success') {
      if (step.isEnd) break;
      index = placeAfter(steps, index, end.next ?? step.nextStep);
      continue;
    }
    const ended = runEndOf(step, end);
    if (end.kind === 'cancelled' || step.onFailure === 'Abort') return ended; // A1
    if (step.isCritical) failure ??= ended; // A2
    if (step.isEnd && step.onFailure === 'Continue') break;
    index = placeAfter(steps, index, /^step:(.+)$/.exec(step.onFailure)?.[1] ?? step.nextStep);
  }
  return failure ?? { kind: 'success' };
}

function placeAfter(steps: readonly RunbookStep[], index: number, next: string | undefined): number {
  if (next === undefined) return index + 1;
  const place = steps.findIndex(({ name }) => name === next);
  if (place < 0) throw new AwsError('ValidationException', `There is no step ${next} to go on to`);
  return place;
}

function runEndOf(step: RunbookStep, end: Exclude<StepEnd, { kind: 'success' }>): Extract<RunEnd, { kind: 'ended' }> {
  switch (end.kind) {
    case 'failed':
      return {
        kind: 'ended',
        status: 'Failed',
        message: `Step fails when it is ${step.action} ${step.name}. ${end.message}`,
      };
    case 'timed-out':
      return { kind: 'ended', status: 'TimedOut', message: end.message };
    case 'cancelled':
      return { kind: 'ended', status: 'Cancelled', message: `Step ${step.name} was cancelled.` };
  }
}

async function* runStep(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  iteration: Iteration | undefined,
): Waiting<StepEnd> {
  const record: StepRecord = {
    id: hexOf(`step ${execution.steps.length} of ${execution.id}`, 32),
    name: step.name,
    action: step.action,
    startedAt: cloud.clock.now(),
    onFailure: step.onFailure,
    isCritical: step.isCritical,
    iteration,
    targetLocation: undefined,
    inputs: {},
    outputs: {},
    status: 'InProgress',
    endedAt: undefined,
    failureMessage: undefined,
    failure: undefined,
  };
  execution.steps.push(record);
  let end: StepEnd = { kind: 'failed', type: 'Action', message: `maxAttempts is ${step.maxAttempts}` };
  for (let attempt = 1; attempt <= step.maxAttempts; attempt += 1) {
    end = yield* attemptStep(cloud, execution, step, record, iteration);
    if (end.kind !== 'failed') break;
  }
  close(cloud, execution, record, end);
  return end;
}

async function* attemptStep(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  record: StepRecord,
  iteration: Iteration | undefined,
): Waiting<StepEnd> {
  try {
    if (step.action === 'aws:loop') return yield* loop(cloud, execution, step, iteration);
    const inputs = Object.entries(step.inputs).map(
      ([key, value]) => [key, filled(value, resolver(cloud, execution, iteration))] as const,
    );
    record.inputs = Object.fromEntries(inputs.map(([key, value]) => [key, textOf(value)]));
    return yield* runAction(cloud, execution, step, Object.fromEntries(inputs));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const type = /^(AccessDenied|Unauthorized)/.test(error.code) ? 'Permission' : 'Action';
    return { kind: 'failed', type, message: `${error.message} (${error.code})` };
  }
}

/** A3 */
async function* loop(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  outer: Iteration | undefined,
): Waiting<StepEnd> {
  const iterators = filled(step.inputs['Iterators'], resolver(cloud, execution, outer));
  if (!Array.isArray(iterators))
    throw new AwsError('ValidationException', `Iterators of ${step.name} is ${textOf(iterators)}, wanted a list`);
  if (iterators.length > iterationsMax)
    throw new AwsError(
      'ValidationException',
      `${step.name} has ${iterators.length} iterators, wanted at most ${iterationsMax}`,
    );
  for (const [index, value] of iterators.entries()) {
    const end = yield* runSteps(cloud, execution, step.steps, {
      loop: step.name,
      number: index + 1,
      value: textOf(value),
    });
    if (end.kind === 'success') continue;
    if (end.status === 'Cancelled') return { kind: 'cancelled' };
    if (end.status === 'TimedOut') return { kind: 'timed-out', message: end.message };
    return { kind: 'failed', type: 'Action', message: end.message };
  }
  return { kind: 'success', outputs: { CompletedIterations: [String(iterators.length)] } };
}

function close(cloud: Cloud, execution: Execution, record: StepRecord, end: StepEnd): void {
  record.endedAt = cloud.clock.now();
  switch (end.kind) {
    case 'success':
      record.status = 'Success';
      record.outputs = end.outputs;
      break;
    case 'failed':
      record.status = 'Failed';
      record.failureMessage = end.message;
      record.outputs = end.outputs ?? {};
      record.failure = {
        FailureStage: 'Invocation',
        FailureType: end.type,
        Details: { VerificationErrorMessage: [end.message] },
      };
      break;
    case 'timed-out':
      record.status = 'TimedOut';
      record.failureMessage = end.message;
      break;
    case 'cancelled':
      record.status = 'Cancelled';
  }
  tellStep(cloud, execution, record);
}
