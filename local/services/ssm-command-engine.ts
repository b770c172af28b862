/**
 * Plays commands on nodes.
 *
 *   E1. At most `inFlightMax` invocations are at work; one whose agent does not answer holds no slot.
 *   E2. More errors than `errorsMax`: what has not begun is Terminated.
 *   E3. An invocation that the agent has not taken within the delivery timeout is DeliveryTimedOut; if the agent
 *       connects before, it begins then.
 *   E4. Cancelling reaches what has not begun; what has begun goes on to its own end.
 */
import type { Cloud } from '../cloud.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { beginPatchRun, type PatchEnd } from '../fleet/patch-run.ts';
import { type Command, commandStatus, type Invocation, type InvocationEnd, isTerminal } from './ssm-command.ts';
import { executionTimeoutSeconds } from './ssm-command-document.ts';
import { tellCommand, tellInvocation } from './ssm-command-events.ts';

const noopMs = 5_000;

export class CommandEngine {
  readonly #cloud: Cloud;
  readonly #fleet: Fleet;

  constructor(cloud: Cloud, fleet: Fleet) {
    this.#cloud = cloud;
    this.#fleet = fleet;
  }

  start(command: Command): void {
    this.#cloud.clock.after(1_000, () => {
      this.#sendMore(command);
      this.#settle(command);
    });
  }

  cancel(command: Command, nodeIds: ReadonlySet<string>): void {
    const everything = nodeIds.size === 0;
    if (everything && !isTerminal(commandStatus(command).status)) command.halted = 'cancelled';
    for (const invocation of command.invocations)
      if (everything || nodeIds.has(invocation.node.id)) this.#giveUp(command, invocation, 'Cancelled'); // E4
    this.#sendMore(command);
    this.#settle(command);
  }

  #sendMore(command: Command): void {
    while (command.inFlight < command.inFlightMax && command.nextToSend < command.invocations.length) {
      const invocation = command.invocations[command.nextToSend];
      command.nextToSend += 1;
      if (invocation?.state.kind === 'waiting') this.#send(command, invocation);
    }
  }

  #send(command: Command, invocation: Invocation): void {
    const { clock, random } = this.#cloud;
    const { node } = invocation;
    let open = true;
    let holdsSlot = false;
    const deliver = () => {
      if (!holdsSlot) command.inFlight += 1;
      holdsSlot = true;
      clock.after(1_000 + Math.round(random(`delivery ${command.id} ${node.id}`) * 4_000), () => {
        if (!open) return;
        if (node.agent !== 'connected') {
          command.inFlight -= 1;
          holdsSlot = false;
          node.waiting.add(deliver); // It went away meanwhile: E3
          this.#sendMore(command);
          return;
        }
        open = false;
        this.#begin(command, invocation);
      });
    };
    invocation.state = {
      kind: 'sent',
      stopWaiting: () => {
        open = false;
        node.waiting.delete(deliver);
        if (holdsSlot) command.inFlight -= 1;
      },
    };
    if (node.agent === 'connected') deliver();
    else node.waiting.add(deliver); // E1
    clock.after(command.deliveryTimeoutMs, () => {
      if (!open) return;
      this.#giveUp(command, invocation, 'DeliveryTimedOut'); // E3
      this.#sendMore(command);
      this.#settle(command);
    });
  }

  #begin(command: Command, invocation: Invocation): void {
    const { clock } = this.#cloud;
    invocation.state = { kind: 'running', startedAt: clock.now() };
    command.counts.begun += 1;
    tellInvocation(this.#cloud, command, invocation);
    tellCommand(this.#cloud, command);
    const end = (how: PatchEnd) => {
      command.inFlight -= 1;
      this.#end(command, invocation, how);
      if (command.counts.errors > command.errorsMax) this.#terminate(command); // E2
      this.#sendMore(command);
      this.#settle(command);
    };
    if (command.documentName === 'AWS-Noop') clock.after(noopMs, () => end({ kind: 'success', output: '' }));
    else beginPatchRun({ cloud: this.#cloud, fleet: this.#fleet, node: invocation.node, order: orderOf(command), end });
  }

  #end(command: Command, invocation: Invocation, how: PatchEnd): void {
    const startedAt = invocation.state.kind === 'running' ? invocation.state.startedAt : undefined;
    const detail: InvocationEnd =
      how.kind === 'success' ? 'Success' : how.kind === 'failed' ? 'Failed' : 'ExecutionTimedOut';
    invocation.state = {
      kind: 'ended',
      detail,
      startedAt,
      endedAt: this.#cloud.clock.now(),
      responseCode: how.kind === 'success' ? 0 : how.kind === 'failed' ? how.responseCode : -1,
      output: how.kind === 'timed-out' ? '' : how.output,
      failedStep: how.kind === 'success' ? undefined : how.step,
    };
    command.counts.ended += 1;
    if (detail === 'Success') command.counts.succeeded += 1;
    else command.counts.errors += 1;
    tellInvocation(this.#cloud, command, invocation);
  }

  #terminate(command: Command): void {
    if (command.halted !== 'no') return;
    command.halted = 'errors';
    for (const invocation of command.invocations) this.#giveUp(command, invocation, 'Terminated');
  }

  /** Ends an invocation that has not begun, if it is one. */
  #giveUp(command: Command, invocation: Invocation, detail: 'Cancelled' | 'Terminated' | 'DeliveryTimedOut'): void {
    const { state } = invocation;
    if (state.kind === 'running' || state.kind === 'ended') return;
    if (state.kind === 'sent') state.stopWaiting();
    invocation.state = {
      kind: 'ended',
      detail,
      startedAt: undefined,
      endedAt: this.#cloud.clock.now(),
      responseCode: -1,
      output: '',
      failedStep: undefined,
    };
    command.counts.ended += 1;
    if (detail === 'DeliveryTimedOut') command.counts.undelivered += 1;
    if (detail === 'Cancelled') command.counts.cancelled += 1;
    tellInvocation(this.#cloud, command, invocation);
  }

  #settle(command: Command): void {
    tellCommand(this.#cloud, command);
    if (!isTerminal(commandStatus(command).status)) return;
    for (const tell of command.whenEnded.splice(0)) tell();
  }
}

function orderOf(command: Command) {
  const { Operation, RebootOption, SnapshotId, StepTimeoutSeconds } = command.parameters;
  return {
    operation: Operation?.[0] === 'Install' ? ('Install' as const) : ('Scan' as const),
    rebootOption: RebootOption?.[0] === 'NoReboot' ? ('NoReboot' as const) : ('RebootIfNeeded' as const),
    snapshotId: SnapshotId?.[0] === '' ? undefined : SnapshotId?.[0],
    comment: command.comment,
    commandId: command.id,
    executionTimeoutMs: Number(StepTimeoutSeconds?.[0] ?? executionTimeoutSeconds) * 1000,
  };
}
