import {
  type AutomationExecutionMetadata,
  DescribeAutomationExecutionsCommand,
  StartAutomationExecutionCommand,
  type StartAutomationExecutionCommandInput,
  StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import type { CatalogueEntry, Operation } from '../domain/catalogue/catalogue-entry.ts';
import type { Reason } from '../domain/reporting/reasons.ts';
import type { Window } from '../domain/schedule/window.ts';
import { lastStartAt } from '../domain/window/decide-windows.ts';
import type { Cell } from '../domain/window/node.ts';
import type { Location } from '../domain/window/plan-run.ts';
import { deterministicUuid } from '../platform/deterministic-uuid.ts';
import { seam } from '../platform/seam.ts';
import { type Attempt, attempt } from './attempt.ts';
import { ssmClient } from './clients.ts';
import type { RunStop, StoredRequest } from './ledger/window-rows.ts';
import { allItems } from './pages.ts';

export interface RunSettings {
  readonly runbookName: string;
  /** The hub's role that becomes `executionRoleName` in every member. */
  readonly administrationRoleArn: string;
  readonly executionRoleName: string;
  readonly outputBucket: string;
}

/** One patch snapshot for a whole window: by it every patch state and command is known to be of this window. */
export function snapshotIdOf(windowId: string): string {
  return deterministicUuid(`snapshot ${windowId}`);
}

/**
 * The exact request for one chunk of a window's cells, to be stored before it is sent. Every limit is set, because
 * AWS's defaults are one cell at a time and no error at all.
 */
export function runRequest(
  { window, entry, operation, chunk, locations, now }: RunPlan,
  { runbookName, administrationRoleArn, executionRoleName, outputBucket }: RunSettings,
): StoredRequest {
  const token = deterministicUuid(`run ${window.id} ${chunk}`);
  const runTag = runTagOf(token);
  // Each wave has its share of the time, so that a node that is offline holds up the waves after its own no longer.
  const secondsToLastStart = (lastStartAt(window).getTime() - now.getTime()) / 1000;
  const deliverySeconds = Math.floor(secondsToLastStart / entry.waves.length);
  const request: StartAutomationExecutionCommandInput = {
    DocumentName: runbookName,
    ClientToken: token,
    Parameters: {
      AutomationAssumeRole: [administrationRoleArn],
      Schedule: [window.schedule],
      Window: [window.id],
      SnapshotId: [snapshotIdOf(window.id)],
      Operation: [operation],
      RebootOption: [entry.reboot],
      MaxConcurrency: [entry.concurrency],
      MaxErrors: [entry.errors],
      DeliveryTimeoutSeconds: [String(Math.max(deliverySeconds, DELIVERY_TIMEOUT_SECONDS_MIN))],
      OutputS3BucketName: [outputBucket],
      Waves: entry.waves.map(String),
    },
    TargetLocations: locations.map(({ accounts, regions }) => ({
      Accounts: [...accounts],
      Regions: [...regions],
      ExecutionRoleName: executionRoleName,
      TargetLocationMaxConcurrency: entry.cells.concurrency,
      TargetLocationMaxErrors: entry.cells.errors,
    })),
    Tags: [
      { Key: 'patchplane:window', Value: window.id },
      { Key: runTag, Value: String(chunk) },
    ],
  };
  return { requestJson: JSON.stringify(request), runTag };
}

export interface RunPlan {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly operation: Operation;
  readonly chunk: number;
  readonly locations: readonly Location[];
  readonly now: Date;
}

/** SendCommand takes no shorter delivery timeout. */
const DELIVERY_TIMEOUT_SECONDS_MIN = 30;

export interface RunStarter {
  /** Sends a stored request as it is; answers the id of the execution. */
  readonly start: (run: StoredRequest) => Promise<Attempt<string>>;
  /** The execution that an earlier sending of the request began, if Systems Manager shows one. */
  readonly find: (run: StoredRequest) => Promise<Attempt<FoundRun | undefined>>;
  /** Keeps an execution from beginning anything more; one that is over is left as it is. */
  readonly stop: (executionId: string, how: RunStop) => Promise<Attempt<void>>;
}

export interface FoundRun {
  readonly executionId: string;
  /** It waits in the queue of executions, and has begun nowhere. */
  readonly pending: boolean;
}

/** What a window waits for whose start AWS has refused. */
export function startRefusedBecause({ error }: { readonly error: string }): Reason {
  if (error.startsWith('IdempotentParameterMismatch')) return 'request-mismatch';
  return error.startsWith('AutomationExecutionLimitExceeded') ? 'queue-full' : 'start-refused';
}

/** StartAutomationExecution takes one call a second (Systems Manager quotas). */
const START_EVERY_MS = 1000;

const requestSchema = z.looseObject({ DocumentName: z.string(), ClientToken: z.string() });

export function runStarter(): RunStarter {
  const ssm = ssmClient();
  let startedAt = new Date(0);

  /** The quota is the account's, so one starter serves all windows of a sweep. */
  async function awaitTurn(): Promise<void> {
    const waitMs = startedAt.getTime() + START_EVERY_MS - seam().now().getTime();
    if (waitMs > 0) await seam().sleep(waitMs);
    startedAt = seam().now();
  }

  return {
    start: ({ requestJson }) =>
      attempt(async () => {
        const request = z.parse(requestSchema, JSON.parse(requestJson));
        await awaitTurn();
        const { AutomationExecutionId } = await ssm.send(new StartAutomationExecutionCommand(request));
        if (AutomationExecutionId === undefined)
          throw new Error('Cannot start a run: the answer holds no execution id');
        return AutomationExecutionId;
      }),
    find: ({ runTag }) =>
      attempt(async () => {
        const Filters = [{ Key: 'TagKey' as const, Values: [runTag] }];
        const found = await allItems(
          (NextToken) => ssm.send(new DescribeAutomationExecutionsCommand({ Filters, NextToken })),
          { items: (page) => page.AutomationExecutionMetadataList, nextToken: ({ NextToken }) => NextToken },
        );
        return found.flatMap(foundRunOf)[0];
      }),
    stop: async (AutomationExecutionId, Type) => {
      const stopped = await attempt(async () => {
        await ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId, Type }));
      });
      const over = stopped.kind === 'refused' && stopped.error === 'InvalidAutomationStatusUpdateException';
      return over ? { kind: 'done', value: undefined } : stopped;
    },
  };
}

/** What it began in the cells is not what is looked for. */
function foundRunOf(execution: AutomationExecutionMetadata): FoundRun[] {
  const { AutomationExecutionId, ParentAutomationExecutionId, AutomationExecutionStatus } = execution;
  if (AutomationExecutionId === undefined || ParentAutomationExecutionId !== undefined) return [];
  return [{ executionId: AutomationExecutionId, pending: AutomationExecutionStatus === 'Pending' }];
}

/** AWS has refused a start, and surely begun nothing: a mismatch says that it has, and an error of its own says nothing. */
export function surelyNotBegun({ error }: { readonly error: string }): boolean {
  return SURE_REFUSALS.some((each) => error.startsWith(each));
}

const SURE_REFUSALS = ['ThrottlingException', 'AutomationExecutionLimitExceeded', 'AccessDenied'] as const;

const targetsSchema = z.looseObject({
  TargetLocations: z.array(z.looseObject({ Accounts: z.array(z.string()), Regions: z.array(z.string()) })),
});

const narrowableSchema = z.extend(targetsSchema, {
  ClientToken: z.string(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
});

/**
 * The same run without some accounts, as a request of its own: AWS may remember the token of the first. Undefined where
 * nothing is left of it.
 */
export function requestWithout(
  { requestJson, runTag }: StoredRequest,
  accounts: ReadonlySet<string>,
): StoredRequest | undefined {
  const request = z.parse(narrowableSchema, JSON.parse(requestJson));
  const TargetLocations = request.TargetLocations.flatMap((location) => {
    const Accounts = location.Accounts.filter((account) => !accounts.has(account));
    return Accounts.length === 0 ? [] : [{ ...location, Accounts }];
  });
  if (TargetLocations.length === 0) return undefined;
  const ClientToken = deterministicUuid(`run ${request.ClientToken} without ${[...accounts].sort().join(' ')}`);
  const newTag = runTagOf(ClientToken);
  const Tags = request.Tags.map((tag) => (tag.Key === runTag ? { ...tag, Key: newTag } : tag));
  return { requestJson: JSON.stringify({ ...request, ClientToken, TargetLocations, Tags }), runTag: newTag };
}

/** By it an execution is found again. */
function runTagOf(token: string): string {
  return `patchplane:run:${token.slice(0, 8)}`;
}

/** The cells that a stored request is for. */
export function cellsOfRequest({ requestJson }: StoredRequest): Cell[] {
  const { TargetLocations } = z.parse(targetsSchema, JSON.parse(requestJson));
  return TargetLocations.flatMap(({ Accounts, Regions }) =>
    Accounts.flatMap((account) => Regions.map((region) => ({ account, region }))),
  );
}
