import { SelectAggregateResourceConfigCommand } from '@aws-sdk/client-config-service';
import * as z from 'zod/mini';
import type { Cell } from '../domain/window/node.ts';
import { parseJsonOrRefuse } from '../inbound/parse-json.ts';
import { parseOrRefuse } from '../inbound/parse-or-refuse.ts';
import { type Attempt, attempt } from './attempt.ts';
import { configClient } from './clients.ts';

/** Where a node is, and its tags as AWS Config has recorded them: minutes to a day old. */
export interface FoundNode extends Cell {
  readonly tags: ReadonlyMap<string, string>;
}

const schema = z.object({
  accountId: z.string(),
  awsRegion: z.string(),
  tags: z._default(z.array(z.object({ key: z.string(), value: z.string() })), []),
});

/** Looks for one node in the whole organization, by its id; undefined where the aggregator does not have it. */
export function nodeFinder({ aggregatorName, region }: { aggregatorName: string; region: string }) {
  const config = configClient({ region });
  return (nodeId: string): Promise<Attempt<FoundNode | undefined>> =>
    attempt(async () => {
      const { Results = [] } = await config.send(
        new SelectAggregateResourceConfigCommand({
          ConfigurationAggregatorName: aggregatorName,
          Expression: `SELECT accountId, awsRegion, tags WHERE resourceId = '${nodeId}'`,
        }),
      );
      const [first] = Results;
      if (first === undefined) return undefined;
      const what = 'aggregator result';
      const { accountId, awsRegion, tags } = parseOrRefuse(what, schema, parseJsonOrRefuse(what, first));
      return { account: accountId, region: awsRegion, tags: new Map(tags.map(({ key, value }) => [key, value])) };
    });
}
