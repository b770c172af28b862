/**
 * The actions that call an API of AWS. What the SDK's schema does not know of a call is refused before it is made, as AWS
 * refuses it: an API, a member or a type.
 */
import { AwsError, type Cloud } from '../cloud.ts';
import { select } from './json-path.ts';
import { operationName, problemsOfCall } from './ssm-api-schemas.ts';
import type { Execution } from './ssm-automation.ts';
import type { Inputs, StepEnd, Waiting, Woken } from './ssm-automation-actions.ts';
import { stepTimeoutSeconds } from './ssm-automation-limits.ts';
import type { RunbookStep } from './ssm-runbook.ts';
import { textOf } from './ssm-runbook-values.ts';

/** How often a step that waits asks anew; AWS does not say. */
const askEveryMs = 15_000;

export async function executeAwsApi(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  inputs: Inputs,
): Promise<StepEnd> {
  const answer = await callApi(cloud, execution, inputs);
  const outputs = step.outputs.map(({ Name, Selector }) => {
    const found = select(answer, String(Selector));
    if (found === undefined)
      throw new AwsError('ValidationException', `Step ${step.name}: nothing is found at ${String(Selector)}`);
    return [String(Name), Array.isArray(found) ? found.map(textOf) : [textOf(found)]] as const;
  });
  return { kind: 'success', outputs: Object.fromEntries(outputs) };
}

export async function assertProperty(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  { PropertySelector, DesiredValues, ...inputs }: Inputs,
): Promise<StepEnd> {
  const found = select(await callApi(cloud, execution, inputs), String(PropertySelector));
  if (isDesired(found, DesiredValues)) return { kind: 'success', outputs: {} };
  const message = `Step ${step.name}: ${textOf(PropertySelector)} is ${sayFound(found)}, wanted ${textOf(DesiredValues)}.`;
  return { kind: 'failed', type: 'Action', message };
}

/** Asks until the value is there, or the step's time is over. */
export async function* waitForProperty(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  { PropertySelector, DesiredValues, ...inputs }: Inputs,
): Waiting<StepEnd> {
  const until = cloud.clock.now().getTime() + (step.timeoutSeconds ?? stepTimeoutSeconds) * 1000;
  while (true) {
    const found = select(await callApi(cloud, execution, inputs), String(PropertySelector));
    if (isDesired(found, DesiredValues)) return { kind: 'success', outputs: {} };
    if (cloud.clock.now().getTime() >= until)
      return {
        kind: 'timed-out',
        message: `Step ${step.name} timed out: ${textOf(PropertySelector)} is ${sayFound(found)}.`,
      };
    const woken: Woken = yield { kind: 'sleep', ms: askEveryMs };
    if (woken === 'stopped') return { kind: 'cancelled' };
  }
}

async function callApi(
  cloud: Cloud,
  { principal, region }: Execution,
  { Service, Api, ...input }: Inputs,
): Promise<unknown> {
  const call = { service: String(Service), api: String(Api) };
  const problems = problemsOfCall(call, input);
  if (problems.length > 0) throw new AwsError('ParamValidationError', problems.join('; '));
  return cloud.callAs(principal, region, call.service, operationName(call.api), input);
}

function isDesired(found: unknown, desired: unknown): boolean {
  return found !== undefined && Array.isArray(desired) && desired.some((value) => textOf(value) === textOf(found));
}

function sayFound(found: unknown): string {
  return found === undefined ? 'not there' : textOf(found);
}
