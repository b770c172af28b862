import type { CloudRecord, FunctionCall } from '../record.ts';

/** A call by which a function changes something: an invocation without any has looked and found nothing to do. */
const CHANGES: ReadonlySet<string> = new Set([
  'StartAutomationExecution',
  'StopAutomationExecution',
  'CancelCommand',
  'BatchWriteItem',
  'UpdateItem',
  'Publish',
  'PutEvents',
]);

/** The functions that a window is opened, watched, settled and closed by. */
const FUNCTIONS = /-(sweep-windows|settle-cell)$/;

/** Every call of an opening, a run, a settle or a close, in order: what sweeps in between do, over and over, is left out. */
export function crashPoints({ functionCalls }: CloudRecord): FunctionCall[] {
  const calls = functionCalls.filter(({ functionName }) => FUNCTIONS.test(functionName));
  const busy = new Set(calls.filter(({ operation }) => CHANGES.has(operation)).map(({ requestId }) => requestId));
  return calls.filter(({ requestId }) => busy.has(requestId));
}
