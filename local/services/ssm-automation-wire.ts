import type { AutomationExecution, AutomationExecutionMetadata, StepExecution } from '@aws-sdk/client-ssm';
import { type Execution, isOver, type StepRecord } from './ssm-automation.ts';

/** GetAutomationExecution answers the first hundred steps only. */
const stepsInlineMax = 100;

export function wireExecution(execution: Execution): AutomationExecution {
  const { steps, targetLocations } = execution;
  const count = (status: string) => steps.filter((step) => step.status === status).length;
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.documentName,
    DocumentVersion: '1',
    ExecutionStartTime: execution.startedAt,
    ...(execution.endedAt !== undefined && { ExecutionEndTime: execution.endedAt }),
    AutomationExecutionStatus: execution.status,
    StepExecutions: steps.slice(0, stepsInlineMax).map(wireStep),
    StepExecutionsTruncated: steps.length > stepsInlineMax,
    Parameters: Object.fromEntries(Object.entries(execution.parameters).map(([name, values]) => [name, [...values]])),
    Outputs: outputsOf(execution),
    ...(execution.failureMessage !== undefined && { FailureMessage: execution.failureMessage }),
    Mode: 'Auto',
    ...(execution.parentId !== undefined && { ParentAutomationExecutionId: execution.parentId }),
    ExecutedBy: execution.executedBy,
    ...(targetLocations.length > 0 && { TargetLocations: [...targetLocations] }),
    ...currentNames(execution),
    ProgressCounters: {
      TotalSteps: steps.length,
      SuccessSteps: count('Success'),
      FailedSteps: count('Failed'),
      CancelledSteps: count('Cancelled'),
      TimedOutSteps: count('TimedOut'),
    },
  };
}

export function wireMetadata(execution: Execution): AutomationExecutionMetadata {
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.documentName,
    DocumentVersion: '1',
    AutomationExecutionStatus: execution.status,
    ExecutionStartTime: execution.startedAt,
    ...(execution.endedAt !== undefined && { ExecutionEndTime: execution.endedAt }),
    ExecutedBy: execution.executedBy,
    Outputs: {},
    Mode: 'Auto',
    ...(execution.parentId !== undefined && { ParentAutomationExecutionId: execution.parentId }),
    ...(execution.failureMessage !== undefined && { FailureMessage: execution.failureMessage }),
    ...currentNames(execution),
    AutomationType: typeOf(execution),
  };
}

export function wireStep(step: StepRecord): StepExecution {
  const { iteration, targetLocation } = step;
  return {
    StepName: step.name,
    StepExecutionId: step.id,
    Action: step.action,
    ExecutionStartTime: step.startedAt,
    ...(step.endedAt !== undefined && { ExecutionEndTime: step.endedAt }),
    StepStatus: step.status,
    OnFailure: step.onFailure,
    IsCritical: step.isCritical,
    Inputs: { ...step.inputs },
    Outputs: Object.fromEntries(Object.entries(step.outputs).map(([name, values]) => [name, [...values]])),
    ...(step.failureMessage !== undefined && { FailureMessage: step.failureMessage }),
    ...(step.failure !== undefined && { FailureDetails: step.failure }),
    ...(targetLocation !== undefined && {
      TargetLocation: { Accounts: [targetLocation.account], Regions: [targetLocation.region] },
    }),
    ...(iteration !== undefined && {
      ParentStepDetails: {
        StepName: iteration.loop,
        Action: 'aws:loop',
        Iteration: iteration.number,
        IteratorValue: iteration.value,
      },
    }),
  };
}

/** What the runbook lists as its outputs; of a step that has none, AWS says so in words. */
function outputsOf({ document, steps, endedAt, targetLocations }: Execution): Record<string, string[]> {
  if (endedAt === undefined || targetLocations.length > 0) return {};
  const valuesOf = (wanted: string) => {
    const [step, output = ''] = wanted.split('.');
    return steps.findLast(({ name }) => name === step)?.outputs[output];
  };
  return Object.fromEntries(document.runbook.outputs.map((wanted) => [wanted, [...(valuesOf(wanted) ?? [NO_OUTPUT])]]));
}

const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

export function currentStep({ steps }: Execution): StepRecord | undefined {
  return steps.findLast(({ status }) => !isOver(status));
}

function currentNames(execution: Execution) {
  const step = currentStep(execution);
  return step === undefined ? {} : { CurrentStepName: step.name, CurrentAction: step.action };
}

export function typeOf({ targetLocations }: Execution): 'CrossAccount' | 'Local' {
  return targetLocations.length > 0 ? 'CrossAccount' : 'Local';
}
