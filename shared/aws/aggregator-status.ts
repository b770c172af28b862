import {
  type AggregatedSourceStatus,
  type AggregatedSourceStatusType,
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
  const readSources = sourcesReader(aggregatorName);
  return () =>
    attempt(async () =>
      (await readSources(['FAILED', 'OUTDATED'])).map(({ reason, ...cell }) => ({
        ...cell,
        reason: reason ?? 'FAILED',
      })),
    );
}

/** A cell that the aggregator hears, and why it is behind, if it is. */
export interface AggregatorSource extends Cell {
  readonly reason: string | undefined;
}

/** Every cell of the aggregator, or those of some statuses. */
export function sourcesReader(aggregatorName: string) {
  const config = configClient();
  return async (UpdateStatus?: AggregatedSourceStatusType[]): Promise<AggregatorSource[]> => {
    const sources = await allItems(
      (NextToken) =>
        config.send(
          new DescribeConfigurationAggregatorSourcesStatusCommand({
            ConfigurationAggregatorName: aggregatorName,
            UpdateStatus,
            Limit: PAGE_SIZE,
            NextToken,
          }),
        ),
      {
        items: ({ AggregatedSourceStatusList }) => AggregatedSourceStatusList,
        nextToken: ({ NextToken }) => NextToken,
      },
    );
    return sources.flatMap(sourceOf);
  };
}

/** The organization itself is a source too, which is no cell. */
function sourceOf(source: AggregatedSourceStatus): AggregatorSource[] {
  const { SourceId, SourceType, AwsRegion, LastUpdateStatus = 'FAILED', LastErrorMessage } = source;
  if (SourceType !== 'ACCOUNT' || SourceId === undefined || AwsRegion === undefined) return [];
  const said = LastErrorMessage === undefined ? LastUpdateStatus : `${LastUpdateStatus}: ${LastErrorMessage}`;
  return [{ account: SourceId, region: AwsRegion, reason: LastUpdateStatus === 'SUCCEEDED' ? undefined : said }];
}
