/** Policy documents as CloudFormation carries them, read into statements. */
import type { StatementSource } from './used-grants.ts';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Principals | undefined;
  readonly actions: Selection;
  readonly resources: Selection;
  readonly conditions: readonly Condition[];
  /** Of a statement that a stack deployed. */
  readonly source?: StatementSource;
}

/** Either the patterns that count, or (`NotAction`, `NotResource`) those that do not. */
export interface Selection {
  readonly but: boolean;
  readonly patterns: readonly string[];
}

export interface Principals {
  /** Account ids, ARNs or `*`. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export function readPolicy(document: unknown, where: string): Statement[] {
  if (!isRecord(document)) throw new Error(`Cannot read the policy of ${where}: it is no object`);
  const statements = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement']];
  return statements.map((statement: unknown) => readStatement(statement, where));
}

function readStatement(statement: unknown, where: string): Statement {
  if (!isRecord(statement)) throw new Error(`Cannot read the policy of ${where}: a statement is no object`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new Error(`Cannot read the policy of ${where}: Effect is ${JSON.stringify(effect)}, wanted Allow or Deny`);
  }
  if (statement['NotPrincipal'] !== undefined) {
    throw new Error(`Cannot read the policy of ${where}: the embedded AWS does not know NotPrincipal`);
  }
  return {
    effect,
    principals: readPrincipals(statement['Principal'], where),
    actions: readSelection(statement, 'Action', where),
    resources: readSelection(statement, 'Resource', where),
    conditions: readConditions(statement['Condition'], where),
  };
}

/** A trust policy has no Resource, and an identity policy always has one: an absent one selects everything. */
function readSelection(statement: Readonly<Record<string, unknown>>, name: string, where: string): Selection {
  const but = statement[`Not${name}`] !== undefined;
  const patterns = statement[but ? `Not${name}` : name];
  if (patterns === undefined && name === 'Resource') return { but: false, patterns: ['*'] };
  return { but, patterns: texts(patterns, `${name} of ${where}`) };
}

function readPrincipals(principal: unknown, where: string): Principals | undefined {
  if (principal === undefined) return undefined;
  if (principal === '*') return { aws: ['*'], services: [] };
  if (!isRecord(principal)) throw new Error(`Cannot read the Principal of ${where}: wanted "*", AWS or Service`);
  const unknown = Object.keys(principal).filter((kind) => kind !== 'AWS' && kind !== 'Service');
  if (unknown.length > 0) throw new Error(`Cannot read the Principal of ${where}: unknown kind ${unknown.join(', ')}`);
  return {
    aws: principal['AWS'] === undefined ? [] : texts(principal['AWS'], `Principal of ${where}`),
    services: principal['Service'] === undefined ? [] : texts(principal['Service'], `Principal of ${where}`),
  };
}

function readConditions(conditions: unknown, where: string): Condition[] {
  if (conditions === undefined) return [];
  if (!isRecord(conditions)) throw new Error(`Cannot read the Condition of ${where}: it is no object`);
  return Object.entries(conditions).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new Error(`Cannot read the Condition ${operator} of ${where}: it is no object`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: texts(values, `${key} of ${where}`),
    }));
  });
}

/** One text or a list of them; YAML gives numbers and booleans where the author left the quotes away. */
function texts(value: unknown, what: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') return String(one);
    throw new Error(`Cannot read ${what}: ${JSON.stringify(one)} is no text`);
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
