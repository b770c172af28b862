/**
 * One Run Command, and how the states of its invocations fold into the two statuses that AWS answers.
 *
 *   R1. A command that matched no node succeeds, with the detail NoInstancesInTag.
 *   R2. Errors are invocations that ran and failed; what was never delivered is none. More than MaxErrors: Failed.
 *   R3. Fewer errors than that, but some: Incomplete, whose coarse status is Failed.
 *   R4. Nothing but undelivered invocations: DeliveryTimedOut. Undelivered beside successful ones: Success.
 */
import type { CommandInvocationStatus, CommandStatus, SendCommandCommandInput, Target } from '@aws-sdk/client-ssm';
import type { Cell } from '../cloud.ts';
import type { LiveNode } from '../fleet/live-node.ts';
import type { HookCommand } from './ssm-hook-command.ts';

export interface Command extends Cell {
  readonly id: string;
  readonly documentName: string;
  /** The document, if it is one of the account's own. */
  readonly own: HookCommand | undefined;
  readonly comment: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly request: SendCommandCommandInput;
  readonly targets: readonly Target[];
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly deliveryTimeoutMs: number;
  readonly inFlightMax: number;
  readonly errorsMax: number;
  readonly invocations: readonly Invocation[];
  /** An operator asked to stop, or too many errors did: nothing more begins. */
  halted: 'no' | 'cancelled' | 'errors';
  /** Counted as invocations change, so that asking for a status walks over nothing. */
  readonly counts: Counts;
  nextToSend: number;
  inFlight: number;
  told: CommandStatus | undefined;
  readonly whenEnded: (() => void)[];
}

export interface Counts {
  ended: number;
  succeeded: number;
  errors: number;
  undelivered: number;
  cancelled: number;
  begun: number;
}

export interface Invocation {
  readonly node: LiveNode;
  state: InvocationState;
}

export type InvocationState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sent'; readonly stopWaiting: () => void }
  | { readonly kind: 'running'; readonly startedAt: Date }
  /** Somebody asked to cancel it while it ran. */
  | { readonly kind: 'cancelling'; readonly startedAt: Date }
  | EndedInvocation;

export interface EndedInvocation {
  readonly kind: 'ended';
  readonly detail: InvocationEnd;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date;
  readonly responseCode: number;
  readonly output: string;
  readonly failedStep: string | undefined;
}

export type InvocationEnd =
  | 'Success'
  | 'Failed'
  | 'ExecutionTimedOut'
  | 'DeliveryTimedOut'
  | 'Cancelled'
  | 'Terminated'
  /** Made up: AWS may add a detail at any time. */
  | 'Quarantined';

export function invocationStatus(state: InvocationState): { status: CommandInvocationStatus; detail: string } {
  switch (state.kind) {
    case 'waiting':
    case 'sent':
      return { status: 'Pending', detail: 'Pending' };
    case 'running':
      return { status: 'InProgress', detail: 'InProgress' };
    case 'cancelling':
      return { status: 'Cancelling', detail: 'Cancelling' };
    case 'ended':
      return { status: coarse(state.detail), detail: state.detail };
  }
}

function coarse(end: InvocationEnd): CommandInvocationStatus {
  switch (end) {
    case 'ExecutionTimedOut':
    case 'DeliveryTimedOut':
      return 'TimedOut';
    case 'Terminated':
    case 'Quarantined':
      return 'Failed';
    case 'Success':
    case 'Failed':
    case 'Cancelled':
      return end;
  }
}

export function commandStatus(command: Command): { status: CommandStatus; detail: string } {
  const { counts, invocations, halted } = command;
  if (counts.ended < invocations.length) {
    if (halted === 'cancelled') return { status: 'Cancelling', detail: 'Cancelling' };
    const begun = counts.begun + counts.ended > 0;
    return begun ? { status: 'InProgress', detail: 'InProgress' } : { status: 'Pending', detail: 'Pending' };
  }
  if (invocations.length === 0) return { status: 'Success', detail: 'NoInstancesInTag' }; // R1
  if (halted === 'cancelled') return { status: 'Cancelled', detail: 'Cancelled' };
  if (counts.cancelled === invocations.length) return { status: 'Cancelled', detail: 'Cancelled' };
  if (counts.errors > command.errorsMax) return { status: 'Failed', detail: 'Failed' }; // R2
  if (counts.errors > 0) return { status: 'Failed', detail: 'Incomplete' }; // R3
  if (counts.undelivered === invocations.length) return { status: 'TimedOut', detail: 'DeliveryTimedOut' }; // R4
  return { status: 'Success', detail: 'Success' };
}

export function isTerminal(status: CommandStatus): boolean {
  return status !== 'Pending' && status !== 'InProgress' && status !== 'Cancelling';
}

/** `10` or `10%` of the nodes: a share is rounded down, and concurrency is never nothing. */
export function countOf(limit: string, total: number, least: number): number {
  const [, digits = '0', percent] = /^(\d+)(%?)$/.exec(limit) ?? [];
  const count = percent === '%' ? Math.floor((total * Number(digits)) / 100) : Number(digits);
  return Math.max(least, count);
}
