/**
 * What a function may do against what it can do. The bundle holds exactly the SDK commands that survived tree shaking;
 * a role that grants less fails one day, and one that grants more is a door that nobody uses until somebody does.
 */
import type { Resource, Template } from './packaged.ts';

/** Commands of a bundle that are sent with a member account's credentials, by the setting that names the role there. */
export type MemberCalls = Readonly<Record<string, readonly string[]>>;

/** What IAM asks for beside, or in place of, the action of the command's own name. */
const DEPENDENT_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  // It passes the administration role, and tags the execution, by which a retry finds it.
  'ssm:StartAutomationExecution': ['ssm:StartAutomationExecution', 'ssm:AddTagsToResource', 'iam:PassRole'],
  // The topics are encrypted with a key of ours, which SNS uses in the name of whoever publishes.
  'sns:Publish': ['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt'],
  // Asked with a signature that came with a request; AWS lets everybody ask.
  'sts:GetCallerIdentity': [],
  // Imported by the client, but sent only to directory buckets, which we have none of.
  's3:CreateSession': [],
  // Imported by the client, but sent only with endpoint discovery, which is off.
  'dynamodb:DescribeEndpoints': [],
};

/**
 * Commands that a bundle holds and its function never sends: a method that only another function calls comes along with its
 * object. What is really called is compared after all tests (`npm run grants`).
 */
export const UNSENT: Readonly<Record<string, readonly string[]>> = {
  'settle-cell': ['dynamodb:BatchWriteItem'], // Rosters and cells are written by sweep-windows.
  'admit-request': ['dynamodb:BatchWriteItem'],
};

/** Where IAM's name of a service is not that of its SDK client. */
const IAM_PREFIXES: Readonly<Record<string, string>> = {
  'config-service': 'config',
  eventbridge: 'events',
  'resource-groups-tagging-api': 'tag',
};

/** Lambda itself writes the logs, with the function's role. */
const PLATFORM_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

export function actionsOf(commands: readonly string[]): string[] {
  return commands.flatMap((command) => {
    const [client = '', name] = command.split(':');
    const action = `${IAM_PREFIXES[client] ?? client}:${name}`;
    return DEPENDENT_ACTIONS[action] ?? [action];
  });
}

/** Empty if the two are the same. */
export function compareRole({ granted, needed }: { granted: readonly string[]; needed: readonly string[] }): string[] {
  const wanted = new Set(needed);
  const spare = new Set(granted.filter((action) => !wanted.has(action) && !PLATFORM_ACTIONS.includes(action)));
  const missing = [...wanted].filter((action) => !granted.includes(action));
  return [
    ...missing.map((action) => `lacks ${action}`),
    ...[...spare].map((action) => `grants ${action}, which is never called`),
  ].sort();
}

interface Role {
  readonly RoleName?: unknown;
  readonly ManagedPolicyArns?: unknown;
  readonly Policies?: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
}

/** All that a role allows. Policies from elsewhere would escape this comparison, so they are refused. */
export function grantsOf(resource: Resource | undefined): string[] {
  if (resource?.Type !== 'AWS::IAM::Role') throw new Error(`Cannot read grants of ${resource?.Type}, wanted a role`);
  const role: Role = resource.Properties ?? {};
  if (role.ManagedPolicyArns !== undefined) throw new Error('Cannot read grants of a role with managed policies');
  return (role.Policies ?? [])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action = [] }) => Action);
}

export interface DeployedFunction {
  /** The folder in `functions`, by the handler's path. */
  readonly name: string;
  readonly role: Resource | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What Lambda does with the function's role when an invocation has failed for good. */
  readonly failureActions: readonly string[];
}

interface FunctionProperties {
  readonly Handler: string;
  readonly Role: GetAtt;
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  readonly DeadLetterConfig?: { readonly TargetArn: Reference };
}

interface InvokeConfig {
  readonly FunctionName?: Reference;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination: Reference } };
}

interface GetAtt {
  readonly 'Fn::GetAtt': readonly string[];
}

type Reference = Partial<GetAtt> & { readonly Ref?: string };

export function functionsOf({ Resources }: Template): DeployedFunction[] {
  const invokeConfigs = ofType<InvokeConfig>(Resources, 'AWS::Lambda::EventInvokeConfig');
  return ofType<FunctionProperties>(Resources, 'AWS::Lambda::Function').map(({ id, properties }) => {
    const destinations = invokeConfigs
      .filter((config) => idOf(config.properties.FunctionName) === id)
      .map((config) => config.properties.DestinationConfig?.OnFailure?.Destination);
    const targets = [properties.DeadLetterConfig?.TargetArn, ...destinations].filter((target) => target !== undefined);

    return {
      name: properties.Handler.split('/').at(-2) ?? '',
      role: Resources[properties.Role['Fn::GetAtt'][0] ?? ''],
      settings: properties.Environment?.Variables ?? {},
      failureActions: targets.flatMap((target) =>
        actionsOf([Resources[idOf(target) ?? '']?.Type === 'AWS::SNS::Topic' ? 'sns:Publish' : 'sqs:SendMessage']),
      ),
    };
  });
}

function ofType<Properties>(resources: Template['Resources'], type: string): { id: string; properties: Properties }[] {
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => ({ id, properties: Properties as Properties })); // CloudFormation's own shape.
}

function idOf(reference: Reference | undefined): string | undefined {
  return reference?.Ref ?? reference?.['Fn::GetAtt']?.[0];
}
