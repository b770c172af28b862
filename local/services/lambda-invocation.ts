/**
 * Whose call on the wire it is. A function's own code and all that it waits for run in the context of one invocation, so
 * that the wire can count its calls, and can break it off after any of them.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RunningInvocation {
  readonly functionName: string;
  readonly requestId: string;
  /** Ends the invocation where it stands: no call of it is answered any more. */
  readonly die: () => void;
  /** What it waits for in real time, which ends with its process. */
  readonly timers: Set<NodeJS.Timeout>;
  dead: boolean;
}

const running = new AsyncLocalStorage<RunningInvocation>();

export function runningInvocation(): RunningInvocation | undefined {
  return running.getStore();
}

/** `setTimeout` for the code of functions. */
export function timerOfInvocation(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) {
  const timer = setTimeout(callback, ms, ...args);
  runningInvocation()?.timers.add(timer);
  return timer;
}

/**
 * Runs a handler as one invocation. Where it dies it is gone and catches nothing, as when Lambda loses the process: the
 * promise rejects with Lambda's own words, and the handler never comes back.
 */
export function asInvocation<Answer>(
  { functionName, requestId }: Pick<RunningInvocation, 'functionName' | 'requestId'>,
  handle: () => Promise<Answer>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const invocation: RunningInvocation = {
      functionName,
      requestId,
      timers: new Set(),
      dead: false,
      die() {
        invocation.dead = true;
        for (const timer of invocation.timers) clearTimeout(timer);
        reject(new Error(`RequestId: ${requestId} Error: Runtime exited with error: signal: killed`));
      },
    };
    running.run(invocation, handle).then(resolve, reject);
  });
}
