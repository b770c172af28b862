/**
 * Plays commands on nodes.
 *
 *   E1. At most `inFlightMax` invocations are at work; one whose agent does not answer holds no slot.
 *   E2. More errors than `errorsMax`: what has not begun is Terminated.
 *   E3. An invocation that the agent has not taken within the delivery timeout is DeliveryTimedOut; if the agent
 *       connects before, it begins then.
 *   E4. Cancelling ends what has not begun at once. Of what has begun it ends the invocation, a moment later; whether the
 *       process on the node ends with it is not promised, so here it never does.
 */
import type { Cloud } from '../cloud.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { PatchBaselines } from '../fleet/patch-baselines.ts';
import { beginPatchRun, type PatchEnd, type PatchOrder } from '../fleet/patch-run.ts';
import { beginScriptRun } from '../fleet/script-run.ts';
import {
  type Command,
  commandStatus,
  type EndedInvocation,
  type Invocation,
  type InvocationEnd,
  isTerminal,
} from './ssm-command.ts';
import { executionTimeoutSeconds } from './ssm-command-document.ts';
import { tellCommand, tellInvocation } from './ssm-command-events.ts';
import type { HookCommand } from './ssm-hook-command.ts';

const noopMs = 5_000;
/** From a CancelCommand to the agent's answer. */
const cancelMs = 10_000;

/** The hook documents of a command, as they were when it was sent. */
export type HookOf = (
  command: Command,
  parameter: 'PreInstallHookDocName' | 'OnExitHookDocName',
) => HookCommand | undefined;

export class CommandEngine {
  readonly #cloud: Cloud;
  readonly #fleet: Fleet;
  readonly #baselines: PatchBaselines;
  readonly #hookOf: HookOf;

  constructor(cloud: Cloud, fleet: Fleet, baselines: PatchBaselines, hookOf: HookOf) {
    this.#cloud = cloud;
    this.#fleet = fleet;
    this.#baselines = baselines;
    this.#hookOf = hookOf;
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
      if (everything || nodeIds.has(invocation.node.id)) this.#cancelOne(command, invocation); // E4
    this.#sendMore(command);
    this.#settle(command);
  }

  #cancelOne(command: Command, invocation: Invocation): void {
    const { state } = invocation;
    if (state.kind !== 'running') {
      this.#giveUp(command, invocation, 'Cancelled');
      return;
    }
    invocation.state = { kind: 'cancelling', startedAt: state.startedAt };
    this.#cloud.clock.after(cancelMs, () => {
      if (invocation.state.kind !== 'cancelling') return; // It came to its own end meanwhile.
      invocation.state = { ...this.#over('Cancelled'), startedAt: state.startedAt };
      command.counts.ended += 1;
      command.counts.cancelled += 1;
      command.inFlight -= 1;
      tellInvocation(this.#cloud, command, invocation);
      this.#sendMore(command);
      this.#settle(command);
    });
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
      if (invocation.state.kind === 'ended') return; // Cancelled: the node is done all the same, and nobody is told.
      command.inFlight -= 1;
      this.#end(command, invocation, how);
      if (command.counts.errors > command.errorsMax) this.#terminate(command); // E2
      this.#sendMore(command);
      this.#settle(command);
    };
    if (command.documentName === 'AWS-Noop') {
      clock.after(noopMs, () => end({ kind: 'success', output: '' }));
      return;
    }
    if (command.own !== undefined) {
      const atMostMs = executionTimeoutSeconds * 1000;
      const script = { name: command.documentName, reboots: command.own.reboots, commandId: command.id, atMostMs };
      beginScriptRun({ cloud: this.#cloud, fleet: this.#fleet, node: invocation.node, script, end });
      return;
    }
    const order = orderOf(command, this.#hookOf);
    const [cloud, fleet, baselines] = [this.#cloud, this.#fleet, this.#baselines];
    beginPatchRun({ cloud, fleet, baselines, node: invocation.node, order, end });
  }

  #end(command: Command, invocation: Invocation, how: PatchEnd): void {
    const { state } = invocation;
    const startedAt = state.kind === 'running' || state.kind === 'cancelling' ? state.startedAt : undefined;
    const detail = detailOf(how);
    invocation.state = {
      ...this.#over(detail),
      startedAt,
      responseCode: how.kind === 'success' ? 0 : how.kind === 'failed' ? how.responseCode : -1,
      output: how.kind === 'timed-out' ? '' : how.output,
      failedStep: how.kind === 'success' ? undefined : how.step,
    };
    command.counts.ended += 1;
    if (detail === 'Success') command.counts.succeeded += 1;
    else command.counts.errors += 1;
    tellInvocation(this.#cloud, command, invocation);
  }

  /** An invocation that has come to nothing, now. */
  #over(detail: InvocationEnd): EndedInvocation {
    const endedAt = this.#cloud.clock.now();
    return {
      kind: 'ended',
      detail,
      startedAt: undefined,
      endedAt,
      responseCode: -1,
      output: '',
      failedStep: undefined,
    };
  }

  #terminate(command: Command): void {
    if (command.halted !== 'no') return;
    command.halted = 'errors';
    for (const invocation of command.invocations) this.#giveUp(command, invocation, 'Terminated');
  }

  /** Ends an invocation that has not begun, if it is one. */
  #giveUp(command: Command, invocation: Invocation, detail: 'Cancelled' | 'Terminated' | 'DeliveryTimedOut'): void {
    const { state } = invocation;
    if (state.kind !== 'waiting' && state.kind !== 'sent') return;
    if (state.kind === 'sent') state.stopWaiting();
    invocation.state = this.#over(detail);
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

function detailOf(how: PatchEnd): InvocationEnd {
  switch (how.kind) {
    case 'success':
      return 'Success';
    case 'failed':
      return 'Failed';
    case 'timed-out':
      return 'ExecutionTimedOut';
    case 'unlisted':
      return 'Quarantined';
  }
}

function orderOf(command: Command, hookOf: HookOf): PatchOrder {
  const { Operation, RebootOption, SnapshotId, StepTimeoutSeconds } = command.parameters;
  return {
    operation: Operation?.[0] === 'Install' ? 'Install' : 'Scan',
    rebootOption: RebootOption?.[0] === 'NoReboot' ? 'NoReboot' : 'RebootIfNeeded',
    snapshotId: SnapshotId?.[0] === '' ? undefined : SnapshotId?.[0],
    comment: command.comment,
    commandId: command.id,
    executionTimeoutMs: Number(StepTimeoutSeconds?.[0] ?? executionTimeoutSeconds) * 1000,
    preInstall: hookOf(command, 'PreInstallHookDocName'),
    countsReboots: hookOf(command, 'OnExitHookDocName') !== undefined,
  };
}
