import type {
  AggregatedSourceStatus,
  AggregatedSourceStatusType,
  DeleteConfigurationAggregatorCommandInput,
  DeleteConfigurationAggregatorCommandOutput,
  DescribeConfigurationAggregatorSourcesStatusCommandInput,
  DescribeConfigurationAggregatorSourcesStatusCommandOutput,
  SelectAggregateResourceConfigCommandInput,
  SelectAggregateResourceConfigCommandOutput,
} from '@aws-sdk/client-config-service';
import { AwsError, type Call, type Cell, type Cloud, operation, type Resource } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf, hexOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { runQuery } from './config-query.ts';
import type { ConfigRecorder, ConfigurationItem } from './config-recorder.ts';

interface Aggregator extends Cell {
  readonly name: string;
  readonly arn: string;
  /** Undefined: all. */
  readonly accounts: ReadonlySet<string> | undefined;
  readonly regions: ReadonlySet<string> | undefined;
}

/** The aggregator knows everything at the beginning; after that it hears of an item 2 to 10 minutes late. */
export function configAggregator(cloud: Cloud, recorder: ConfigRecorder): Capability {
  const aggregators = new PerCell<Map<string, Aggregator>>(() => new Map());
  const rows = new Map<string, ConfigurationItem>();
  const heardAt = new Map<string, Date>();

  /** What has become of a cell since it was heard last, if anything has. */
  function unseen({ account, region }: Cell) {
    const now = cloud.clock.now();
    return cloud.organization.unseenCells?.find(
      (cell) =>
        cell.account === account && cell.region === region && cell.from <= now && cell.aggregator !== 'recorder-off',
    );
  }

  function hear(item: ConfigurationItem): void {
    if (unseen(item)?.aggregator === 'stale') return;
    const key = `${item.account} ${item.region} ${item.type} ${item.id}`;
    const known = rows.get(key);
    if (known !== undefined && known.capturedAt > item.capturedAt) return; // A later item has overtaken this one.
    rows.set(key, item);
    heardAt.set(`${item.account} ${item.region}`, cloud.clock.now());
  }

  for (const { id: account } of cloud.organization.accounts)
    for (const region of cloud.organization.regions)
      for (const item of recorder.latest({ account, region })) hear(item);
  recorder.onItem((item) => {
    const share = cloud.random(`aggregation of ${item.id} ${item.capturedAt.toISOString()}`);
    cloud.clock.after((2 + 8 * share) * 60_000, () => hear(item));
  });

  function statusOf(cell: Cell): AggregatedSourceStatus {
    const trouble = unseen(cell);
    return {
      SourceId: cell.account,
      SourceType: 'ACCOUNT',
      AwsRegion: cell.region,
      LastUpdateStatus: trouble === undefined ? 'SUCCEEDED' : 'OUTDATED',
      LastUpdateTime: heardAt.get(`${cell.account} ${cell.region}`) ?? trouble?.from ?? cloud.clock.now(),
      ...(trouble !== undefined && { LastErrorCode: 'SourceUnreachable', LastErrorMessage: 'No data was received.' }),
    };
  }

  function find(call: Call, name: string): Aggregator {
    const aggregator = aggregators.of(cellOf(call)).get(name);
    if (aggregator === undefined)
      throw new AwsError(
        'NoSuchConfigurationAggregatorException',
        `The configuration aggregator ${name} does not exist in ${call.region}.`,
      );
    return aggregator;
  }

  return {
    operations: {
      SelectAggregateResourceConfig: operation<
        SelectAggregateResourceConfigCommandInput,
        SelectAggregateResourceConfigCommandOutput
      >({
        needs: ({ ConfigurationAggregatorName = '' }, call) => [
          {
            action: 'config:SelectAggregateResourceConfig',
            resource:
              aggregators.of(cellOf(call)).get(ConfigurationAggregatorName)?.arn ??
              aggregatorArn(cellOf(call), ConfigurationAggregatorName),
          },
        ],
        run: ({ Expression = '', ConfigurationAggregatorName = '', Limit, MaxResults, NextToken }, call) => {
          const aggregator = find(call, ConfigurationAggregatorName);
          const size = sizeWithin(Limit ?? MaxResults, { name: 'limit', least: 0, most: 100, otherwise: 25 });
          const sources = [...rows.values()].filter(
            (item) => aggregates(aggregator, item) && unseen(item)?.aggregator !== 'vanished',
          );
          const { results, fields } = runQuery(Expression, sources);
          const { items, nextToken } = page(results, {
            size: size === 0 ? 25 : size,
            token: NextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return {
            Results: [...items],
            QueryInfo: { SelectFields: fields.map((Name) => ({ Name })) },
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      DeleteConfigurationAggregator: operation<
        DeleteConfigurationAggregatorCommandInput,
        DeleteConfigurationAggregatorCommandOutput
      >({
        needs: ({ ConfigurationAggregatorName = '' }, call) => [
          {
            action: 'config:DeleteConfigurationAggregator',
            resource: aggregatorArn(cellOf(call), ConfigurationAggregatorName),
          },
        ],
        run: ({ ConfigurationAggregatorName = '' }, call) => {
          aggregators.of(cellOf(call)).delete(find(call, ConfigurationAggregatorName).name);
          return {};
        },
      }),
      DescribeConfigurationAggregatorSourcesStatus: operation<
        DescribeConfigurationAggregatorSourcesStatusCommandInput,
        DescribeConfigurationAggregatorSourcesStatusCommandOutput
      >({
        needs: ({ ConfigurationAggregatorName = '' }, call) => [
          {
            action: 'config:DescribeConfigurationAggregatorSourcesStatus',
            resource:
              aggregators.of(cellOf(call)).get(ConfigurationAggregatorName)?.arn ??
              aggregatorArn(cellOf(call), ConfigurationAggregatorName),
          },
        ],
        run: ({ ConfigurationAggregatorName = '', UpdateStatus, Limit, NextToken }, call) => {
          const aggregator = find(call, ConfigurationAggregatorName);
          const size = sizeWithin(Limit, { name: 'limit', least: 0, most: 100, otherwise: 100 });
          const cells = cloud.organization.accounts.flatMap(({ id }) =>
            cloud.organization.regions.map((region) => ({ account: id, region })),
          );
          const sources = cells.filter(
            (cell) => aggregates(aggregator, cell) && unseen(cell)?.aggregator !== 'vanished',
          );
          const statuses = sources.map(statusOf).filter(isAmong(UpdateStatus));
          const { items, nextToken } = page(statuses, {
            size: size === 0 ? 100 : size,
            token: NextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return { AggregatedSourceStatusList: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
    resources: {
      'AWS::Config::ConfigurationAggregator': (resource) => {
        const aggregator = aggregatorIn(resource);
        aggregators.of(aggregator).set(aggregator.name, aggregator);
        return { ref: aggregator.name, attributes: { ConfigurationAggregatorArn: aggregator.arn } };
      },
    },
  };
}

function isAmong(wanted: readonly AggregatedSourceStatusType[] = []): (status: AggregatedSourceStatus) => boolean {
  return ({ LastUpdateStatus }) =>
    wanted.length === 0 || (LastUpdateStatus !== undefined && wanted.includes(LastUpdateStatus));
}

function aggregates({ accounts, regions }: Aggregator, { account, region }: Cell): boolean {
  return (accounts?.has(account) ?? true) && (regions?.has(region) ?? true);
}

/** The ARN ends in an id that AWS draws, not in the name. */
export function aggregatorArn({ account, region }: Cell, name: string): string {
  return `arn:aws:config:${region}:${account}:config-aggregator/config-aggregator-${hexOf(`aggregator ${name}`, 8)}`;
}

function aggregatorIn({ logicalId, properties, stack }: Resource): Aggregator {
  const name =
    typeof properties['ConfigurationAggregatorName'] === 'string'
      ? properties['ConfigurationAggregatorName']
      : `${stack.name}-${logicalId}`;
  const sources: unknown = properties['AccountAggregationSources'];
  const byAccount = Array.isArray(sources) ? sources.map(fieldsOf) : [];
  const source = properties['OrganizationAggregationSource'] ?? byAccount[0];
  if (source === undefined)
    throw new Error(
      `Cannot create aggregator ${name}: it has neither OrganizationAggregationSource nor AccountAggregationSources`,
    );
  const { AllAwsRegions, AwsRegions } = fieldsOf(source);
  const everyRegion = AllAwsRegions === true || AllAwsRegions === 'true';
  return {
    account: stack.account,
    region: stack.region,
    name,
    arn: aggregatorArn(stack, name),
    accounts:
      byAccount.length === 0
        ? undefined
        : new Set(byAccount.flatMap(({ AccountIds }) => (Array.isArray(AccountIds) ? AccountIds.map(String) : []))),
    regions: everyRegion || !Array.isArray(AwsRegions) ? undefined : new Set(AwsRegions.map(String)),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}));
}
