import { GetParametersByPathCommand, type Parameter } from '@aws-sdk/client-ssm';
import type { Catalogue, CatalogueEntry, CatalogueProblem } from '../domain/catalogue/catalogue-entry.ts';
import { parseCatalogueEntry } from '../inbound/catalogue-entry.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { ssmClient } from './clients.ts';
import { allItems } from './pages.ts';

/** Parameters in a page of GetParametersByPath (Systems Manager's limit). */
const PAGE_SIZE = 10;

/** The label that apply-catalogue puts on the approved version of an entry; what lacks it is not in force. */
export const IN_FORCE = 'in-force';

/** Reads the catalogue in force. An entry that does not parse is a problem of its own and harms no other. */
export function catalogueReader({
  parameterPath,
  region,
}: {
  parameterPath: string;
  region: string;
}): () => Promise<Catalogue> {
  const ssm = ssmClient({ region });
  const Path = `${parameterPath}/schedules`;

  return async () => {
    const read = await attempt(() =>
      allItems(
        (NextToken) =>
          ssm.send(
            new GetParametersByPathCommand({
              Path,
              Recursive: true,
              ParameterFilters: [{ Key: 'Label', Option: 'Equals', Values: [IN_FORCE] }],
              MaxResults: PAGE_SIZE,
              NextToken,
            }),
          ),
        { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
      ),
    );
    if (read.kind === 'refused') return { kind: 'unread', reason: sayRefusal(read) };
    return { kind: 'read', ...sorted(read.value.map((parameter) => entryOf(parameter, Path))) };
  };
}

type Parsed = { readonly entry: CatalogueEntry } | { readonly problem: CatalogueProblem };

function entryOf({ Name = '', Value = '', Version = 0 }: Parameter, path: string): Parsed {
  const value = Name.slice(path.length + 1);
  try {
    return { entry: parseCatalogueEntry(value, Version, Value) };
  } catch (error) {
    return { problem: { value, version: Version, reason: error instanceof Error ? error.message : String(error) } };
  }
}

function sorted(parsed: readonly Parsed[]) {
  return {
    entries: parsed.flatMap((one) => ('entry' in one ? [one.entry] : [])),
    problems: parsed.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  };
}
