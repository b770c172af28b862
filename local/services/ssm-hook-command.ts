/**
 * A Command document of our own (schema 2.2), as a hook of the patch document runs it on a node. The scripts are not
 * run here; what is played of them is that on which a run depends: the minimum gap between two installs, and the reboots
 * that were in vain.
 */
import { parse } from 'yaml';
import { AwsError } from '../cloud.ts';

export interface HookCommand {
  /** How long after an install the hook refuses another, by the document's own default; undefined if it does not. */
  readonly minimumGapMs: number | undefined;
  /** After so many reboots in vain the hook refuses an install, in the same way. */
  readonly rebootsInVainMax: number | undefined;
}

/** The parameters by which a document is known to refuse; hooks are given none, so their defaults are what counts. */
const GAP_PARAMETER = 'MinimumGapMinutes';
const IN_VAIN_PARAMETER = 'RebootsInVainMax';

const actions: readonly unknown[] = ['aws:runShellScript', 'aws:runPowerShellScript'];

export function parseHookCommand(name: string, content: unknown): HookCommand {
  const document = fieldsOf(typeof content === 'string' ? parse(content) : content);
  if (document['schemaVersion'] !== '2.2')
    throw invalid(`${name} has schemaVersion ${JSON.stringify(document['schemaVersion'])}, wanted '2.2'`);
  const steps: unknown[] = Array.isArray(document['mainSteps']) ? document['mainSteps'] : [];
  const stranger = steps.map(fieldsOf).find(({ action }) => !actions.includes(action));
  if (steps.length === 0 || stranger !== undefined)
    throw invalid(`${name} has ${JSON.stringify(stranger?.['action'] ?? 'no steps')}, wanted ${actions.join(' or ')}`);
  const parameters = fieldsOf(document['parameters']);
  const gapMinutes = defaultOf(GAP_PARAMETER, name, parameters);
  return {
    minimumGapMs: gapMinutes === undefined ? undefined : gapMinutes * 60_000,
    rebootsInVainMax: defaultOf(IN_VAIN_PARAMETER, name, parameters),
  };
}

function defaultOf(parameter: string, name: string, parameters: Readonly<Record<string, unknown>>): number | undefined {
  if (parameters[parameter] === undefined) return undefined;
  const value = fieldsOf(parameters[parameter])['default'];
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  throw invalid(`The default of ${parameter} in ${name} is ${JSON.stringify(value)}, wanted a number as text`);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}));
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidDocumentContent', message);
}
