/** What a step of a runbook does. Every call runs with the permissions of the role that the execution runs as. */
import { AwsError, type Cloud } from '../cloud.ts';
import { select } from './json-path.ts';
import type { Execution } from './ssm-automation.ts';
import { assertProperty, executeAwsApi, waitForProperty } from './ssm-automation-api-actions.ts';
import { stepTimeoutSeconds } from './ssm-automation-limits.ts';
import { variableNamed } from './ssm-automation-variables.ts';
import type { RunbookStep } from './ssm-runbook.ts';
import { textOf } from './ssm-runbook-values.ts';

/** What a step waits for; the driver answers how it ended. */
export type Pause =
  | { readonly kind: 'sleep'; readonly ms: number }
  | { readonly kind: 'command'; readonly commandId: string; readonly atMostMs: number };
export type Woken = 'done' | 'timed-out' | 'stopped';

export type StepEnd =
  | { readonly kind: 'success'; readonly outputs: Outputs; readonly next?: string }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly type: 'Action' | 'Permission';
      readonly outputs?: Outputs;
    }
  | { readonly kind: 'timed-out'; readonly message: string }
  | { readonly kind: 'cancelled' };
export type Outputs = Readonly<Record<string, readonly string[]>>;
export type Inputs = Readonly<Record<string, unknown>>;
export type Waiting<End> = AsyncGenerator<Pause, End, Woken>;

export async function* runAction(
  cloud: Cloud,
  execution: Execution,
  step: RunbookStep,
  inputs: Inputs,
): Waiting<StepEnd> {
  switch (step.action) {
    case 'aws:runCommand':
      return yield* runCommand(cloud, execution, step, inputs);
    case 'aws:sleep':
      return yield* sleep(cloud, inputs);
    case 'aws:branch':
      return branch(inputs);
    case 'aws:executeAwsApi':
      return await executeAwsApi(cloud, execution, step, inputs);
    case 'aws:assertAwsResourceProperty':
      return await assertProperty(cloud, execution, step, inputs);
    case 'aws:waitForAwsResourceProperty':
      return yield* waitForProperty(cloud, execution, step, inputs);
    case 'aws:updateVariable':
      return updateVariable(execution, inputs);
    case 'aws:loop':
      throw new Error(`Step ${step.name} is a loop, which the interpreter runs itself`);
  }
}

/** Waits for the command and answers its end; a command that matched no node has succeeded. */
async function* runCommand(cloud: Cloud, execution: Execution, step: RunbookStep, inputs: Inputs): Waiting<StepEnd> {
  const call = (operation: string, input: object) =>
    cloud.callAs(execution.principal, execution.region, 'ssm', operation, input);
  const sent = await call('SendCommand', commandInput(inputs));
  const commandId = String(select(sent, 'Command.CommandId'));
  const atMostMs = (step.timeoutSeconds ?? stepTimeoutSeconds) * 1000;
  const woken: Woken = yield { kind: 'command', commandId, atMostMs };
  if (woken === 'stopped') {
    if (execution.stop === 'Cancel') await call('CancelCommand', { CommandId: commandId });
    return { kind: 'cancelled' };
  }
  if (woken === 'timed-out')
    return { kind: 'timed-out', message: `Step ${step.name} timed out while command ${commandId} was at work.` };

  const status = String(select(await call('ListCommands', { CommandId: commandId }), 'Commands[0].Status'));
  const invocations = await call('ListCommandInvocations', { CommandId: commandId, Details: true });
  const outputs = {
    CommandId: [commandId],
    Status: [status],
    ResponseCode: [String(select(invocations, 'CommandInvocations[0].CommandPlugins[0].ResponseCode') ?? -1)],
    Output: [String(select(invocations, 'CommandInvocations[0].CommandPlugins[0].Output') ?? '')],
  };
  if (status === 'Success') return { kind: 'success', outputs };
  return { kind: 'failed', type: 'Action', message: `Command ${commandId} ended with status ${status}.`, outputs };
}

/** A runbook writes texts where SendCommand takes lists and numbers. */
export function commandInput(inputs: Inputs): object {
  const { Parameters, TimeoutSeconds, ...rest } = inputs;
  const parameters = Object.entries(typeof Parameters === 'object' && Parameters !== null ? Parameters : {});
  return {
    ...rest,
    Parameters: Object.fromEntries(
      parameters.map(([key, value]) => [key, Array.isArray(value) ? value.map(textOf) : [textOf(value)]]),
    ),
    ...(TimeoutSeconds !== undefined && { TimeoutSeconds: Number(TimeoutSeconds) }),
  };
}

async function* sleep(cloud: Cloud, { Duration, Timestamp }: Inputs): Waiting<StepEnd> {
  const ms =
    typeof Timestamp === 'string'
      ? Math.max(0, new Date(Timestamp).getTime() - cloud.clock.now().getTime())
      : durationMs(Duration);
  const woken: Woken = yield { kind: 'sleep', ms };
  return woken === 'stopped' ? { kind: 'cancelled' } : { kind: 'success', outputs: {} };
}

/** ISO 8601: `PT5M`, `P1DT2H`. */
export function durationMs(text: unknown): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(String(text)) ??
    refuse(`Cannot sleep for ${JSON.stringify(text)}: wanted an ISO 8601 duration`);
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

function branch({ Choices, Default }: Inputs): StepEnd {
  const choices: unknown[] = Array.isArray(Choices) ? Choices : [];
  const chosen = choices.find((choice) => holds(choice));
  const next = chosen === undefined ? Default : select(chosen, '$.NextStep');
  if (typeof next === 'string') return { kind: 'success', outputs: {}, next };
  return chosen === undefined
    ? { kind: 'success', outputs: {} }
    : refuse(`A choice has no NextStep: ${JSON.stringify(chosen)}`);
}

const comparisons: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  StringEquals: (value, wanted) => textOf(value) === textOf(wanted),
  EqualsIgnoreCase: (value, wanted) => textOf(value).toLowerCase() === textOf(wanted).toLowerCase(),
  StartsWith: (value, wanted) => textOf(value).startsWith(textOf(wanted)),
  EndsWith: (value, wanted) => textOf(value).endsWith(textOf(wanted)),
  Contains: (value, wanted) => textOf(value).includes(textOf(wanted)),
  BooleanEquals: (value, wanted) => textOf(value) === textOf(wanted),
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericGreater: (value, wanted) => Number(value) > Number(wanted),
  NumericLesser: (value, wanted) => Number(value) < Number(wanted),
};

function holds(choice: unknown): boolean {
  const { Variable, NextStep: _, And, Or, Not, ...rest } = Object.fromEntries(Object.entries(choice ?? {}));
  if (Array.isArray(And)) return And.every(holds);
  if (Array.isArray(Or)) return Or.some(holds);
  if (Not !== undefined) return !holds(Not);
  const [name = '', wanted] = Object.entries(rest)[0] ?? [];
  const compare = comparisons[name] ?? refuse(`The comparison '${name}' of a branch is not known`);
  return compare(Variable, wanted);
}

/** A text that is longer than this, or empty, AWS does not take. */
const textLengthMax = 512;

function updateVariable(execution: Execution, { Name, Value }: Inputs): StepEnd {
  const variable = variableNamed(execution, Name) ?? refuse(`${execution.document.name} has no ${textOf(Name)}`);
  if (typeof Value !== typeof execution.variables.get(variable))
    refuse(`The value ${textOf(Value)} is not of the type of ${textOf(Name)}, and no type is converted`);
  if (typeof Value === 'string' && (Value === '' || Value.length > textLengthMax))
    refuse(`The value of ${textOf(Name)} has ${Value.length} characters, wanted 1 to ${textLengthMax}`);
  execution.variables.set(variable, Value);
  return { kind: 'success', outputs: {} };
}

function refuse(message: string): never {
  throw new AwsError('ValidationException', message);
}
