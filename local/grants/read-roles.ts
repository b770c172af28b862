/** The roles and people's policies of a template, each with who may become it and with which function works with it. */
import { isObject, type Json, type JsonObject, type Template } from '../cloudformation/read-template.ts';
import { conditionText, listOf, nameOf } from './read-grants.ts';
import { readPattern, resourceOfGetAtt } from './read-pattern.ts';

export interface RoleNote {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly heldBy: 'role' | 'people';
  /** What the function that works with it is for, or the policy of people. */
  readonly purpose: string | undefined;
  /** Who may become it; empty for a policy of people. */
  readonly trusts: readonly string[];
  /** Policies from elsewhere that it carries. */
  readonly managed: readonly string[];
}

export function readRoles(stack: string, { Resources }: Template): RoleNote[] {
  const purposes = functionPurposes(Resources);
  return Object.entries(Resources).flatMap(([logicalId, resource]) => {
    const properties = isObject(resource) && isObject(resource['Properties']) ? resource['Properties'] : {};
    const type = isObject(resource) ? resource['Type'] : undefined;
    if (type !== 'AWS::IAM::Role' && type !== 'AWS::IAM::ManagedPolicy') return [];
    const { Description: description } = properties;
    return [
      {
        stack,
        logicalId,
        name: nameOf(properties) ?? logicalId,
        heldBy: type === 'AWS::IAM::Role' ? ('role' as const) : ('people' as const),
        purpose: purposes.get(logicalId) ?? (typeof description === 'string' ? description : undefined),
        trusts: trustsIn(properties['AssumeRolePolicyDocument'], Resources),
        managed: listOf(properties['ManagedPolicyArns']).map((arn) => readPattern(arn, Resources).text),
      },
    ];
  });
}

function functionPurposes(resources: JsonObject): Map<string, string> {
  return new Map(
    Object.values(resources).flatMap((resource) => {
      if (!isObject(resource) || resource['Type'] !== 'AWS::Lambda::Function') return [];
      const { Role: role, Description: description } = isObject(resource['Properties']) ? resource['Properties'] : {};
      if (!isObject(role) || role['Fn::GetAtt'] === undefined || typeof description !== 'string') return [];
      return [[resourceOfGetAtt(role['Fn::GetAtt']), description] as const];
    }),
  );
}

function trustsIn(document: Json | undefined, resources: JsonObject): string[] {
  const statements = isObject(document) ? listOf(document['Statement']) : [];
  return statements.filter(isObject).map(({ Principal: principal, Condition: condition }) => {
    const who = Object.values(isObject(principal) ? principal : {}).flatMap((each) =>
      listOf(each).map((one) => `\`${readPattern(one, resources).text}\``),
    );
    return condition === undefined ? who.join(', ') : `${who.join(', ')}, only if ${conditionText(condition)}`;
  });
}
