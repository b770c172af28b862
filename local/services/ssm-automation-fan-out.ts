/**
 * A run over TargetLocations: the parent starts one execution of the runbook in every account-Region pair.
 *
 *   F1. A location counts its pairs by itself: at most TargetLocationMaxConcurrency at once (1 unless told), and once
 *       more than TargetLocationMaxErrors (0 unless told) have failed, no more of them start.
 *   F2. Locations run side by side, and one that stops does not stop the others.
 *   F3. In each pair the run is the execution role's, which the parent's role must be able to assume, and the runbook
 *       must be shared with the account; a pair where either fails is a failed pair, not a failed call.
 */
import type { TargetLocation } from '@aws-sdk/client-ssm';
import { AwsError, type Cell, type Cloud } from '../cloud.ts';
import { hexOf } from '../fleet/deterministic-id.ts';
import type { Execution, StepRecord } from './ssm-automation.ts';
import type { AutomationEngine } from './ssm-automation-engine.ts';
import { tellStep } from './ssm-automation-events.ts';
import { countOf } from './ssm-command.ts';
import { isSharedWith } from './ssm-document-store.ts';

const defaultRoleName = 'AWS-SystemsManager-AutomationExecutionRole';

interface Branch {
  readonly location: TargetLocation;
  readonly cells: readonly Cell[];
  readonly inFlightMax: number;
  readonly errorsMax: number;
  next: number;
  inFlight: number;
  errors: number;
}

export function fanOut(cloud: Cloud, engine: AutomationEngine, parent: Execution): void {
  const branches = parent.targetLocations.map((location) => branchOf(cloud, location));
  const children = new Set<Execution>();

  function startMore(branch: Branch): void {
    while (mayStart(parent, branch)) {
      const cell = branch.cells[branch.next] ?? parent; // mayStart has seen that there is one.
      branch.next += 1;
      branch.inFlight += 1;
      const step = recordStep(cloud, parent, cell);
      const lagMs = 1_000 + Math.round(cloud.random(`automation in ${step.name} of ${parent.id}`) * 4_000);
      cloud.clock.after(lagMs, () => startChild(branch, step, cell));
    }
    if (branches.every(isDone(parent))) engine.end(parent, ...parentEnd(parent, branches));
  }

  function startChild(branch: Branch, step: StepRecord, cell: Cell): void {
    if (parent.stop !== 'no') {
      closeStep(branch, step, 'Cancelled', undefined);
      return;
    }
    const child = tryStart(cloud, engine, parent, branch.location, cell);
    if (typeof child === 'string') {
      closeStep(branch, step, 'Failed', child);
      return;
    }
    step.outputs = { ExecutionId: [child.id] };
    children.add(child);
    child.whenEnded.push(() => {
      children.delete(child);
      closeStep(branch, step, child.status, child.failureMessage);
    });
    engine.run(child);
  }

  function closeStep(
    branch: Branch,
    step: StepRecord,
    status: StepRecord['status'],
    message: string | undefined,
  ): void {
    step.status = status;
    step.endedAt = cloud.clock.now();
    step.failureMessage = message;
    if (message !== undefined) step.failure = { FailureStage: 'Invocation', FailureType: 'Action', Details: {} };
    branch.inFlight -= 1;
    if (status !== 'Success') branch.errors += 1;
    tellStep(cloud, parent, step);
    startMore(branch);
  }

  parent.wake = () => {
    for (const child of children) {
      child.stop = parent.stop;
      if (parent.stop === 'Cancel') child.status = 'Cancelling';
      child.wake();
    }
    for (const branch of branches) startMore(branch);
  };
  cloud.clock.after(1_000, () => {
    for (const branch of branches) startMore(branch);
  });
}

/** F1 */
function mayStart(parent: Execution, branch: Branch): boolean {
  const withinErrors = branch.errors <= branch.errorsMax;
  return (
    parent.stop === 'no' && withinErrors && branch.inFlight < branch.inFlightMax && branch.next < branch.cells.length
  );
}

function isDone(parent: Execution): (branch: Branch) => boolean {
  return (branch) => {
    const nothingMore = branch.next >= branch.cells.length || branch.errors > branch.errorsMax || parent.stop !== 'no';
    return branch.inFlight === 0 && nothingMore;
  };
}

function parentEnd(parent: Execution, branches: readonly Branch[]): [status: Execution['status'], message?: string] {
  if (parent.stop === 'Cancel') return ['Cancelled', 'The execution was stopped.'];
  const broken = branches.filter(({ errors, errorsMax }) => errors > errorsMax);
  if (broken.length === 0) return ['Success'];
  const errors = broken.reduce((sum, branch) => sum + branch.errors, 0);
  return [
    'Failed',
    `The automation failed in ${errors} account-Region pairs, more than TargetLocationMaxErrors allows.`,
  ];
}

/** F3 */
function tryStart(
  cloud: Cloud,
  engine: AutomationEngine,
  parent: Execution,
  location: TargetLocation,
  cell: Cell,
): Execution | string {
  const { document } = parent;
  const roleArn = `arn:aws:iam::${cell.account}:role/${location.ExecutionRoleName ?? defaultRoleName}`;
  if (!cloud.organization.regions.includes(cell.region) && cell.region !== parent.region)
    return `Region ${cell.region} is not enabled for account ${cell.account}.`;
  if (!isSharedWith(document, cell.account))
    return `Document ${document.arn} is not shared with account ${cell.account}. (InvalidDocument)`;
  try {
    const principal = cloud.assume(parent.principal, roleArn, `Automation-${parent.id}`);
    return engine.create({
      ...cell,
      document,
      documentName: document.account === cell.account ? document.name : document.arn,
      parameters: parent.parameters,
      principal,
      executedBy: principal.arn,
      parentId: parent.id,
    });
  } catch (error) {
    if (error instanceof AwsError)
      return `Cannot run in account ${cell.account}, Region ${cell.region}: ${error.message} (${error.code})`;
    throw error;
  }
}

function branchOf(cloud: Cloud, location: TargetLocation): Branch {
  const excluded = new Set(location.ExcludeAccounts ?? []);
  const everyone = cloud.organization.accounts.map(({ id }) => id);
  const accounts = (location.Accounts ?? []).flatMap((id) => (id.startsWith('r-') ? everyone : [id]));
  const cells = [...new Set(accounts)]
    .filter((account) => !excluded.has(account))
    .flatMap((account) => (location.Regions ?? []).map((region) => ({ account, region })));
  return {
    location,
    cells,
    inFlightMax: countOf(location.TargetLocationMaxConcurrency ?? '1', cells.length, 1),
    errorsMax: countOf(location.TargetLocationMaxErrors ?? '0', cells.length, 0),
    next: 0,
    inFlight: 0,
    errors: 0,
  };
}

function recordStep(cloud: Cloud, parent: Execution, cell: Cell): StepRecord {
  const step: StepRecord = {
    id: hexOf(`step ${parent.steps.length} of ${parent.id}`, 32),
    name: `${cell.account}_${cell.region}`,
    action: 'aws:executeAutomation',
    startedAt: cloud.clock.now(),
    onFailure: 'Abort',
    isCritical: true,
    iteration: undefined,
    targetLocation: cell,
    inputs: { DocumentName: JSON.stringify(parent.document.arn) },
    outputs: {},
    status: 'InProgress',
    endedAt: undefined,
    failureMessage: undefined,
    failure: undefined,
  };
  parent.steps.push(step);
  return step;
}
