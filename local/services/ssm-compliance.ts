import type {
  ComplianceStringFilter,
  ListResourceComplianceSummariesCommandInput,
  ListResourceComplianceSummariesCommandOutput,
  ResourceComplianceSummaryItem,
} from '@aws-sdk/client-ssm';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { LiveNode } from '../fleet/live-node.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { complianceOf } from '../fleet/patch-compliance.ts';
import type { PatchCounts, PatchState } from '../fleet/patch-state.ts';

/** Patch compliance only: the embedded AWS has no associations. */
export function ssmCompliance(fleet: Fleet): Capability {
  return {
    operations: {
      ListResourceComplianceSummaries: operation<
        ListResourceComplianceSummariesCommandInput,
        ListResourceComplianceSummariesCommandOutput
      >({
        needs: () => [{ action: 'ssm:ListResourceComplianceSummaries', resource: '*' }],
        run: ({ Filters = [], MaxResults, NextToken: token }, call) => {
          const size = sizeWithin(MaxResults, { name: 'maxResults', least: 1, most: 50, otherwise: 50 });
          const summaries = fleet
            .in(cellOf(call))
            .flatMap((node) => (node.patchState === undefined ? [] : [summaryOf(node, node.patchState)]))
            .filter((summary) => Filters.every((filter) => passes(summary, filter)));
          const { items, nextToken } = page(summaries, { size, token, invalidTokenCode: 'InvalidNextToken' });
          return {
            ResourceComplianceSummaryItems: [...items],
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
    },
  };
}

function summaryOf({ id }: LiveNode, state: PatchState): ResourceComplianceSummaryItem {
  const { compliant, severity } = complianceOf(state.counts);
  return {
    ComplianceType: 'Patch',
    ResourceType: 'ManagedInstance',
    ResourceId: id,
    Status: compliant ? 'COMPLIANT' : 'NON_COMPLIANT',
    OverallSeverity: severity,
    ExecutionSummary: {
      ExecutionTime: state.endedAt,
      ExecutionType: 'Command',
      ...(state.commandId !== undefined && { ExecutionId: state.commandId }),
    },
    CompliantSummary: { CompliantCount: state.counts.installed + state.counts.installedOther },
    NonCompliantSummary: nonCompliantSummary(state.counts),
  };
}

function nonCompliantSummary({ missing, failed, pendingReboot }: PatchCounts) {
  const SeveritySummary = { CriticalCount: missing + failed, HighCount: pendingReboot };
  return { NonCompliantCount: missing + failed + pendingReboot, SeveritySummary };
}

function passes(
  summary: ResourceComplianceSummaryItem,
  { Key = '', Values = [], Type = 'EQUAL' }: ComplianceStringFilter,
) {
  const value = fieldOf(summary, Key);
  switch (Type) {
    case 'EQUAL':
      return Values.includes(value);
    case 'NOT_EQUAL':
      return !Values.includes(value);
    case 'BEGIN_WITH':
      return Values.some((prefix) => value.startsWith(prefix));
    default:
      throw new AwsError(
        'InvalidFilter',
        `The filter type ${Type} is not played, wanted EQUAL, NOT_EQUAL or BEGIN_WITH`,
      );
  }
}

function fieldOf(summary: ResourceComplianceSummaryItem, key: string): string {
  switch (key) {
    case 'ComplianceType':
      return summary.ComplianceType ?? '';
    case 'ResourceId':
      return summary.ResourceId ?? '';
    case 'Status':
      return summary.Status ?? '';
    case 'OverallSeverity':
      return summary.OverallSeverity ?? '';
    default:
      throw new AwsError('InvalidFilter', `The filter name is not valid: ${key}`);
  }
}
