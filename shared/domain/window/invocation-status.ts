/**
 * Every detailed status that Run Command gives an invocation or a command (`StatusDetails`), and the coarse ones beside
 * them. What each comes to is said in `judge-node.ts`.
 */
const STATUSES = [
  'Success',
  'Pending',
  'Delayed',
  'InProgress',
  'Cancelling',
  'Failed',
  'DeliveryTimedOut',
  'ExecutionTimedOut',
  'TimedOut',
  'Undeliverable',
  'Cancelled',
  'Terminated',
  'Incomplete',
  'RateExceeded',
  'AccessDenied',
  'InvalidPlatform',
  'NoInstancesInTag',
] as const;

/** `Unknown` is whatever AWS adds one day: it is never success, and never the end of waiting. */
export type InvocationStatus = (typeof STATUSES)[number] | 'Unknown';

/** The guide writes `Delivery Timed Out` and `Canceled`, the API `DeliveryTimedOut` and `Cancelled`. */
export function statusOf(text: string): InvocationStatus {
  return byLetters.get(lettersOf(text)) ?? 'Unknown';
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '');
}

const byLetters: ReadonlyMap<string, InvocationStatus> = new Map<string, InvocationStatus>([
  ...STATUSES.map((status): [string, InvocationStatus] => [lettersOf(status), status]),
  ['canceled', 'Cancelled'],
  ['canceling', 'Cancelling'],
]);
