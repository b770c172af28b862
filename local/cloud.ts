/**
 * What the parts of the embedded AWS know of each other. Each service is a module that builds a `Service` (its wire
 * operations), and the CloudFormation resources that it can create; `embedded-aws.ts` puts them together.
 */
import type { VirtualClock } from './clock.ts';
import type { Organization } from './organization/organization.ts';
import type { CloudRecord } from './record.ts';

export interface Cloud {
  readonly clock: VirtualClock;
  readonly organization: Organization;
  readonly record: CloudRecord;
  /** A number in [0, 1) that depends on the seed and the label only, so that no order of calls changes it. */
  readonly random: (label: string) => number;
  /** Puts an event of an AWS service on the default bus of its account and Region, after the lag AWS has. */
  readonly emit: (event: ServiceEvent) => void;
  /**
   * Queues an asynchronous Lambda invocation, with Lambda's own retries and on-failure destination. A service that
   * invokes names itself, and needs the function's permission (AWS::Lambda::Permission): throws AccessDenied without.
   */
  readonly invokeAsync: (functionArn: string, payload: unknown, caller?: ServicePrincipal) => void;
  /** Calls an operation as AWS itself does on somebody's behalf (a runbook step, say): with that role's permissions. */
  readonly callAs: (
    principal: Principal,
    region: string,
    service: string,
    operation: string,
    input: object,
  ) => Promise<unknown>;
  /** Becomes a role, if its trust policy lets the principal in; throws AccessDenied otherwise. */
  readonly assume: (caller: Principal | ServicePrincipal, roleArn: string, sessionName: string) => Principal;
}

/** Account, Region: the unit of everything in AWS but IAM. */
export interface Cell {
  readonly account: string;
  readonly region: string;
}

/** Who calls. `roleArn` is absent for the account's administrator, who may do everything in that account. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly roleArn?: string;
}

/** An AWS service acting by itself, such as `lambda.amazonaws.com`, on behalf of an account. */
export interface ServicePrincipal {
  readonly service: string;
  readonly account: string;
  /** The resource on whose behalf it acts, such as the rule that invokes a function: `aws:SourceArn`. */
  readonly sourceArn?: string;
}

export interface ServiceEvent extends Cell {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: object;
  /** How long after now it reaches the bus; AWS's own lag, 1 s unless told. */
  readonly lagMs?: number;
}

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly principal: Principal;
  readonly region: string;
}

/** One thing that IAM is asked before an operation runs: a statement must allow the action on the resource. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  /** Condition keys with their values, such as `aws:TagKeys`. Global keys of the principal are added by IAM. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Operation<Input extends object = never, Output extends object = object> {
  readonly needs: (input: Input, call: Call) => readonly Need[];
  readonly run: (input: Input, call: Call) => Output | Promise<Output>;
}

/** An operation with its input and output typed by the SDK's own command types. */
export function operation<Input extends object, Output extends { $metadata: unknown }>(
  definition: Operation<Input, Omit<Output, '$metadata'>>,
): Operation {
  return definition as unknown as Operation;
}

export interface Service {
  /** The name in the credential scope of a signed request: `ssm`, `sns`, `config`, `events` ... */
  readonly id: string;
  /** The namespace object of the SDK's client module: it carries the schemas that the wire format is read from. */
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly xmlNamespace?: string;
  /** Whether operations take and give JSON as it is on the wire, without a passage through the schemas. */
  readonly plainJson?: boolean;
  /** The error code with which this service refuses: `AccessDeniedException`, EC2's `UnauthorizedOperation` ... */
  readonly accessDenied: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** An error as a service answers it, turned into the wire format by the dispatcher. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    { status = 400, fields = {} }: { status?: number; fields?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** Where a stack is created. */
export interface Stack extends Cell {
  readonly name: string;
}

export interface Resource {
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stack: Stack;
}

/** Creates one resource of a stack; the answer is what `Ref` and `Fn::GetAtt` give of it. */
export type Provider = (
  resource: Resource,
) =>
  | { readonly ref: string; readonly attributes?: Readonly<Record<string, string>> }
  | Promise<{ readonly ref: string; readonly attributes?: Readonly<Record<string, string>> }>;

/** A part of the embedded AWS: what it serves on the wire and what CloudFormation can make of it. */
export interface Part {
  readonly service?: Service;
  readonly resources?: Readonly<Record<string, Provider>>;
}
