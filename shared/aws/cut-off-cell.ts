import {
  type AutomationExecutionMetadata,
  CancelCommandCommand,
  DescribeAutomationExecutionsCommand,
  type SSMClient,
  StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import type { Cell } from '../domain/window/node.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import type { Attempt } from './attempt.ts';
import { cellClient, eachGroup } from './cell-client.ts';
import type { RunStop } from './ledger/window-rows.ts';
import { allItems } from './pages.ts';

/** Ends what has not begun in a cell, and what runs only where it is named. */
export interface CellCutoff {
  /**
   * Keeps the run's child automation from taking another wave. `Complete` lets the step that runs come to its end, where
   * `Cancel` breaks it off. A stop that AWS accepts lets a step that has begun send its command yet: only a child that
   * is found to be over sends none.
   */
  readonly stopRun: (cell: Cell, executionIds: readonly string[], how: RunStop) => Promise<Attempt<'stopped' | 'over'>>;
  readonly cancel: (cell: Cell, commandId: string, nodeIds: readonly string[]) => Promise<Attempt<void>>;
}

/** Executions in a page of DescribeAutomationExecutions (the service's limit). */
const PAGE_SIZE = 50;

export function cellCutoff(assumeCutoffRole: AssumeMemberRole): CellCutoff {
  const inCell = cellClient(assumeCutoffRole);

  return {
    stopRun: (cell, executionIds, Type) =>
      inCell(cell, async (ssm) => {
        const children = (await unfinished(ssm)).filter(({ ParentAutomationExecutionId = '' }) =>
          executionIds.includes(ParentAutomationExecutionId),
        );
        for (const { AutomationExecutionId, AutomationExecutionStatus } of children) {
          if (AutomationExecutionStatus === 'Cancelling') continue;
          await ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId, Type }));
        }
        return children.length === 0 ? 'over' : 'stopped';
      }),
    cancel: (cell, CommandId, nodeIds) =>
      inCell(cell, async (ssm) => {
        await eachGroup(nodeIds, async (InstanceIds) => {
          await ssm.send(new CancelCommandCommand({ CommandId, InstanceIds }));
          return [];
        });
      }),
  };
}

function unfinished(ssm: SSMClient): Promise<AutomationExecutionMetadata[]> {
  const Filters = [{ Key: 'ExecutionStatus' as const, Values: ['Pending', 'InProgress', 'Waiting', 'Cancelling'] }];
  return allItems(
    (NextToken) => ssm.send(new DescribeAutomationExecutionsCommand({ Filters, MaxResults: PAGE_SIZE, NextToken })),
    { items: (page) => page.AutomationExecutionMetadataList, nextToken: ({ NextToken }) => NextToken },
  );
}
