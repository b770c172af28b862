/** An Automation execution and its steps, as they are kept in the account and Region where they run. */
import type { AutomationExecutionStatus, FailureDetails, TargetLocation } from '@aws-sdk/client-ssm';
import type { Cell, Principal } from '../cloud.ts';
import type { RunbookDocument } from './ssm-document-store.ts';
import type { GivenParameters } from './ssm-runbook-values.ts';

export interface Execution extends Cell {
  readonly id: string;
  readonly document: RunbookDocument;
  /** How it was started: a document of another account goes by its ARN. */
  readonly documentName: string;
  readonly parameters: GivenParameters;
  readonly values: ReadonlyMap<string, unknown>;
  /** The runbook's variables as they are now. */
  readonly variables: Map<string, unknown>;
  readonly principal: Principal;
  readonly executedBy: string;
  readonly startedAt: Date;
  readonly parentId: string | undefined;
  readonly targetLocations: readonly TargetLocation[];
  readonly steps: StepRecord[];
  status: AutomationExecutionStatus;
  endedAt: Date | undefined;
  failureMessage: string | undefined;
  stop: 'no' | 'Cancel' | 'Complete';
  /** Wakes a step that waits, so that a stop is seen at once. */
  wake: () => void;
  readonly whenEnded: (() => void)[];
}

export interface StepRecord {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly startedAt: Date;
  readonly onFailure: string;
  readonly isCritical: boolean;
  readonly iteration: Iteration | undefined;
  readonly targetLocation: Cell | undefined;
  inputs: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, readonly string[]>>;
  status: AutomationExecutionStatus;
  endedAt: Date | undefined;
  failureMessage: string | undefined;
  failure: FailureDetails | undefined;
}

/** Which turn of which loop a step belongs to. */
export interface Iteration {
  readonly loop: string;
  readonly number: number;
  readonly value: string;
}

export function isOver(status: AutomationExecutionStatus): boolean {
  return !['Pending', 'InProgress', 'Waiting', 'Cancelling', 'Scheduled', 'RunbookInProgress'].includes(status);
}

export function executionArn({ account, region, id }: Execution): string {
  return `arn:aws:ssm:${region}:${account}:automation-execution/${id}`;
}
