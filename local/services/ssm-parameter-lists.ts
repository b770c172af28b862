import type {
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput,
  ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import { AwsError, type Cloud, type Operation, operation } from '../cloud.ts';
import { cellOf, hexOf } from '../fleet/deterministic-id.ts';
import { page, placeOf, sizeWithin, tokenFor } from '../fleet/page.ts';
import type { PerCell } from '../fleet/per-cell.ts';
import type { ParameterStore, ParameterVersion } from './ssm-parameter-store.ts';
import { parameterArn, wireParameter } from './ssm-parameter-wire.ts';

/** How often a filtered page comes back empty, though more follows: AWS promises best effort only. */
const emptyPageShare = 0.2;
const emptyPageMark = '.empty';

/**
 * GetParametersByPath cuts its pages before it filters them, in an order of its own: a page may hold fewer than asked,
 * or none, and still carry a token.
 */
export function parameterLists(cloud: Cloud, stores: PerCell<ParameterStore>): Record<string, Operation> {
  return {
    GetParametersByPath: operation<GetParametersByPathCommandInput, GetParametersByPathCommandOutput>({
      needs: ({ Path = '' }, call) => [
        { action: 'ssm:GetParametersByPath', resource: parameterArn(cellOf(call), Path) },
      ],
      run: (input, call) => {
        const size = sizeWithin(input.MaxResults, { name: 'maxResults', least: 1, most: 10, otherwise: 10 });
        const path = pathOf(input.Path ?? '');
        const matches = matcherFor(input.ParameterFilters ?? []);
        const store = stores.of(cellOf(call));
        const names = store.names().filter((name) => isUnder(name, path, input.Recursive ?? false));
        const ordered = names.sort((one, other) => (hexOf(one, 16) < hexOf(other, 16) ? -1 : 1));

        const place = placeIn(input.NextToken);
        if (place.wholePage && drawsEmptyPage(cloud, input, place.at))
          return { Parameters: [], NextToken: emptyTokenAt(place.at) };
        const { items, nextToken } = page(ordered, { size, token: place.token, invalidTokenCode: 'InvalidNextToken' });
        const found = items.flatMap((name) => matches(store, name) ?? []);
        return {
          Parameters: found.map(({ version, selector }) => wireParameter(cellOf(call), version, selector)),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },
    }),
    DescribeParameters: operation<DescribeParametersCommandInput, DescribeParametersCommandOutput>({
      needs: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
      run: (input, call) => {
        const size = sizeWithin(input.MaxResults, { name: 'maxResults', least: 1, most: 50, otherwise: 10 });
        const store = stores.of(cellOf(call));
        const latest = store
          .names()
          .sort()
          .flatMap((name) => store.latest(name) ?? []);
        const matching = latest.filter((version) =>
          (input.ParameterFilters ?? []).every((filter) => describes(filter, version)),
        );
        const { items, nextToken } = page(matching, {
          size,
          token: input.NextToken,
          invalidTokenCode: 'InvalidNextToken',
        });
        return {
          Parameters: items.map((version) => ({
            Name: version.name,
            ARN: parameterArn(cellOf(call), version.name),
            Type: version.type,
            Version: version.version,
            Description: version.description,
            LastModifiedDate: version.modifiedAt,
            LastModifiedUser: version.modifiedBy,
            Tier: 'Standard',
            DataType: 'text',
          })),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },
    }),
  };
}

type Match = { readonly version: ParameterVersion; readonly selector: string | undefined };

function matcherFor(
  filters: readonly ParameterStringFilter[],
): (store: ParameterStore, name: string) => Match | undefined {
  const known = filters.find(({ Key }) => Key !== 'Label' && Key !== 'Type');
  if (known !== undefined)
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${known.Key}. Valid filter keys include: [Type, KeyId, Label].`,
    );
  const labels = filters.find(({ Key }) => Key === 'Label')?.Values;
  const types = filters.find(({ Key }) => Key === 'Type')?.Values;
  return (store, name) => {
    const label = labels?.find((one) => store.labelled(name, one) !== undefined);
    const version =
      labels === undefined ? store.latest(name) : label === undefined ? undefined : store.labelled(name, label);
    if (version === undefined || (types !== undefined && !types.includes(version.type))) return undefined;
    return { version, selector: label };
  };
}

function describes(filter: ParameterStringFilter, version: ParameterVersion): boolean {
  const values = filter.Values ?? [];
  switch (filter.Key) {
    case 'Name':
      return values.some((value) => {
        if (filter.Option === 'BeginsWith') return version.name.startsWith(value);
        return filter.Option === 'Contains' ? version.name.includes(value) : version.name === value;
      });
    case 'Type':
      return values.includes(version.type);
    case 'Path':
      return values.some((value) => isUnder(version.name, pathOf(value), filter.Option === 'Recursive'));
    default:
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter key is not valid: ${filter.Key}. The embedded AWS knows Name, Type and Path.`,
      );
  }
}

function pathOf(path: string): string {
  if (!path.startsWith('/'))
    throw new AwsError('ValidationException', `The parameter path must begin with a slash '/': '${path}'`);
  return path.endsWith('/') ? path : `${path}/`;
}

function isUnder(name: string, path: string, recursive: boolean): boolean {
  return name.startsWith(path) && (recursive || !name.slice(path.length).includes('/'));
}

function placeIn(token: string | undefined): {
  readonly at: number;
  readonly token: string | undefined;
  readonly wholePage: boolean;
} {
  if (token === undefined) return { at: 0, token: undefined, wholePage: true };
  const afterEmptyPage = token.endsWith(emptyPageMark);
  const plain = afterEmptyPage ? token.slice(0, -emptyPageMark.length) : token;
  return { at: placeOf(plain, 'InvalidNextToken'), token: plain, wholePage: !afterEmptyPage };
}

function drawsEmptyPage(
  cloud: Cloud,
  { Path, ParameterFilters }: GetParametersByPathCommandInput,
  at: number,
): boolean {
  return (
    ParameterFilters !== undefined &&
    ParameterFilters.length > 0 &&
    cloud.random(`empty page of ${Path} at ${at}`) < emptyPageShare
  );
}

function emptyTokenAt(place: number): string {
  return `${tokenFor(place)}${emptyPageMark}`;
}
