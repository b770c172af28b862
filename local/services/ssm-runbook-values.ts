/** Parameters and `{{ variables }}` of a runbook. */
import { AwsError } from '../cloud.ts';
import type { Runbook, RunbookParameter } from './ssm-runbook.ts';

export type Resolve = (variable: string) => unknown;
export type GivenParameters = Readonly<Record<string, readonly string[]>>;

/** Checks what a start gives against what the runbook declares; answers every parameter's value. */
export function parameterValues(
  documentName: string,
  { parameters }: Runbook,
  given: GivenParameters,
): ReadonlyMap<string, unknown> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined)
    throw refused(`Parameter "${unknown}" is not defined in ${documentName}. Parameter names are case-sensitive.`);
  const values = Object.entries(parameters).map(
    ([name, parameter]) => [name, parameterValue(name, parameter, given[name])] as const,
  );
  return new Map(values);
}

function parameterValue(name: string, parameter: RunbookParameter, given: readonly string[] | undefined): unknown {
  if (given === undefined) {
    if (parameter.fallback === undefined) throw refused(`No default for required parameter "${name}".`);
    return parameter.fallback;
  }
  const { allowedValues, allowedPattern, maxItems, type } = parameter;
  if (maxItems !== undefined && given.length > maxItems)
    throw refused(`Parameter "${name}" has ${given.length} values, wanted at most ${maxItems}.`);
  for (const value of given) {
    if (allowedValues?.includes(value) === false)
      throw refused(`Parameter "${name}" is '${value}', wanted one of ${allowedValues.join(', ')}.`);
    if (allowedPattern?.test(value) === false)
      throw refused(`Parameter "${name}" is '${value}', which does not match ${allowedPattern.source}.`);
  }
  const [first = ''] = given;
  if (type === 'StringList' || type.startsWith('List<')) return given;
  if (type === 'StringMap' || type === 'MapList') return JSON.parse(first);
  if (given.length !== 1) throw refused(`Parameter "${name}" of type ${type} has ${given.length} values, wanted 1.`);
  if (type === 'Integer') return Number(first);
  return type === 'Boolean' ? first === 'true' : first;
}

export function refused(message: string): AwsError {
  return new AwsError('InvalidAutomationExecutionParametersException', message);
}

const variable = /\{\{\s*([\w.:-]+)\s*\}\}/g;
const loneVariable = /^\{\{\s*([\w.:-]+)\s*\}\}$/;

/** Fills in variables everywhere in a value. A text that is one variable and nothing else takes its type too. */
export function filled(value: unknown, resolve: Resolve): unknown {
  if (typeof value === 'string') {
    const lone = loneVariable.exec(value)?.[1];
    if (lone !== undefined) return resolve(lone);
    return value.replace(variable, (_, name: string) => textOf(resolve(name)));
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, resolve));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, resolve)]));
  return value;
}

export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
