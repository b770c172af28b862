/**
 * Runs executions on the clock. A run is a generator that yields what it waits for; the engine makes an appointment
 * and resumes it with how the waiting ended, so a run is never at work between two appointments.
 */
import type { TargetLocation } from '@aws-sdk/client-ssm';
import { AwsError, type Cell, type Cloud, type Principal } from '../cloud.ts';
import { uuidOf } from '../fleet/deterministic-id.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { type Execution, isOver } from './ssm-automation.ts';
import type { Pause, Woken } from './ssm-automation-actions.ts';
import { tellExecution } from './ssm-automation-events.ts';
import { type RunEnd, runSteps } from './ssm-automation-interpreter.ts';
import type { AutomationLimits } from './ssm-automation-limits.ts';
import { variablesOf } from './ssm-automation-variables.ts';
import type { RunbookDocument } from './ssm-document-store.ts';
import { type GivenParameters, parameterValues } from './ssm-runbook-values.ts';
import type { Commands } from './ssm-send-command.ts';

export interface Start extends Cell {
  readonly document: RunbookDocument;
  readonly documentName: string;
  readonly parameters: GivenParameters;
  readonly principal: Principal;
  readonly executedBy: string;
  readonly parentId?: string;
  readonly targetLocations?: readonly TargetLocation[];
}

const firstStepMs = 1_500;
/** A step that waits for a command polls for its end. */
const pollMs = 2_000;

interface Queue {
  readonly running: Set<string>;
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly execution: Execution;
  readonly enter: () => void;
}

export class AutomationEngine {
  readonly #queues = new PerCell<Queue>(() => ({ running: new Set(), waiting: [] }));
  readonly executions = new PerCell<Map<string, Execution>>(() => new Map());
  readonly #cloud: Cloud;
  readonly #commands: Commands;
  readonly #limits: AutomationLimits;

  constructor(cloud: Cloud, commands: Commands, limits: AutomationLimits) {
    this.#cloud = cloud;
    this.#commands = commands;
    this.#limits = limits;
  }

  find(cell: Cell, id: string): Execution {
    const execution = this.executions.of(cell).get(id);
    if (execution === undefined)
      throw new AwsError(
        'AutomationExecutionNotFoundException',
        `There is no automation execution information for the requested automation execution ID: ${id}`,
      );
    return execution;
  }

  create(start: Start): Execution {
    const { running, waiting } = this.#queues.of(start);
    const queued = waiting.filter(({ execution }) => !isOver(execution.status)).length;
    if (running.size >= this.#limits.runningMax && queued >= this.#limits.waitingMax)
      throw new AwsError(
        'AutomationExecutionLimitExceededException',
        'The number of simultaneously running Automation executions exceeded the allowable limit.',
      );
    const known = this.executions.of(start);
    const startedAt = this.#cloud.clock.now();
    const execution: Execution = {
      account: start.account,
      region: start.region,
      id: uuidOf(`automation ${known.size} of ${start.account} ${start.region} at ${startedAt.toISOString()}`),
      document: start.document,
      documentName: start.documentName,
      parameters: start.parameters,
      values: parameterValues(start.document.name, start.document.runbook, start.parameters),
      variables: variablesOf(start.document.runbook),
      principal: start.principal,
      executedBy: start.executedBy,
      startedAt,
      parentId: start.parentId,
      targetLocations: start.targetLocations ?? [],
      steps: [],
      status: 'InProgress',
      endedAt: undefined,
      failureMessage: undefined,
      stop: 'no',
      wake: () => undefined,
      whenEnded: [],
    };
    known.set(execution.id, execution);
    return execution;
  }

  /** Begins now, or waits as Pending until another one of the account and Region has ended: started is not running. */
  admit(execution: Execution, begin: () => void): void {
    const { running, waiting } = this.#queues.of(execution);
    const enter = () => {
      if (isOver(execution.status)) return;
      running.add(execution.id);
      execution.status = 'InProgress';
      begin();
    };
    if (running.size < this.#limits.runningMax) {
      enter();
      return;
    }
    execution.status = 'Pending';
    execution.wake = () => this.end(execution, 'Cancelled', 'The execution was stopped before it began.');
    waiting.push({ execution, enter });
  }

  run(execution: Execution): void {
    this.admit(execution, () => this.#play(execution));
  }

  /** Plays the runbook's steps, one after the other, from a moment after now. */
  #play(execution: Execution): void {
    const run = runSteps(this.#cloud, execution, execution.document.runbook.steps);
    const resume = async (woken: Woken): Promise<void> => {
      const next = await run.next(woken);
      if (next.done === true) this.#finish(execution, next.value);
      else this.#arrange(execution, next.value, resume);
    };
    this.#cloud.clock.after(firstStepMs, () => resume('done'));
  }

  end(execution: Execution, status: Execution['status'], message?: string): void {
    if (isOver(execution.status)) return;
    execution.status = status;
    execution.endedAt = this.#cloud.clock.now();
    execution.failureMessage = message;
    tellExecution(this.#cloud, execution);
    for (const tell of execution.whenEnded.splice(0)) tell();
    const { running, waiting } = this.#queues.of(execution);
    running.delete(execution.id);
    while (running.size < this.#limits.runningMax && waiting.length > 0) waiting.shift()?.enter();
  }

  #finish(execution: Execution, end: RunEnd): void {
    if (execution.stop === 'Complete' || end.kind === 'success') this.end(execution, 'Success');
    else this.end(execution, end.status, end.message);
  }

  #arrange(execution: Execution, pause: Pause, resume: (woken: Woken) => Promise<void>): void {
    const { clock } = this.#cloud;
    let waiting = true;
    const wake = (woken: Woken) => async () => {
      if (!waiting) return;
      waiting = false;
      await resume(woken);
    };
    execution.wake = () => clock.after(0, wake('stopped'));
    if (pause.kind === 'sleep') {
      clock.after(pause.ms, wake('done'));
      return;
    }
    clock.after(pause.atMostMs, wake('timed-out'));
    const command = this.#commands.of(execution).get(pause.commandId);
    if (command === undefined)
      throw new Error(
        `Step waits for command ${pause.commandId}, which was never sent in ${execution.account} ${execution.region}`,
      );
    command.whenEnded.push(() => clock.after(pollMs, wake('done')));
  }
}
