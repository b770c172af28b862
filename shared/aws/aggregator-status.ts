import {
  type AggregatedSourceStatus,
  DescribeConfigurationAggregatorSourcesStatusCommand,
} from '@aws-sdk/client-config-service';
import type { Cell } from '../domain/window/node.ts';
import { type Attempt, attempt } from './attempt.ts';
import { configClient } from './clients.ts';
import { allItems } from './pages.ts';

/** A cell of which the aggregator shows something old, or nothing. */
export interface StaleCell extends Cell {
  readonly reason: string;
}

/** Sources in a page of DescribeConfigurationAggregatorSourcesStatus (the service's limit). */
const PAGE_SIZE = 100;

/** Says of which cells the organization's aggregator is behind: an inventory without them looks like one in which they are empty. */
export function staleCellsReader({ aggregatorName }: { aggregatorName: string }): () => Promise<Attempt<StaleCell[]>> {
  const config = configClient();
  return () =>
    attempt(async () => {
      const sources = await allItems(
        (NextToken) =>
          config.send(
            new DescribeConfigurationAggregatorSourcesStatusCommand({
              ConfigurationAggregatorName: aggregatorName,
              UpdateStatus: ['FAILED', 'OUTDATED'],
              Limit: PAGE_SIZE,
              NextToken,
            }),
          ),
        {
          items: ({ AggregatedSourceStatusList }) => AggregatedSourceStatusList,
          nextToken: ({ NextToken }) => NextToken,
        },
      );
      return sources.flatMap(staleCellOf);
    });
}

/** The organization itself is a source too, which is no cell. */
function staleCellOf(source: AggregatedSourceStatus): StaleCell[] {
  const { SourceId, SourceType, AwsRegion, LastUpdateStatus = 'FAILED', LastErrorMessage } = source;
  if (SourceType !== 'ACCOUNT' || SourceId === undefined || AwsRegion === undefined) return [];
  const reason = LastErrorMessage === undefined ? LastUpdateStatus : `${LastUpdateStatus}: ${LastErrorMessage}`;
  return [{ account: SourceId, region: AwsRegion, reason }];
}
