import type {
  StartAutomationExecutionCommandInput,
  StartAutomationExecutionCommandOutput,
  StopAutomationExecutionCommandInput,
  StopAutomationExecutionCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, type Call, type Cloud, type Need, operation, type Principal } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { requestedTags } from './ec2-tag-rules.ts';
import { isOver } from './ssm-automation.ts';
import type { AutomationEngine } from './ssm-automation-engine.ts';
import { fanOut } from './ssm-automation-fan-out.ts';
import type { AutomationLimits } from './ssm-automation-limits.ts';
import type { Documents, RunbookDocument } from './ssm-document-store.ts';
import { filled, parameterValues, refused } from './ssm-runbook-values.ts';
import { documentArn } from './ssm-send-command.ts';
import { checkStart } from './ssm-start-automation-rules.ts';
import type { ResourceTags } from './ssm-tags.ts';

/**
 * What a second start with a token already used answers: AWS does not say how long it remembers one, nor what it
 * answers for the same request, so all three must be survived.
 */
export type ClientTokenMemory = 'same-id' | 'error' | 'forgotten';

interface TokenUse {
  readonly request: string;
  readonly executionId: string;
}

interface Starts {
  readonly tokens: Map<string, TokenUse>;
  lastAt: number;
}

export interface AutomationParts {
  readonly cloud: Cloud;
  readonly engine: AutomationEngine;
  readonly documents: Documents;
  readonly resourceTags: ResourceTags;
  readonly clientTokens: ClientTokenMemory;
  readonly limits: AutomationLimits;
}

export function ssmStartAutomation(parts: AutomationParts): Capability {
  const { cloud, engine, documents, resourceTags, limits } = parts;
  const startsOf = new PerCell<Starts>(() => ({ tokens: new Map(), lastAt: Number.NEGATIVE_INFINITY }));

  return {
    operations: {
      StartAutomationExecution: operation<StartAutomationExecutionCommandInput, StartAutomationExecutionCommandOutput>({
        needs: startNeeds,
        run: (input, call) => {
          const cell = cellOf(call);
          const starts = startsOf.of(cell);
          throttle(cloud, starts, limits);
          checkStart(input);
          const repeated = repeatedStart(parts, starts, input);
          if (repeated !== undefined) return { AutomationExecutionId: repeated };

          const document = documents.findRunbook(cell, input.DocumentName ?? '');
          if (document === undefined) throw notFound(documents, input.DocumentName ?? '');
          const execution = engine.create({
            ...cell,
            document,
            documentName: input.DocumentName ?? '',
            parameters: input.Parameters ?? {},
            principal: runAs(cloud, call, document, input),
            executedBy: call.principal.arn,
            targetLocations: input.TargetLocations ?? [],
          });
          const tags = (input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
          resourceTags.of(cell).set(`Automation/${execution.id}`, new Map(tags));
          starts.lastAt = cloud.clock.now().getTime();
          if (input.ClientToken !== undefined)
            starts.tokens.set(input.ClientToken.toLowerCase(), {
              request: requestText(input),
              executionId: execution.id,
            });
          if (execution.targetLocations.length > 0) engine.admit(execution, () => fanOut(cloud, engine, execution));
          else engine.run(execution);
          return { AutomationExecutionId: execution.id };
        },
      }),
      StopAutomationExecution: operation<StopAutomationExecutionCommandInput, StopAutomationExecutionCommandOutput>({
        needs: ({ AutomationExecutionId = '' }, call) => [
          { action: 'ssm:StopAutomationExecution', resource: executionArnOf(call, AutomationExecutionId) },
        ],
        run: ({ AutomationExecutionId = '', Type = 'Cancel' }, call) => {
          const execution = engine.find(cellOf(call), AutomationExecutionId);
          if (isOver(execution.status))
            throw new AwsError(
              'InvalidAutomationStatusUpdateException',
              `The specified automation execution is in a terminal status: ${execution.status}`,
            );
          execution.stop = Type;
          if (Type === 'Cancel') execution.status = 'Cancelling';
          execution.wake();
          return {};
        },
      }),
    },
  };
}

/** One start a second in an account and Region; a refused one does not count. */
function throttle(cloud: Cloud, { lastAt }: Starts, { startEveryMs }: AutomationLimits): void {
  if (cloud.clock.now().getTime() - lastAt < startEveryMs) throw new AwsError('ThrottlingException', 'Rate exceeded');
}

/** The id that a token already used stands for, if AWS remembers it that way. */
function repeatedStart(
  { clientTokens }: AutomationParts,
  { tokens }: Starts,
  input: StartAutomationExecutionCommandInput,
): string | undefined {
  const use = clientTokens === 'forgotten' ? undefined : tokens.get(input.ClientToken?.toLowerCase() ?? '');
  if (use === undefined) return undefined;
  if (clientTokens === 'error' || use.request !== requestText(input))
    throw new AwsError(
      'IdempotentParameterMismatch',
      'Error returned when an idempotent operation is retried and the parameters do not match the original call.',
    );
  return use.executionId;
}

function requestText({ ClientToken: _, ...request }: StartAutomationExecutionCommandInput): string {
  return JSON.stringify(Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A document that exists but is not shared looks like one that does not exist. */
function notFound(documents: Documents, name: string): AwsError {
  const owner = /^arn:aws:ssm:([^:]+):(\d{12}):/.exec(name);
  const exists =
    owner !== null && documents.find({ region: owner[1] ?? '', account: owner[2] ?? '' }, name) !== undefined;
  return new AwsError(
    'AutomationDefinitionNotFoundException',
    `Document ${name} ${exists ? 'is not shared with this account' : 'does not exist'}.`,
  );
}

function runAs(
  cloud: Cloud,
  call: Call,
  document: RunbookDocument,
  input: StartAutomationExecutionCommandInput,
): Principal {
  const { runbook, name } = document;
  const values = parameterValues(name, runbook, input.Parameters ?? {});
  const role = filled(runbook.assumeRole ?? '', (variable) => values.get(variable));
  if (typeof role !== 'string' || role === '') return call.principal;
  // The execution has no id before the role is known to be good; its ARN is of the right account and Region all the same.
  const { account } = call.principal;
  const automation = { service: 'ssm.amazonaws.com', account, sourceArn: executionArnOf(call, 'new') };
  try {
    return cloud.assume(automation, role, `Automation-${name}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw refused(`The defined assume role is unable to be assumed: ${role}. ${error.message}`);
  }
}

function startNeeds(input: StartAutomationExecutionCommandInput, call: Call): Need[] {
  const role = input.Parameters?.['AutomationAssumeRole']?.[0];
  const action = 'ssm:StartAutomationExecution';
  const tags = input.Tags ?? [];
  return [
    { action, resource: documentArn(call, input.DocumentName ?? '') },
    { action, resource: executionArnOf(call, '*'), context: requestedTags(tags) },
    ...(role === undefined
      ? []
      : [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'ssm.amazonaws.com' } }]),
    ...(tags.length === 0
      ? []
      : [{ action: 'ssm:AddTagsToResource', resource: executionArnOf(call, '*'), context: requestedTags(tags) }]),
  ];
}

export function executionArnOf(call: Call, id: string): string {
  return `arn:aws:ssm:${call.region}:${call.principal.account}:automation-execution/${id}`;
}
