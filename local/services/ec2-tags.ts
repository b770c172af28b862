import type {
  CreateTagsCommandInput,
  CreateTagsCommandOutput,
  DeleteTagsCommandInput,
  DeleteTagsCommandOutput,
  DescribeTagsCommandInput,
  DescribeTagsCommandOutput,
  Filter,
  Tag,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Cloud, type Need, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { LiveNode } from '../fleet/live-node.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { keepApiCall } from './cloudtrail.ts';
import { fits, instancesIn, instancesNamed, resultBounds } from './ec2-instances.ts';
import { checkTags, requestedTags } from './ec2-tag-rules.ts';

const resourcesMax = 1000;
const tagsMax = 50;

export function ec2Tags(cloud: Cloud, fleet: Fleet): Capability {
  return {
    operations: {
      CreateTags: operation<CreateTagsCommandInput, CreateTagsCommandOutput>({
        needs: ({ Resources = [], Tags = [] }, call) =>
          Resources.map((id) => needOf('CreateTags', fleet, call, id, requestedTags(Tags))),
        run: ({ Resources = [], Tags = [] }, call) => {
          checkTags(Tags);
          const changes = new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
          keep(cloud, call, Resources, Tags);
          const nodes = nodesNamed(fleet, call, Resources);
          for (const node of nodes) refuseTooMany(node, [...changes.keys()]); // All or nothing.
          for (const node of nodes) tellTagChange(cloud, node, fleet.changeTags(node, changes, call.principal.arn));
          return {};
        },
      }),
      DeleteTags: operation<DeleteTagsCommandInput, DeleteTagsCommandOutput>({
        needs: ({ Resources = [], Tags = [] }, call) =>
          Resources.map((id) =>
            needOf('DeleteTags', fleet, call, id, { 'aws:TagKeys': Tags.map(({ Key = '' }) => Key) }),
          ),
        run: ({ Resources = [], Tags }, call) => {
          keep(cloud, call, Resources, Tags);
          for (const node of nodesNamed(fleet, call, Resources)) {
            const keys =
              Tags === undefined
                ? [...node.tags.keys()]
                : Tags.filter((tag) => deletes(node, tag)).map(({ Key = '' }) => Key);
            tellTagChange(
              cloud,
              node,
              fleet.changeTags(node, new Map(keys.map((key) => [key, undefined])), call.principal.arn),
            );
          }
          return {};
        },
      }),
      DescribeTags: operation<DescribeTagsCommandInput, DescribeTagsCommandOutput>({
        needs: () => [{ action: 'ec2:DescribeTags', resource: '*' }],
        run: (input, call) => {
          const size = sizeWithin(input.MaxResults, resultBounds);
          const all = instancesIn(fleet, cellOf(call)).flatMap((node) =>
            [...node.tags].map(([Key, Value]) => ({
              Key,
              Value,
              ResourceId: node.id,
              ResourceType: 'instance' as const,
            })),
          );
          const matching = all.filter((row) => (input.Filters ?? []).every((filter) => describes(row, filter)));
          const { items, nextToken } = page(matching, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return { Tags: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
  };
}

/** EC2 names the instances of a call, by which CloudTrail finds it. */
function keep(cloud: Cloud, call: Call, ids: readonly string[], tags: readonly Tag[] = []): void {
  keepApiCall(cloud, call, {
    eventSource: 'ec2.amazonaws.com',
    eventName: call.operation,
    resources: ids,
    requestParameters: {
      resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) },
      tagSet: { items: tags.map(({ Key: key, Value: value }) => ({ key, value })) },
    },
  });
}

/** Nothing is told when nothing changed. A deleted key is among the changed ones and missing in the tags. */
function tellTagChange(cloud: Cloud, node: LiveNode, changedKeys: readonly string[]): void {
  if (changedKeys.length === 0) return;
  const at = cloud.clock.now().getTime();
  cloud.emit({
    account: node.account,
    region: node.region,
    source: 'aws.tag',
    detailType: 'Tag Change on Resource',
    resources: [node.arn],
    detail: {
      'changed-tag-keys': changedKeys,
      service: 'ec2',
      'resource-type': 'instance',
      version: node.tagVersion,
      'version-timestamp': String(at),
      tags: Object.fromEntries(node.tags),
    },
    lagMs: 1_000 + Math.round(cloud.random(`tag event ${node.id} ${node.tagVersion}`) * 1_000),
  });
}

function nodesNamed(fleet: Fleet, call: Call, ids: readonly string[]): LiveNode[] {
  if (ids.length > resourcesMax)
    throw new AwsError('InvalidParameterValue', `${ids.length} resources, wanted at most ${resourcesMax}`);
  return instancesNamed(fleet, cellOf(call), ids);
}

function refuseTooMany(node: LiveNode, keys: readonly string[]): void {
  if (new Set([...node.tags.keys(), ...keys]).size > tagsMax)
    throw new AwsError('TagLimitExceeded', `You can't add more than ${tagsMax} tags to ${node.id}`);
}

/** A tag given with a value is deleted only if it has that value. */
function deletes(
  node: LiveNode,
  { Key = '', Value }: { Key?: string | undefined; Value?: string | undefined },
): boolean {
  return node.tags.has(Key) && (Value === undefined || node.tags.get(Key) === Value);
}

interface TagRow {
  readonly Key: string;
  readonly Value: string;
  readonly ResourceId: string;
  readonly ResourceType: string;
}

function describes(row: TagRow, { Name = '', Values = [] }: Filter): boolean {
  const any = (value: string) => Values.some((pattern) => fits(value, pattern));
  if (Name.startsWith('tag:')) return row.Key === Name.slice('tag:'.length) && any(row.Value);
  switch (Name) {
    case 'key':
      return any(row.Key);
    case 'value':
      return any(row.Value);
    case 'resource-id':
      return any(row.ResourceId);
    case 'resource-type':
      return any(row.ResourceType);
    default:
      throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  }
}

function needOf(action: string, fleet: Fleet, call: Call, id: string, requested: Need['context']): Need {
  const context: Record<string, string | readonly string[]> = { ...requested };
  for (const [key, value] of fleet.find(cellOf(call), id)?.tags ?? []) {
    context[`ec2:ResourceTag/${key}`] = value;
    context[`aws:ResourceTag/${key}`] = value;
  }
  return {
    action: `ec2:${action}`,
    resource: `arn:aws:ec2:${call.region}:${call.principal.account}:instance/${id}`,
    context,
  };
}
