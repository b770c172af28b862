/** A function as it was deployed, read from its template. */
import type { Cell, Resource } from '../cloud.ts';
import { isObject } from '../cloudformation/read-template.ts';

export interface DeployedFunction extends Cell {
  readonly name: string;
  readonly arn: string;
  /** `dist/check-tag/handler.handler`: the file without its ending, and the export. */
  readonly handler: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMegabytes: number;
  /** The queue or topic that gets the bare event of an asynchronous invocation that was given up. */
  readonly deadLetterArn: string | undefined;
}

/** What is done when an asynchronous invocation fails: Lambda's defaults, or AWS::Lambda::EventInvokeConfig. */
export interface InvokeConfig {
  readonly retriesMax: number;
  readonly eventAgeMaxMs: number;
  /** The queue or topic that gets a record of the invocation. */
  readonly onFailureArn: string | undefined;
}

export const DEFAULT_INVOKE_CONFIG: InvokeConfig = {
  retriesMax: 2,
  eventAgeMaxMs: 6 * 3600_000,
  onFailureArn: undefined,
};

export function readFunction({ properties, stack, logicalId }: Resource): DeployedFunction {
  const name =
    typeof properties['FunctionName'] === 'string' ? properties['FunctionName'] : `${stack.name}-${logicalId}`;
  const environment = isObject(properties['Environment']) ? properties['Environment']['Variables'] : undefined;
  const deadLetter = isObject(properties['DeadLetterConfig']) ? properties['DeadLetterConfig']['TargetArn'] : undefined;
  return {
    account: stack.account,
    region: stack.region,
    name,
    arn: `arn:aws:lambda:${stack.region}:${stack.account}:function:${name}`,
    handler: requiredText(properties, 'Handler'),
    roleArn: requiredText(properties, 'Role'),
    runtime: requiredText(properties, 'Runtime'),
    environment: isObject(environment)
      ? Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]))
      : {},
    timeoutMs: Number(properties['Timeout'] ?? 3) * 1000,
    memoryMegabytes: Number(properties['MemorySize'] ?? 128),
    deadLetterArn: deadLetter === undefined ? undefined : String(deadLetter),
  };
}

export function readInvokeConfig({ properties }: Resource): InvokeConfig {
  const destinations = isObject(properties['DestinationConfig']) ? properties['DestinationConfig'] : {};
  const onFailure = isObject(destinations['OnFailure']) ? destinations['OnFailure']['Destination'] : undefined;
  const age = properties['MaximumEventAgeInSeconds'];
  return {
    retriesMax: Number(properties['MaximumRetryAttempts'] ?? DEFAULT_INVOKE_CONFIG.retriesMax),
    eventAgeMaxMs: age === undefined ? DEFAULT_INVOKE_CONFIG.eventAgeMaxMs : Number(age) * 1000,
    onFailureArn: onFailure === undefined ? undefined : String(onFailure),
  };
}

function requiredText(properties: Resource['properties'], name: string): string {
  const value = properties[name];
  if (typeof value === 'string') return value;
  throw new Error(`${name} is ${JSON.stringify(value)}: wanted a text`);
}
