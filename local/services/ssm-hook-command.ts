/**
 * A Command document of our own (schema 2.2), as a hook of the patch document runs it on a node, or as somebody sends it.
 * The scripts are not run here; what is played of them is that on which a run depends: the minimum gap between two
 * installs, the reboots that were in vain, and whether the document has the agent reboot the node.
 */
import { parse } from 'yaml';
import { AwsError } from '../cloud.ts';

export interface HookCommand {
  /** How long after an install the hook refuses another, by the document's own default; undefined if it does not. */
  readonly minimumGapMs: number | undefined;
  /** After so many reboots in vain the hook refuses an install, in the same way. */
  readonly rebootsInVainMax: number | undefined;
  /** Whether a script ends with the code by which the agent reboots the node and runs the document again. */
  readonly reboots: boolean;
  readonly parameters: Readonly<Record<string, { readonly pattern: RegExp | undefined; readonly required: boolean }>>;
  readonly steps: readonly { readonly name: string; readonly platform: 'Linux' | 'Windows' }[];
}

const REBOOT_CODE = /exit (194|3010)\b/;

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
    reboots: REBOOT_CODE.test(JSON.stringify(steps)),
    parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, ruleOf(fieldsOf(value))])),
    steps: steps.map(fieldsOf).map(({ name: step, action }) => ({
      name: String(step),
      platform: action === 'aws:runPowerShellScript' ? 'Windows' : 'Linux',
    })),
  };
}

function ruleOf({ allowedPattern, ...rest }: Readonly<Record<string, unknown>>) {
  return {
    pattern: typeof allowedPattern === 'string' ? new RegExp(allowedPattern) : undefined,
    required: rest['default'] === undefined,
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
