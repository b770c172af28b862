/**
 * Runs functions, one sandbox each, as Lambda does: cold at first, warm afterwards, started afresh after some hours, after
 * a timeout or when its process is gone, always with the credentials of the function's role.
 */
import path from 'node:path';
import type { VirtualClock } from '../clock.ts';
import type { AccessKeys } from '../iam/access-keys.ts';
import type { AssumeRole } from '../iam/assume-role.ts';
import type { DeployedFunction } from './lambda-function.ts';
import { asInvocation } from './lambda-invocation.ts';
import type { LambdaLogs } from './lambda-logs.ts';
import { type Handler, startSandbox } from './lambda-sandbox.ts';

/** Lambda promises nothing; a sandbox seldom lives longer than this, and its credentials always outlive it. */
const SANDBOX_LIFETIME_MS = 6 * 3600_000;
const CREDENTIALS_LIFETIME_MS = 12 * 3600_000;
/** In real time: a handler that waits for something that never comes must not hang the run. */
const HANG_LIMIT_MS = 60_000;

interface Sandbox {
  readonly handle: Handler;
  readonly startedAt: number;
}

interface Surroundings {
  readonly clock: VirtualClock;
  readonly accessKeys: AccessKeys;
  readonly assumeRole: AssumeRole;
  readonly logs: LambdaLogs;
  readonly root: string;
}

export class LambdaRuntime {
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Throws what the handler throws, or Lambda's own error for a function that took too long. */
  async run(deployed: DeployedFunction, event: unknown, requestId: string): Promise<unknown> {
    const { clock } = this.#surroundings;
    const { handle } = this.#warm(deployed);
    const deadline = clock.now().getTime() + deployed.timeoutMs;
    const context = contextOf(deployed, requestId, () => Math.max(0, deadline - clock.now().getTime()));
    const running = asInvocation({ functionName: deployed.name, requestId }, async () => handle(event, context));
    try {
      const answer = await withinRealTime(running, deployed);
      if (clock.now().getTime() <= deadline) return answer;
      throw new Error(`${requestId} Task timed out after ${(deployed.timeoutMs / 1000).toFixed(2)} seconds`);
    } catch (error) {
      if (clock.now().getTime() > deadline || wasKilled(error)) this.#sandboxes.delete(deployed.arn);
      throw error;
    }
  }

  #warm(deployed: DeployedFunction): Sandbox {
    const now = this.#surroundings.clock.now().getTime();
    const warm = this.#sandboxes.get(deployed.arn);
    if (warm !== undefined && now - warm.startedAt < SANDBOX_LIFETIME_MS) return warm;

    const { root, logs } = this.#surroundings;
    const handle = startSandbox({
      root,
      handler: deployed.handler,
      environment: this.#environmentOf(deployed),
      write: (text) => logs.write(deployed.name, text),
    });
    const sandbox = { handle, startedAt: now };
    this.#sandboxes.set(deployed.arn, sandbox);
    return sandbox;
  }

  #environmentOf(deployed: DeployedFunction): Record<string, string> {
    const { assumeRole, accessKeys, root } = this.#surroundings;
    const lambda = { service: 'lambda.amazonaws.com', account: deployed.account };
    const principal = assumeRole(lambda, { roleArn: deployed.roleArn, sessionName: deployed.name });
    const keys = accessKeys.issue(principal, CREDENTIALS_LIFETIME_MS);
    const nowhere = path.join(root, 'dist', 'no-such-configuration'); // never the ~/.aws of whoever runs this
    return {
      ...deployed.environment,
      AWS_REGION: deployed.region,
      AWS_DEFAULT_REGION: deployed.region,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_EXECUTION_ENV: `AWS_Lambda_${deployed.runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: deployed.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memoryMegabytes),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${deployed.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: '[$LATEST]embedded',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      LAMBDA_TASK_ROOT: root,
      TZ: ':UTC',
      _HANDLER: deployed.handler,
    };
  }
}

function wasKilled(error: unknown): boolean {
  return String(error).includes('Runtime exited with error');
}

function contextOf({ name, arn, memoryMegabytes }: DeployedFunction, awsRequestId: string, remaining: () => number) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: '[$LATEST]embedded',
    getRemainingTimeInMillis: remaining,
  };
}

async function withinRealTime(answer: Promise<unknown>, { name }: DeployedFunction): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not end within ${HANG_LIMIT_MS} ms`)), HANG_LIMIT_MS);
  });
  try {
    return await Promise.race([answer, hang]);
  } finally {
    clearTimeout(timer);
  }
}
