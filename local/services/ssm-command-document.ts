import { AwsError } from '../cloud.ts';
import type { LiveNode } from '../fleet/live-node.ts';
import { isWindows } from '../fleet/live-node.ts';
import type { HookCommand } from './ssm-hook-command.ts';

/** The Command documents of AWS that the embedded AWS can run, with the parameters that each declares. */
const documents: Readonly<Record<string, Readonly<Record<string, ParameterRule>>>> = {
  'AWS-RunPatchBaseline': {
    Operation: { allowed: ['Scan', 'Install'], required: true },
    RebootOption: { allowed: ['RebootIfNeeded', 'NoReboot'] },
    SnapshotId: { pattern: snapshotPattern() },
    AssociationId: {},
    InstallOverrideList: {},
    BaselineOverride: {},
    StepTimeoutSeconds: { pattern: /^([1-9]\d{0,3}|[12]\d{4}|3[0-5]\d{3}|36000)$/ },
  },
  'AWS-RunPatchBaselineWithHooks': {
    Operation: { allowed: ['Scan', 'Install'], required: true },
    RebootOption: { allowed: ['RebootIfNeeded', 'NoReboot'] },
    SnapshotId: { pattern: snapshotPattern() },
    PreInstallHookDocName: {},
    PostInstallHookDocName: {},
    OnExitHookDocName: {},
  },
  'AWS-Noop': {},
};

interface ParameterRule {
  readonly allowed?: readonly string[];
  readonly pattern?: RegExp;
  readonly required?: boolean;
}

export const executionTimeoutSeconds = 3600;

export function isCommandDocument(name: string): boolean {
  return Object.hasOwn(documents, name);
}

/** Refuses what the document's own schema refuses; `own` is a document of the account. */
export function checkParameters(
  name: string,
  given: Readonly<Record<string, readonly string[]>>,
  own?: HookCommand | undefined,
): void {
  const rules = documents[name] ?? (own === undefined ? undefined : rulesOf(own));
  if (rules === undefined) throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(rules, key));
  if (unknown !== undefined) throw invalid(`The parameter ${unknown} is not defined in ${name}.`);
  for (const [key, rule] of Object.entries(rules)) {
    const values = given[key];
    if (values === undefined) {
      if (rule.required === true) throw invalid(`The parameter ${key} of ${name} is required.`);
      continue;
    }
    const bad = values.find((value) => rule.allowed?.includes(value) === false || rule.pattern?.test(value) === false);
    if (bad !== undefined) throw invalid(`The parameter ${key} of ${name} is '${bad}', wanted ${wanted(rule)}.`);
  }
}

function rulesOf({ parameters }: HookCommand): Readonly<Record<string, ParameterRule>> {
  const rules = Object.entries(parameters).map(([key, { pattern, required }]): [string, ParameterRule] => [
    key,
    { required, ...(pattern !== undefined && { pattern }) },
  ]);
  return Object.fromEntries(rules);
}

function wanted({ allowed, pattern }: ParameterRule): string {
  return allowed === undefined ? `a value that matches ${pattern}` : `one of ${allowed.join(', ')}`;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameters', message);
}

/** The plugins of an invocation in their order: the steps of the document. Of our own, those that the node's system has. */
export function pluginNames(name: string, node: LiveNode, own: HookCommand | undefined): readonly string[] {
  if (own !== undefined) {
    const platform = isWindows(node) ? 'Windows' : 'Linux';
    return own.steps.filter((step) => step.platform === platform).map((step) => step.name);
  }
  switch (name) {
    case 'AWS-RunPatchBaselineWithHooks':
      return ['Scan', 'PreInstallHook', 'InstallNoReboot', 'PostInstallHook', 'InstallReboot', 'OnExitHook'];
    case 'AWS-RunPatchBaseline':
      return isWindows(node) ? ['PatchWindows', 'PatchLinux'] : ['PatchLinux', 'PatchWindows'];
    default:
      return ['Noop'];
  }
}

/** The empty string means that the node takes a snapshot of its own. */
function snapshotPattern(): RegExp {
  return /^$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
}
