/** What the functions of a template may refer to while one stack is created. */
import type { Stack } from '../cloud.ts';
import { isObject, type Json, type JsonObject, type Template } from './read-template.ts';

export interface Created {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Scope {
  readonly template: Template;
  readonly stack: Stack;
  readonly parameters: ReadonlyMap<string, Json>;
  readonly created: Map<string, Created>;
}

/** The values that a template finds in every stack. */
export function pseudoParameter(name: string, { account, region, name: stackName }: Stack): string | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/embedded`;
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    default:
      return undefined;
  }
}

/** The parameters of a stack: what was given, else the default; a list where the template says so. */
export function parametersOf(
  { Parameters = {} }: { readonly Parameters?: JsonObject },
  given: Readonly<Record<string, string>>,
): Map<string, Json> {
  return new Map(
    Object.entries(Parameters).map(([name, declaration]) => {
      if (!isObject(declaration)) throw new Error(`Cannot read parameter ${name}: it is no object`);
      return [name, parameterValue(name, declaration, given[name])];
    }),
  );
}

function parameterValue(name: string, declaration: JsonObject, given: string | undefined): Json {
  const { Type: type = 'String', Default: standard, AllowedValues: allowed, AllowedPattern: pattern } = declaration;
  const value = given ?? (typeof standard === 'number' ? String(standard) : standard);
  if (typeof value !== 'string') throw new Error(`Parameter ${name} has no default: a value is wanted`);
  if (Array.isArray(allowed) && !allowed.map(String).includes(value)) {
    throw new Error(`Parameter ${name} is "${value}": wanted one of ${allowed.join(', ')}`);
  }
  if (typeof pattern === 'string' && !new RegExp(`^(?:${pattern})$`).test(value)) {
    throw new Error(`Parameter ${name} is "${value}": wanted ${pattern}`);
  }
  const isList = typeof type === 'string' && (type === 'CommaDelimitedList' || type.startsWith('List<'));
  return isList ? value.split(',').map((item) => item.trim()) : value;
}
