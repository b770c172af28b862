/** AWS::IAM::Role, Policy and ManagedPolicy of the templates. */

import type { Part, Resource } from '../cloud.ts';
import { digest } from '../digest.ts';
import type { Authorizer } from './authorizer.ts';
import type { Identities } from './identities.ts';
import { readPolicy, type Statement } from './policy.ts';

interface Iam {
  readonly identities: Identities;
  readonly authorizer: Authorizer;
}

export function iamPart({ identities, authorizer }: Iam): Part {
  const managed = new Map<string, readonly Statement[]>(Object.entries(AWS_MANAGED));

  function createRole(resource: Resource) {
    const { properties, stack } = resource;
    const name = textOr(properties['RoleName'], generatedName(resource, 64));
    const arn = `arn:aws:iam::${stack.account}:role${textOr(properties['Path'], '/')}${name}`;
    const trust = readPolicy(properties['AssumeRolePolicyDocument'], `${resource.logicalId} (trust)`);
    const maxSessionSeconds = Number(properties['MaxSessionDuration'] ?? 3600);
    identities.addRole({ arn, account: stack.account, name, trust, maxSessionSeconds });
    authorizer.addResourcePolicy(arn, trust);

    for (const policy of list(properties['Policies'])) identities.attach(arn, statementsIn(policy, resource));
    for (const policyArn of list(properties['ManagedPolicyArns'])) {
      identities.attach(arn, requireManaged(managed, String(policyArn), resource));
    }
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${digest(arn, 16).toUpperCase()}` } };
  }

  function createPolicy(resource: Resource) {
    attachToRoles(resource, statementsIn(resource.properties, resource));
    return { ref: textOr(resource.properties['PolicyName'], resource.logicalId) };
  }

  function createManagedPolicy(resource: Resource) {
    const statements = statementsIn(resource.properties, resource);
    const name = textOr(resource.properties['ManagedPolicyName'], generatedName(resource, 128));
    const arn = `arn:aws:iam::${resource.stack.account}:policy/${name}`;
    managed.set(arn, statements);
    attachToRoles(resource, statements);
    return { ref: arn, attributes: { PolicyArn: arn } };
  }

  function attachToRoles({ properties, stack }: Resource, statements: readonly Statement[]): void {
    const one = properties['RoleName'] === undefined ? [] : [properties['RoleName']]; // AWS::IAM::RolePolicy
    for (const role of [...list(properties['Roles']), ...one]) {
      identities.attach(`arn:aws:iam::${stack.account}:role/${String(role)}`, statements);
    }
  }

  return {
    resources: {
      'AWS::IAM::Role': createRole,
      'AWS::IAM::Policy': createPolicy,
      'AWS::IAM::RolePolicy': createPolicy,
      'AWS::IAM::ManagedPolicy': createManagedPolicy,
    },
  };
}

/** The policies of AWS's own that the templates may name, with what they grant. */
const AWS_MANAGED: Readonly<Record<string, readonly Statement[]>> = {
  ...managedByAws('service-role/AWSLambdaBasicExecutionRole', [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]),
  ...managedByAws('service-role/AWSConfigRoleForOrganizations', [
    'organizations:ListAccounts',
    'organizations:DescribeOrganization',
    'organizations:ListAWSServiceAccessForOrganization',
    'organizations:ListDelegatedAdministrators',
  ]),
};

function managedByAws(name: string, actions: readonly string[]): Record<string, readonly Statement[]> {
  const document = { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
  return { [`arn:aws:iam::aws:policy/${name}`]: readPolicy(document, name) };
}

/** The statements of a policy, each with where it stands in its stack. */
function statementsIn(policy: unknown, { logicalId, stack }: Resource): Statement[] {
  const { PolicyDocument, PolicyName }: { PolicyDocument?: unknown; PolicyName?: unknown } =
    typeof policy === 'object' && policy !== null ? policy : {};
  return readPolicy(PolicyDocument, logicalId).map((statement, index) => ({
    ...statement,
    source: { stack: stack.name, logicalId, policy: textOr(PolicyName, logicalId), index },
  }));
}

function requireManaged(
  managed: ReadonlyMap<string, readonly Statement[]>,
  arn: string,
  { logicalId }: Resource,
): readonly Statement[] {
  const statements = managed.get(arn);
  if (statements === undefined) throw new Error(`Cannot create role ${logicalId}: unknown managed policy ${arn}`);
  return statements;
}

function generatedName({ stack, logicalId }: Resource, lengthMax: number): string {
  const suffix = digest(`${stack.account}/${stack.region}/${stack.name}/${logicalId}`, 12).toUpperCase();
  return `${`${stack.name}-${logicalId}`.slice(0, lengthMax - 13)}-${suffix}`;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
