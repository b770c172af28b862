/**
 * What AWS would find wrong with a runbook only while it runs, found beforehand and said in sentences.
 *
 *   B1. Every call is one that the SDK's schemas know: service, API, members and their types.
 *   B2. Every selector selects something from what the API answers.
 *   B3. Every variable is one that is there, and every branch leads to a step.
 *   B4. Every step says what becomes of the others when it fails, and how long it may take.
 */
import { parse } from 'yaml';
import { problemsOfCall, problemsOfSelector } from './ssm-api-schemas.ts';
import { commandInput } from './ssm-automation-actions.ts';
import { parseRunbook, type Runbook, type RunbookStep } from './ssm-runbook.ts';
import { filled } from './ssm-runbook-values.ts';

type Fields = Readonly<Record<string, unknown>>;

/** B4 */
const MUST_SAY = ['onFailure', 'isCritical', 'maxAttempts', 'timeoutSeconds'];
const API_ACTIONS = ['aws:executeAwsApi', 'aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'];
/** What the actions themselves put out. */
const OWN_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  'aws:runCommand': ['CommandId', 'Status', 'ResponseCode', 'Output'],
  'aws:loop': ['CurrentIteratorValue', 'CurrentIteration'],
};
const SYSTEM_VARIABLES = ['global:DATE', 'global:DATE_TIME', 'global:REGION', 'global:ACCOUNT_ID'];

export function problemsOfRunbook(name: string, content: string): string[] {
  const runbook = parseRunbook(name, content);
  const types = typesIn(runbook);
  return [
    ...rawSteps(fieldsOf(parse(content))['mainSteps']).flatMap(unsaid),
    ...problemsOfSteps(runbook.steps, types),
    ...runbook.outputs.filter((output) => !types.has(output)).map((output) => `outputs: there is no ${output}`),
  ];
}

/** Steps as they are written, those of loops included. */
function rawSteps(steps: unknown): Fields[] {
  if (!Array.isArray(steps)) return [];
  return steps.map(fieldsOf).flatMap((step) => [step, ...rawSteps(fieldsOf(step['inputs'])['Steps'])]);
}

function unsaid(step: Fields): string[] {
  return MUST_SAY.filter((property) => step[property] === undefined).map(
    (property) => `${step['name']}: says no ${property}`,
  );
}

function problemsOfSteps(steps: readonly RunbookStep[], types: ReadonlyMap<string, string>): string[] {
  const names = steps.map(({ name }) => name);
  return steps.flatMap((step) => [
    ...problemsOfStep(step, types),
    ...branchesOf(step)
      .filter((next) => !names.includes(next))
      .map((next) => `${step.name}: leads to ${next}, which is no step here`),
    ...problemsOfSteps(step.steps, types),
  ]);
}

function problemsOfStep(step: RunbookStep, types: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const { Steps: _, ...inputs } = step.inputs;
  const sample = filled(inputs, (variable) => {
    const type = types.get(variable);
    if (type === undefined) problems.push(`{{ ${variable} }} is nothing`);
    return sampleOf(type);
  });
  if (problems.length === 0) problems.push(...problemsOfInputs(step, fieldsOf(sample)));
  return problems.map((problem) => `${step.name}: ${problem}`);
}

function problemsOfInputs(step: RunbookStep, inputs: Fields): string[] {
  if (step.action === 'aws:runCommand')
    return problemsOfCall({ service: 'ssm', api: 'SendCommand' }, commandInput(inputs));
  if (!API_ACTIONS.includes(step.action)) return [];
  const { Service, Api, PropertySelector, DesiredValues, ...input } = inputs;
  const call = { service: String(Service), api: String(Api) };
  const wrong = problemsOfCall(call, input);
  if (wrong.length > 0) return wrong;
  if (step.action !== 'aws:executeAwsApi' && (!Array.isArray(DesiredValues) || DesiredValues.length === 0))
    return ['names no DesiredValues'];
  const selectors = [...step.outputs.map(({ Selector }) => Selector), PropertySelector];
  return selectors.filter((one) => one !== undefined).flatMap((one) => problemsOfSelector(call, String(one)));
}

function branchesOf({ action, inputs: { Choices, Default } }: RunbookStep): string[] {
  if (action !== 'aws:branch') return [];
  const choices: unknown[] = Array.isArray(Choices) ? Choices : [];
  const nexts = [...choices.map((choice) => fieldsOf(choice)['NextStep']), Default];
  return nexts.filter((next) => next !== undefined).map(String);
}

/** Every variable that a step of the runbook may use, with its type. */
function typesIn({ parameters, variables, steps }: Runbook): ReadonlyMap<string, string> {
  return new Map([
    ...SYSTEM_VARIABLES.map((name): [string, string] => [name, 'String']),
    ['automation:EXECUTION_ID', 'String'],
    ...Object.entries(parameters).map(([name, { type }]): [string, string] => [name, type]),
    ...Object.entries(variables).map(([name, { type }]): [string, string] => [`variable:${name}`, type]),
    ...steps.flatMap(outputsOf),
  ]);
}

function outputsOf({ name, action, outputs, steps }: RunbookStep): [string, string][] {
  return [
    ...(OWN_OUTPUTS[action] ?? []).map((output): [string, string] => [`${name}.${output}`, 'String']),
    ...outputs.map(({ Name, Type = 'String' }): [string, string] => [`${name}.${Name}`, String(Type)]),
    ...steps.flatMap(outputsOf),
  ];
}

/** Any value of the type does: it is looked at for its type alone. */
function sampleOf(type: string | undefined): unknown {
  switch (type) {
    case 'StringList':
      return ['text'];
    case 'Integer':
      return 1;
    case 'Boolean':
      return true;
    case 'StringMap':
      return {};
    case 'MapList':
      return [{}];
    default:
      return 'text';
  }
}

function fieldsOf(value: unknown): Fields {
  return Object.fromEntries(Object.entries(value ?? {}));
}
