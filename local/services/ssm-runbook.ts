/** An Automation runbook (schema 0.3), parsed. What the embedded AWS cannot play is refused by name, never skipped. */
import { parse } from 'yaml';
import { AwsError } from '../cloud.ts';

export interface Runbook {
  readonly assumeRole: string | undefined;
  readonly parameters: Readonly<Record<string, RunbookParameter>>;
  /** What `aws:updateVariable` changes, with the values that they begin with. */
  readonly variables: Readonly<Record<string, RunbookParameter>>;
  /** `Step.Output` of each output of the execution. */
  readonly outputs: readonly string[];
  readonly steps: readonly RunbookStep[];
}

export interface RunbookParameter {
  readonly type: string;
  readonly fallback: unknown;
  readonly allowedValues: readonly string[] | undefined;
  readonly allowedPattern: RegExp | undefined;
  /** The most items that a list may have. */
  readonly maxItems: number | undefined;
}

export interface RunbookStep {
  readonly name: string;
  readonly action: Action;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
  /** `Abort`, `Continue` or `step:<name>`. */
  readonly onFailure: string;
  readonly isCritical: boolean;
  readonly isEnd: boolean;
  readonly nextStep: string | undefined;
  readonly maxAttempts: number;
  readonly timeoutSeconds: number | undefined;
  /** The steps of a loop. */
  readonly steps: readonly RunbookStep[];
}

const actions = [
  'aws:runCommand',
  'aws:loop',
  'aws:branch',
  'aws:sleep',
  'aws:executeAwsApi',
  'aws:assertAwsResourceProperty',
  'aws:waitForAwsResourceProperty',
  'aws:updateVariable',
] as const;
export type Action = (typeof actions)[number];

export function parseRunbook(name: string, content: unknown): Runbook {
  const document = record(typeof content === 'string' ? parse(content) : content, `${name} is`);
  if (document['schemaVersion'] !== '0.3')
    throw invalid(`${name} has schemaVersion ${JSON.stringify(document['schemaVersion'])}, wanted '0.3'`);
  const parameters = Object.entries(record(document['parameters'] ?? {}, `parameters of ${name} are`));
  const variables = Object.entries(record(document['variables'] ?? {}, `variables of ${name} are`));
  const steps = stepsIn(name, document['mainSteps']);
  return {
    assumeRole: typeof document['assumeRole'] === 'string' ? document['assumeRole'] : undefined,
    parameters: Object.fromEntries(parameters.map(([key, value]) => [key, parameterIn(`${name} ${key}`, value)])),
    variables: Object.fromEntries(variables.map(([key, value]) => [key, parameterIn(`${name} ${key}`, value)])),
    outputs: outputsIn(name, document['outputs'] ?? []),
    steps,
  };
}

/** Only outputs of steps: whether AWS takes anything else there is not documented. */
function outputsIn(name: string, value: unknown): string[] {
  if (!Array.isArray(value)) throw invalid(`outputs of ${name} are ${JSON.stringify(value)}, wanted a list`);
  const stranger = value.find((output) => typeof output !== 'string' || !/^[\w-]+\.[\w-]+$/.test(output));
  if (stranger !== undefined) throw invalid(`${name} has the output ${JSON.stringify(stranger)}, wanted Step.Output`);
  return value.map(String);
}

function parameterIn(where: string, value: unknown): RunbookParameter {
  const { type, allowedValues, allowedPattern, ...rest } = record(value, `Parameter ${where} is`);
  if (typeof type !== 'string') throw invalid(`Parameter ${where} has no type`);
  return {
    type,
    fallback: rest['default'],
    allowedValues: Array.isArray(allowedValues) ? allowedValues.map(String) : undefined,
    allowedPattern: typeof allowedPattern === 'string' ? new RegExp(allowedPattern) : undefined,
    maxItems: typeof rest['maxItems'] === 'number' ? rest['maxItems'] : undefined,
  };
}

function stepsIn(where: string, value: unknown): RunbookStep[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid(`${where} has no steps`);
  const steps = value.map((step) => stepIn(where, step));
  const names = new Set(steps.map(({ name }) => name));
  if (names.size < steps.length) throw invalid(`${where} has two steps of one name`);
  for (const step of steps) {
    const referred = [step.nextStep, /^step:(.+)$/.exec(step.onFailure)?.[1]].find(
      (next) => next !== undefined && !names.has(next),
    );
    if (referred !== undefined) throw invalid(`Step ${step.name} of ${where} goes on to ${referred}, which is no step`);
  }
  return steps;
}

function stepIn(where: string, value: unknown): RunbookStep {
  const step = record(value, `A step of ${where} is`);
  const {
    name,
    action,
    onFailure = 'Abort',
    isCritical = true,
    isEnd = false,
    nextStep,
    maxAttempts = 1,
    timeoutSeconds,
  } = step;
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]{2,127}$/.test(name))
    throw invalid(`${where} has a step named ${JSON.stringify(name)}`);
  const known = actions.find((one) => one === action);
  if (known === undefined)
    throw invalid(
      `Step ${name} of ${where} has the action ${JSON.stringify(action)}, wanted one of ${actions.join(', ')}`,
    );
  if (typeof onFailure !== 'string' || !/^(Abort|Continue|step:.+)$/.test(onFailure))
    throw invalid(`Step ${name} of ${where} has onFailure ${JSON.stringify(onFailure)}`);
  const inputs = record(step['inputs'] ?? {}, `inputs of step ${name} are`);
  return {
    name,
    action: known,
    inputs,
    outputs: Array.isArray(step['outputs'])
      ? step['outputs'].map((output) => record(output, `An output of ${name} is`))
      : [],
    onFailure,
    isCritical: isCritical !== false && isCritical !== 'false',
    isEnd: isEnd === true || isEnd === 'true',
    nextStep: typeof nextStep === 'string' ? nextStep : undefined,
    maxAttempts: Number(maxAttempts),
    timeoutSeconds: timeoutSeconds === undefined ? undefined : Number(timeoutSeconds),
    steps: known === 'aws:loop' ? stepsIn(`${where} ${name}`, inputs['Steps']) : [],
  };
}

function record(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value));
  throw invalid(`${where} ${JSON.stringify(value)}, wanted a map`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidDocumentContent', message);
}
