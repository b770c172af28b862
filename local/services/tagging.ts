import type {
  GetResourcesCommandInput,
  GetResourcesCommandOutput,
  TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { hasTags } from '../fleet/live-node.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { instancesIn } from './ec2-instances.ts';

const arnsMax = 100;

/**
 * The Resource Groups Tagging API, of EC2 instances only. It lists what has tags or once had some: an instance that
 * never had any is absent, which says nothing about whether it exists.
 */
export function tagging(fleet: Fleet): Capability {
  return {
    operations: {
      GetResources: operation<GetResourcesCommandInput, GetResourcesCommandOutput>({
        needs: () => [{ action: 'tag:GetResources', resource: '*' }],
        run: (input, call) => {
          const { ResourceARNList = [], TagFilters = [], ResourceTypeFilters = [] } = input;
          if (ResourceARNList.length > arnsMax)
            throw invalid(`${ResourceARNList.length} ARNs, wanted at most ${arnsMax}`);
          if (ResourceARNList.length > 0 && TagFilters.length + ResourceTypeFilters.length > 0)
            throw invalid('ResourceARNList cannot be used with TagFilters or ResourceTypeFilters');
          const size = sizeWithin(input.ResourcesPerPage, {
            name: 'resourcesPerPage',
            least: 1,
            most: 100,
            otherwise: 100,
            code: 'InvalidParameterException',
          });
          const asked = new Set(ResourceARNList);
          const matching = instancesIn(fleet, cellOf(call)).filter(
            (node) =>
              (node.tags.size > 0 || node.tagVersion > 0) &&
              (asked.size === 0 || asked.has(node.arn)) &&
              (ResourceTypeFilters.length === 0 ||
                ResourceTypeFilters.some((type) => type === 'ec2' || type === 'ec2:instance')) &&
              hasTags(node, TagFilters.map(tagCondition)),
          );
          const token = input.PaginationToken === '' ? undefined : input.PaginationToken;
          const { items, nextToken } = page(matching, {
            size,
            token,
            invalidTokenCode: 'PaginationTokenExpiredException',
          });
          return {
            PaginationToken: nextToken ?? '', // Empty on the last page, not absent.
            ResourceTagMappingList: items.map((node) => ({
              ResourceARN: node.arn,
              Tags: [...node.tags].map(([Key, Value]) => ({ Key, Value })),
            })),
          };
        },
      }),
    },
  };
}

function tagCondition({ Key = '', Values = [] }: TagFilter) {
  return { key: Key, values: Values };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
