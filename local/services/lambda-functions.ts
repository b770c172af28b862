/**
 * Functions and their asynchronous invocations.
 *
 *   L1. An error is tried again after one minute and again after two, as often as the function's configuration says.
 *   L2. What was given up goes to the on-failure destination as a record and to the dead-letter queue as the bare event,
 *       with the permissions of the function's role.
 *   L3. Every attempt that failed is recorded.
 */
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Principal, type ServicePrincipal } from '../cloud.ts';
import { uuidOf } from '../digest.ts';
import type { AssumeRole } from '../iam/assume-role.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { CloudRecord } from '../record.ts';
import { type FunctionFailure, failureOf, invocationRecord } from './lambda-failure.ts';
import { DEFAULT_INVOKE_CONFIG, type DeployedFunction, type InvokeConfig } from './lambda-function.ts';
import type { LambdaRuntime } from './lambda-runtime.ts';
import { publishNeeds } from './sns-needs.ts';
import type { Topics } from './sns-topics.ts';
import type { Queues } from './sqs-queues.ts';

/** Between Lambda's accepting an event and the function's getting it. */
const QUEUE_LAG_MS = 50;
const RETRY_WAITS_MS = [60_000, 120_000];

interface Surroundings {
  readonly clock: VirtualClock;
  readonly record: CloudRecord;
  readonly authorizer: Authorizer;
  readonly assumeRole: AssumeRole;
  readonly runtime: LambdaRuntime;
  readonly queues: Queues;
  readonly topics: Topics;
}

interface Invocation {
  readonly deployed: DeployedFunction;
  readonly payload: unknown;
  readonly requestId: string;
  readonly queuedAt: Date;
}

export class LambdaFunctions {
  readonly #functions = new Map<string, DeployedFunction>();
  readonly #configurations = new Map<string, InvokeConfig>();
  readonly #surroundings: Surroundings;
  #invocations = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  create(deployed: DeployedFunction): void {
    this.#functions.set(deployed.arn, deployed);
  }

  configure(functionArn: string, configuration: InvokeConfig): void {
    this.#configurations.set(functionArn, configuration);
  }

  list(): readonly DeployedFunction[] {
    return [...this.#functions.values()];
  }

  /** The session as which a function acts. */
  principalOf({ account, roleArn, name }: DeployedFunction): Principal {
    const lambda = { service: 'lambda.amazonaws.com', account };
    return this.#surroundings.assumeRole(lambda, { roleArn, sessionName: name });
  }

  /** Queues an invocation. A service that invokes needs the function's own permission; a role has been asked before. */
  invokeAsync(functionArn: string, payload: unknown, caller?: ServicePrincipal): void {
    const { clock, authorizer } = this.#surroundings;
    if (caller !== undefined) {
      const need = { action: 'lambda:InvokeFunction', resource: functionArn };
      const refused = authorizer.refusalOfService(caller, need);
      if (refused !== undefined) throw new AwsError('AccessDeniedException', refused, { status: 403 });
    }
    const deployed = this.#functions.get(functionArn);
    if (deployed === undefined) {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, { status: 404 });
    }
    this.#invocations += 1;
    const requestId = uuidOf(`invocation/${this.#invocations}`);
    const invocation = { deployed, payload: copy(payload), requestId, queuedAt: clock.now() };
    clock.after(QUEUE_LAG_MS, () => this.#attempt(invocation, 1));
  }

  async #attempt(invocation: Invocation, attempt: number): Promise<void> {
    const { clock, record, runtime } = this.#surroundings;
    const { deployed, payload, requestId, queuedAt } = invocation;
    const { retriesMax, eventAgeMaxMs } = this.#configurationOf(deployed);
    try {
      await runtime.run(deployed, copy(payload), requestId);
      record.completions.push({ at: clock.now(), functionArn: deployed.arn });
    } catch (error) {
      const failure = failureOf(error);
      const at = clock.now();
      record.invocationErrors.push({ at, functionArn: deployed.arn, attempt, error: describe(failure) }); // L3
      const waitMs = RETRY_WAITS_MS[attempt - 1];
      if (attempt > retriesMax || waitMs === undefined) {
        this.#giveUp(invocation, { attempt, condition: 'RetriesExhausted', failure });
      } else if (at.getTime() + waitMs - queuedAt.getTime() > eventAgeMaxMs) {
        this.#giveUp(invocation, { attempt, condition: 'EventAgeExceeded', failure });
      } else {
        clock.after(waitMs, () => this.#attempt(invocation, attempt + 1)); // L1
      }
    }
  }

  #giveUp(
    { deployed, payload, requestId }: Invocation,
    { attempt, condition, failure }: Pick<Ending, 'attempt' | 'condition' | 'failure'>,
  ): void {
    const at = this.#surroundings.clock.now();
    const { onFailureArn } = this.#configurationOf(deployed);
    const record = invocationRecord({ deployed, requestId, at, condition, attempts: attempt, payload, failure });
    if (onFailureArn !== undefined) this.#deliver(deployed, onFailureArn, JSON.stringify(record), {}); // L2
    if (deployed.deadLetterArn === undefined) return;
    this.#deliver(deployed, deployed.deadLetterArn, JSON.stringify(payload), {
      RequestID: requestId,
      ErrorCode: '200',
      ErrorMessage: failure.errorMessage.slice(0, 1024),
    });
  }

  /** A destination that refuses is recorded as a refusal; the event is lost, as it would be in AWS. */
  #deliver(deployed: DeployedFunction, arn: string, body: string, attributes: Readonly<Record<string, string>>): void {
    const { queues, topics, authorizer } = this.#surroundings;
    const principal = this.principalOf(deployed);
    try {
      if (arn.startsWith('arn:aws:sqs:')) {
        queues.send(principal, arn, { body, attributes });
        return;
      }
      const refusals = publishNeeds(topics, arn).map((need) => authorizer.refusalOf(principal, deployed.region, need));
      if (refusals.every((refused) => refused === undefined)) {
        topics.publish({ TopicArn: arn, Message: body }, deployed.region);
      }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  #configurationOf({ arn }: DeployedFunction): InvokeConfig {
    return this.#configurations.get(arn) ?? DEFAULT_INVOKE_CONFIG;
  }
}

interface Ending {
  readonly attempt: number;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
  readonly failure: FunctionFailure;
}

function describe({ errorType, errorMessage }: FunctionFailure): string {
  return `${errorType}: ${errorMessage}`;
}

/** An event crosses the wire as JSON, so no two parties ever hold the same object. */
function copy(payload: unknown): unknown {
  return payload === undefined ? {} : JSON.parse(JSON.stringify(payload));
}
