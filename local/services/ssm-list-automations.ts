import type {
  AutomationExecutionFilter,
  DescribeAutomationExecutionsCommandInput,
  DescribeAutomationExecutionsCommandOutput,
  DescribeAutomationStepExecutionsCommandInput,
  DescribeAutomationStepExecutionsCommandOutput,
  GetAutomationExecutionCommandInput,
  GetAutomationExecutionCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import type { Execution, StepRecord } from './ssm-automation.ts';
import type { AutomationEngine } from './ssm-automation-engine.ts';
import { currentStep, typeOf, wireExecution, wireMetadata, wireStep } from './ssm-automation-wire.ts';
import { executionArnOf } from './ssm-start-automation.ts';
import type { ResourceTags } from './ssm-tags.ts';

const pageBounds = { name: 'maxResults', least: 1, most: 50, otherwise: 50 };

export function ssmListAutomations(engine: AutomationEngine, resourceTags: ResourceTags): Capability {
  return {
    operations: {
      GetAutomationExecution: operation<GetAutomationExecutionCommandInput, GetAutomationExecutionCommandOutput>({
        needs: ({ AutomationExecutionId = '' }, call) => [
          { action: 'ssm:GetAutomationExecution', resource: executionArnOf(call, AutomationExecutionId) },
        ],
        run: ({ AutomationExecutionId = '' }, call) => ({
          AutomationExecution: wireExecution(engine.find(cellOf(call), AutomationExecutionId)),
        }),
      }),
      DescribeAutomationExecutions: operation<
        DescribeAutomationExecutionsCommandInput,
        DescribeAutomationExecutionsCommandOutput
      >({
        needs: () => [{ action: 'ssm:DescribeAutomationExecutions', resource: '*' }],
        run: (input, call) => {
          const size = sizeWithin(input.MaxResults, pageBounds);
          const filters = input.Filters ?? [];
          if (
            filters.length > 10 ||
            filters.some(({ Values = [] }) => Values.length > 10 || Values.some(({ length }) => length > 150))
          )
            throw new AwsError('InvalidFilterValue', 'At most 10 filters of 10 values of 150 characters');
          const tags = resourceTags.of(cellOf(call));
          const matching = [...engine.executions.of(cellOf(call)).values()]
            .filter((execution) =>
              filters.every((filter) => passes(filter, execution, tags.get(`Automation/${execution.id}`))),
            )
            .reverse(); // Newest first.
          const { items, nextToken } = page(matching, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return {
            AutomationExecutionMetadataList: items.map(wireMetadata),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      DescribeAutomationStepExecutions: operation<
        DescribeAutomationStepExecutionsCommandInput,
        DescribeAutomationStepExecutionsCommandOutput
      >({
        needs: ({ AutomationExecutionId = '' }, call) => [
          { action: 'ssm:DescribeAutomationStepExecutions', resource: executionArnOf(call, AutomationExecutionId) },
        ],
        run: (input, call) => {
          const size = sizeWithin(input.MaxResults, pageBounds);
          const { steps } = engine.find(cellOf(call), input.AutomationExecutionId ?? '');
          const matching = steps.filter((step) =>
            (input.Filters ?? []).every(({ Key, Values = [] }) => stepPasses(step, Key, Values)),
          );
          const ordered = input.ReverseOrder === true ? matching.reverse() : matching;
          const { items, nextToken } = page(ordered, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return { StepExecutions: items.map(wireStep), ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
  };
}

function passes(
  { Key, Values = [] }: AutomationExecutionFilter,
  execution: Execution,
  tags: ReadonlyMap<string, string> | undefined,
): boolean {
  switch (Key) {
    case 'DocumentNamePrefix':
      return Values.some((prefix) => execution.documentName.startsWith(prefix));
    case 'ExecutionStatus':
      return Values.includes(execution.status);
    case 'ExecutionId':
      return Values.includes(execution.id);
    case 'ParentExecutionId':
      return execution.parentId !== undefined && Values.includes(execution.parentId);
    case 'CurrentAction':
      return Values.includes(currentStep(execution)?.action ?? '');
    case 'StartTimeBefore':
      return Values.every((value) => execution.startedAt <= new Date(value));
    case 'StartTimeAfter':
      return Values.every((value) => execution.startedAt >= new Date(value));
    case 'AutomationType':
      return Values.includes(typeOf(execution));
    case 'TagKey':
      return Values.some((key) => tags?.has(key) === true);
    default:
      throw new AwsError('InvalidFilterKey', `The specified key is not valid: ${Key}`);
  }
}

function stepPasses(step: StepRecord, key: string | undefined, values: readonly string[]): boolean {
  switch (key) {
    case 'StepName':
      return values.includes(step.name);
    case 'StepExecutionStatus':
      return values.includes(step.status);
    case 'StepExecutionId':
      return values.includes(step.id);
    case 'Action':
      return values.includes(step.action);
    default:
      throw new AwsError('InvalidFilterKey', `The specified key is not valid: ${key}`);
  }
}
