import { GetParameterHistoryCommand } from '@aws-sdk/client-ssm';
import type { ParameterVersion } from '../domain/explain/node-facts.ts';
import { type Attempt, attempt } from './attempt.ts';
import { ssmClient } from './clients.ts';
import { allItems } from './pages.ts';

/** Versions in a page of GetParameterHistory (Systems Manager's limit). */
const PAGE_SIZE = 50;

/** Who wrote which version of a parameter, the earliest first; Parameter Store keeps a hundred. */
export function parameterHistoryReader({ parameterPath, region }: { parameterPath: string; region: string }) {
  const ssm = ssmClient({ region });
  return (name: string): Promise<Attempt<ParameterVersion[]>> =>
    attempt(async () => {
      const versions = await allItems(
        (NextToken) =>
          ssm.send(
            new GetParameterHistoryCommand({ Name: `${parameterPath}/${name}`, MaxResults: PAGE_SIZE, NextToken }),
          ),
        { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
      );
      return versions.flatMap(({ Version, LastModifiedUser, LastModifiedDate, Labels = [] }) =>
        Version === undefined || LastModifiedDate === undefined
          ? []
          : [{ version: Version, by: LastModifiedUser ?? 'somebody unknown', at: LastModifiedDate, labels: Labels }],
      );
    });
}
