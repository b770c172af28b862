/**
 * A Command document of our own (schema 2.2), as a hook of the patch document runs it on a node. The scripts are not
 * run here; what is played of them is the one thing on which a run depends, the minimum gap between two installs.
 */
import { parse } from 'yaml';
import { AwsError } from '../cloud.ts';

export interface HookCommand {
  /** How long after an install the hook refuses another, by the document's own default; undefined if it does not. */
  readonly minimumGapMs: number | undefined;
}

/** The parameter by which a document is known to keep a gap; hooks are given none, so its default is what counts. */
const GAP_PARAMETER = 'MinimumGapMinutes';

const actions: readonly unknown[] = ['aws:runShellScript', 'aws:runPowerShellScript'];

export function parseHookCommand(name: string, content: unknown): HookCommand {
  const document = fieldsOf(typeof content === 'string' ? parse(content) : content);
  if (document['schemaVersion'] !== '2.2')
    throw invalid(`${name} has schemaVersion ${JSON.stringify(document['schemaVersion'])}, wanted '2.2'`);
  const steps: unknown[] = Array.isArray(document['mainSteps']) ? document['mainSteps'] : [];
  const stranger = steps.map(fieldsOf).find(({ action }) => !actions.includes(action));
  if (steps.length === 0 || stranger !== undefined)
    throw invalid(`${name} has ${JSON.stringify(stranger?.['action'] ?? 'no steps')}, wanted ${actions.join(' or ')}`);
  const gap = fieldsOf(fieldsOf(document['parameters'])[GAP_PARAMETER]);
  return { minimumGapMs: Object.keys(gap).length === 0 ? undefined : minutesIn(name, gap['default']) * 60_000 };
}

function minutesIn(name: string, value: unknown): number {
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  throw invalid(`The default of ${GAP_PARAMETER} in ${name} is ${JSON.stringify(value)}, wanted minutes as text`);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}));
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidDocumentContent', message);
}
