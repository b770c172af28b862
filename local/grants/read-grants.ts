/**
 * Every grant of a template: one action on one resource, in one statement of one policy. A pair that allows nothing, such
 * as reading an item of an index, is none.
 */
import { isObject, type Json, type JsonObject, type Template } from '../cloudformation/read-template.ts';
import { saysSomething } from './iam-actions.ts';
import { type ResourcePattern, readPattern } from './read-pattern.ts';

export interface Grant {
  readonly stack: string;
  /** The resource of the template that holds the policy. */
  readonly logicalId: string;
  /** What the deployed role or policy is called. */
  readonly role: string;
  /** A policy by itself is one that people's roles are given; what they use of it is up to them. */
  readonly heldBy: 'role' | 'people';
  readonly policy: string;
  readonly index: number;
  readonly action: string;
  readonly resourceIndex: number;
  readonly resource: ResourcePattern;
  /** The statement's conditions as text. */
  readonly condition: string | undefined;
}

/** A statement with its place, before its actions and resources are told apart. */
export interface PlacedStatement extends Omit<Grant, 'action' | 'resourceIndex' | 'resource'> {
  readonly actions: readonly string[];
  readonly resources: readonly ResourcePattern[];
}

export async function readGrants(stack: string, template: Template): Promise<Grant[]> {
  const pairs = allowedStatements(stack, template).flatMap(({ actions, resources, ...place }) =>
    actions.flatMap((action) =>
      resources.map((resource, resourceIndex) => ({ ...place, action, resourceIndex, resource })),
    ),
  );
  const said = await Promise.all(pairs.map(({ action, resource }) => allowsAnything(action, resource)));
  return pairs.filter((_pair, index) => said[index]);
}

export async function allowsAnything(action: string, { patterns }: ResourcePattern): Promise<boolean> {
  const said = await Promise.all(patterns.map((pattern) => saysSomething(action, pattern)));
  return said.includes(true);
}

/** Statements that deny are no grants. */
export function allowedStatements(stack: string, { Resources }: Template): PlacedStatement[] {
  return Object.entries(Resources).flatMap(([logicalId, resource]) => {
    if (!isObject(resource) || !isObject(resource['Properties'])) return [];
    const properties = resource['Properties'];
    const type = String(resource['Type']);
    const heldBy = type === 'AWS::IAM::ManagedPolicy' ? ('people' as const) : ('role' as const);
    return policiesIn(type, properties).flatMap(({ name, document }) => {
      const place = { stack, logicalId, role: nameOf(properties) ?? logicalId, heldBy, policy: name ?? logicalId };
      return statementsOf(document, logicalId)
        .map((statement, index) => ({ statement, index }))
        .filter(({ statement }) => statement['Effect'] === 'Allow')
        .map(({ statement, index }) => ({ ...place, index, ...readStatement(statement, Resources, logicalId) }));
    });
  });
}

interface Policy {
  readonly name: string | undefined;
  readonly document: Json | undefined;
}

function policiesIn(type: string, properties: JsonObject): Policy[] {
  if (type === 'AWS::IAM::Role') return listOf(properties['Policies']).flatMap(policiesOf);
  return ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'].includes(type)
    ? policiesOf(properties)
    : [];
}

/** A policy is known by its name, so one that depends on a condition of the stack moves no other. */
function policiesOf(policy: Json): Policy[] {
  if (!isObject(policy)) throw new Error(`Cannot read a policy: ${JSON.stringify(policy)} is no object`);
  if (policy['Ref'] === 'AWS::NoValue') return [];
  if (policy['Fn::If'] !== undefined) return listOf(policy['Fn::If']).slice(1).flatMap(policiesOf);
  if (policy['PolicyDocument'] === undefined) throw new Error(`Cannot read a policy of ${Object.keys(policy)}`);
  return [{ name: textOf(policy['PolicyName']), document: policy['PolicyDocument'] }];
}

/** What is counted is the place in the list: one that a condition of the stack leaves out would move the others. */
function statementsOf(document: Json | undefined, logicalId: string): JsonObject[] {
  const statements = isObject(document) ? listOf(document['Statement']) : [];
  return statements.map((statement) => {
    if (isObject(statement) && typeof statement['Effect'] === 'string') return statement;
    throw new Error(
      `Cannot read a statement of ${logicalId}: it depends on a condition. Put it into a policy of its own`,
    );
  });
}

function readStatement(statement: JsonObject, resources: JsonObject, logicalId: string) {
  const { Action = null, Resource = null, Condition } = statement;
  if (Action === null || Resource === null) {
    throw new Error(
      `Cannot read a statement of ${logicalId}: wanted Action and Resource, got ${Object.keys(statement)}`,
    );
  }
  return {
    actions: listOf(Action).map(String),
    resources: listOf(Resource).map((resource) => readPattern(resource, resources)),
    condition: Condition === undefined ? undefined : conditionText(Condition),
  };
}

/** For people; a condition that depends on the stack is shown with what it depends on. */
export function conditionText(condition: Json): string {
  const operators = isObject(condition) ? Object.entries(condition) : [];
  return operators
    .flatMap(([operator, keys]) => {
      if (!isObject(keys)) return [];
      if (keys['Fn::If'] !== undefined) return [conditionTextOfChoice(operator, listOf(keys['Fn::If']))];
      return Object.entries(keys).map(
        ([key, value]) => `\`${key}\` ${operator} ${listOf(value).map(shownValue).join(', ')}`,
      );
    })
    .join('; ');
}

function conditionTextOfChoice(operator: string, [when = '', yes = null, no = null]: readonly Json[]): string {
  const shown = [yes, no].filter((keys) => isObject(keys) && keys['Ref'] === undefined);
  return `(${String(when)}) ${shown.map((keys) => conditionText({ [operator]: keys })).join(' or ')}`;
}

function shownValue(value: Json): string {
  return `\`${isObject(value) ? readPattern(value, {}).text : String(value)}\``;
}

export function nameOf(properties: JsonObject): string | undefined {
  const name = properties['RoleName'] ?? properties['ManagedPolicyName'] ?? listOf(properties['Roles'])[0];
  if (name === undefined) return undefined;
  return isObject(name) ? readPattern(name, {}).text : textOf(name);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
