import * as z from 'zod/mini';
import {
  type AutomationStatusChange,
  automationDetail,
  automationStatusChange,
  parseAutomationStatusChange,
  runId,
} from './automation-status-change.ts';
import { accountId, detailTypeOf, envelope, regionName } from './envelope.ts';
import { nodeId } from './node-reference.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';
import { type RunStatus, runStatusOf } from './run-status.ts';
import { windowId } from './window-id.ts';

/**
 * Something ended in a cell, or should have by now. The causes are named for what our rules let through; `status` says
 * how far it really has come, and the cell itself says what happened to its nodes.
 */
export type CellNudge = CommandNudge | CommandInvocationNudge | AutomationNudge | AutomationStepNudge | CellDueNudge;

export interface CommandNudge extends RunCommandNudge {
  readonly cause: 'command-ended';
}

export interface CommandInvocationNudge extends RunCommandNudge {
  readonly cause: 'command-invocation-ended';
  readonly nodeId: string;
}

interface RunCommandNudge {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly commandId: string;
  readonly document: string;
  readonly status: RunStatus;
  readonly at: Date;
}

export interface AutomationNudge extends AutomationStatusChange {
  readonly cause: 'automation-ended';
}

export interface AutomationStepNudge extends AutomationStatusChange {
  readonly cause: 'automation-step-ended';
  readonly step: string;
}

/** Our own word that a cell of a window is overdue: the only cause that knows the window. */
export interface CellDueNudge {
  readonly cause: 'cell-due';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly window: string;
  readonly at: Date;
}

export function parseCellNudge(event: unknown): CellNudge {
  switch (detailTypeOf('cell nudge', event, detailTypes)) {
    case 'EC2 Command Status-change Notification':
      return parseCommand(event);
    case 'EC2 Command Invocation Status-change Notification':
      return parseCommandInvocation(event);
    case 'EC2 Automation Execution Status-change Notification':
      return { cause: 'automation-ended', ...parseAutomationStatusChange(event) };
    case 'EC2 Automation Step Status-change Notification':
      return parseAutomationStep(event);
    case 'Cell Due':
      return parseCellDue(event);
  }
}

const detailTypes = [
  'EC2 Command Status-change Notification',
  'EC2 Command Invocation Status-change Notification',
  'EC2 Automation Execution Status-change Notification',
  'EC2 Automation Step Status-change Notification',
  'Cell Due',
] as const;

const commandDetail = { 'command-id': runId, 'document-name': z.string(), status: z.string() } as const;
const ssmEvent = { ...envelope, source: z.literal('aws.ssm') } as const;

const command = z.object({ ...ssmEvent, detail: z.object(commandDetail) });
const commandInvocation = z.object({ ...ssmEvent, detail: z.object({ ...commandDetail, 'instance-id': nodeId }) });
const automationStep = z.object({ ...ssmEvent, detail: z.object({ ...automationDetail, StepName: z.string() }) });

function parseCommand(event: unknown): CommandNudge {
  return { cause: 'command-ended', ...runCommand(parseOrRefuse('command status change', command, event)) };
}

function parseCommandInvocation(event: unknown): CommandInvocationNudge {
  const invocation = parseOrRefuse('command invocation status change', commandInvocation, event);
  return { cause: 'command-invocation-ended', ...runCommand(invocation), nodeId: invocation.detail['instance-id'] };
}

function runCommand({ id, account, region, time: at, detail }: z.output<typeof command>): RunCommandNudge {
  const status = runStatusOf(detail.status);
  return { id, account, region, commandId: detail['command-id'], document: detail['document-name'], status, at };
}

function parseAutomationStep(event: unknown): AutomationStepNudge {
  const step = parseOrRefuse('automation step status change', automationStep, event);
  return { cause: 'automation-step-ended', ...automationStatusChange(step), step: step.detail.StepName };
}

const cellDue = z.object({
  id: envelope.id,
  time: envelope.time,
  source: z.literal('patchplane'),
  detail: z.object({
    account: accountId,
    region: regionName,
    window: windowId,
  }),
});

/** The cell is in the detail: the envelope has the hub, whose sweep wrote it. */
function parseCellDue(event: unknown): CellDueNudge {
  const { id, time, detail } = parseOrRefuse('overdue cell', cellDue, event);
  return { cause: 'cell-due', id, ...detail, at: time };
}
