import type {
  DescribeConfigurationRecorderStatusCommandInput,
  DescribeConfigurationRecorderStatusCommandOutput,
  GetResourceConfigHistoryCommandInput,
  GetResourceConfigHistoryCommandOutput,
  ListDiscoveredResourcesCommandInput,
  ListDiscoveredResourcesCommandOutput,
  ConfigurationItem as WireItem,
} from '@aws-sdk/client-config-service';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import type { ConfigRecorder, ConfigurationItem } from './config-recorder.ts';

export function configReads(recorder: ConfigRecorder): Capability {
  return {
    operations: {
      DescribeConfigurationRecorderStatus: operation<
        DescribeConfigurationRecorderStatusCommandInput,
        DescribeConfigurationRecorderStatusCommandOutput
      >({
        needs: (_, call) => [
          {
            action: 'config:DescribeConfigurationRecorderStatus',
            resource: `arn:aws:config:${call.region}:${call.principal.account}:configuration-recorder/default/*`,
          },
        ],
        run: (_, call) => {
          const recording = recorder.records(cellOf(call));
          return {
            ConfigurationRecordersStatus: [
              { name: 'default', recording, ...(recording && { lastStatus: 'Success' as const }) },
            ],
          };
        },
      }),
      GetResourceConfigHistory: operation<GetResourceConfigHistoryCommandInput, GetResourceConfigHistoryCommandOutput>({
        needs: () => [{ action: 'config:GetResourceConfigHistory', resource: '*' }],
        run: (input, call) => {
          const { resourceType = '', resourceId = '', laterTime, earlierTime } = input;
          const size = sizeWithin(input.limit, { name: 'limit', least: 0, most: 100, otherwise: 10 });
          const history = recorder.history(cellOf(call), resourceType, resourceId);
          if (history.length === 0)
            throw new AwsError(
              'ResourceNotDiscoveredException',
              `Resource ${resourceId} of resourceType:${resourceType} is unknown or has not been discovered`,
            );
          const within = history.filter(
            ({ capturedAt }) =>
              (laterTime === undefined || capturedAt <= laterTime) &&
              (earlierTime === undefined || capturedAt >= earlierTime),
          );
          const sorted = input.chronologicalOrder === 'Forward' ? within : within.toReversed();
          const { items, nextToken } = page(sorted, {
            size: size === 0 ? 10 : size,
            token: input.nextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return { configurationItems: items.map(wireItem), ...(nextToken !== undefined && { nextToken }) };
        },
      }),
      ListDiscoveredResources: operation<ListDiscoveredResourcesCommandInput, ListDiscoveredResourcesCommandOutput>({
        needs: () => [{ action: 'config:ListDiscoveredResources', resource: '*' }],
        run: ({ resourceType = '', resourceIds = [], limit, nextToken: token }, call) => {
          const size = sizeWithin(limit, { name: 'limit', least: 0, most: 100, otherwise: 100 });
          const matching = recorder
            .latest(cellOf(call))
            .filter(({ type, id }) => type === resourceType && (resourceIds.length === 0 || resourceIds.includes(id)));
          const { items, nextToken } = page(matching, {
            size: size === 0 ? 100 : size,
            token,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return {
            resourceIdentifiers: items.map(({ type, id }) => ({ resourceType: type, resourceId: id })),
            ...(nextToken !== undefined && { nextToken }),
          };
        },
      }),
    },
  };
}

/** Not the shape that a rule's function gets: other names, and the configuration is a text. */
function wireItem(item: ConfigurationItem): WireItem {
  return {
    version: '1.3',
    accountId: item.account,
    configurationItemCaptureTime: item.capturedAt,
    configurationItemStatus: item.status,
    configurationStateId: String(item.capturedAt.getTime()),
    arn: item.arn,
    resourceType: item.type,
    resourceId: item.id,
    awsRegion: item.region,
    tags: Object.fromEntries(item.tags),
    relatedEvents: [],
    relationships: [],
    configuration: JSON.stringify(item.configuration),
    supplementaryConfiguration: {},
  };
}
