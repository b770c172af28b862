import type { VirtualClock } from '../clock.ts';
import type { CloudRecord, FunctionCall } from '../record.ts';
import { runningInvocation } from './lambda-invocation.ts';

/** Whether the function that made a call dies as soon as AWS has answered it. */
export type CrashPolicy = (call: FunctionCall) => boolean;

/** Every call but the n-th of a run is survived. */
export function crashAfter(number: number): CrashPolicy {
  return (call) => call.number === number;
}

/** Counts what functions call, and kills the one that is to die. Answers whether its answer may still reach it. */
export class FunctionCalls {
  readonly #clock: VirtualClock;
  readonly #record: CloudRecord;
  readonly #crash: CrashPolicy;

  constructor(clock: VirtualClock, record: CloudRecord, crash: CrashPolicy = () => false) {
    this.#clock = clock;
    this.#record = record;
    this.#crash = crash;
  }

  mayCall(): boolean {
    return runningInvocation()?.dead !== true;
  }

  answered(asked: { readonly service: string; readonly operation: string }): boolean {
    const invocation = runningInvocation();
    if (invocation === undefined) return true;
    if (invocation.dead) return false;
    const { functionName, requestId } = invocation;
    const number = this.#record.functionCalls.length + 1;
    const call = { at: this.#clock.now(), functionName, requestId, number, ...asked };
    this.#record.functionCalls.push(call);
    if (!this.#crash(call)) return true;
    invocation.die();
    return false;
  }
}
