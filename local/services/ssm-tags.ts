/**
 * Tags by Systems Manager's own operations.
 *
 *   T1. ManagedInstance means hybrid nodes, `mi-…`; an EC2 instance is refused, its tags belong to EC2.
 *   T2. Nobody knows whether AWS tells `aws.tag` of a hybrid node, so none is told here; CloudTrail tells the call.
 */
import type {
  AddTagsToResourceCommandInput,
  AddTagsToResourceCommandOutput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  RemoveTagsFromResourceCommandInput,
  RemoveTagsFromResourceCommandOutput,
  ResourceTypeForTagging,
} from '@aws-sdk/client-ssm';
import { AwsError, type Call, type Cloud, type Need, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { PerCell } from '../fleet/per-cell.ts';
import { keepApiCall, tellApiCall } from './cloudtrail.ts';
import { checkTags, requestedTags } from './ec2-tag-rules.ts';

const tagsMax = 50;

/** Tags of what is no node (automations, parameters, documents), by `<ResourceType>/<id>`. */
export type ResourceTags = PerCell<Map<string, ReadonlyMap<string, string>>>;

export function ssmTags(cloud: Cloud, fleet: Fleet, others: ResourceTags): Capability {
  function tagsOf(call: Call, type: ResourceTypeForTagging | undefined, id: string): ReadonlyMap<string, string> {
    if (type === 'ManagedInstance') return hybridNode(fleet, call, id).tags;
    return others.of(cellOf(call)).get(`${type}/${id}`) ?? new Map();
  }

  function change(
    call: Call,
    type: ResourceTypeForTagging | undefined,
    id: string,
    changes: ReadonlyMap<string, string | undefined>,
  ): void {
    const after = new Map<string, string | undefined>([...tagsOf(call, type, id), ...changes]);
    if ([...after.values()].filter((value) => value !== undefined).length > tagsMax)
      throw new AwsError(
        'TooManyTagsError',
        `The Targets parameter includes too many tags: ${id} would have more than ${tagsMax}.`,
      );
    if (type === 'ManagedInstance') {
      fleet.changeTags(hybridNode(fleet, call, id), changes, call.principal.arn);
      return;
    }
    const kept = [...after].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    others.of(cellOf(call)).set(`${type}/${id}`, new Map(kept));
  }

  return {
    operations: {
      ListTagsForResource: operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>({
        needs: (input, call) => [needOf('ListTagsForResource', fleet, call, input)],
        run: ({ ResourceType, ResourceId = '' }, call) => ({
          TagList: [...tagsOf(call, ResourceType, ResourceId)].map(([Key, Value]) => ({ Key, Value })),
        }),
      }),
      AddTagsToResource: operation<AddTagsToResourceCommandInput, AddTagsToResourceCommandOutput>({
        needs: (input, call) => {
          const need = needOf('AddTagsToResource', fleet, call, input);
          return [{ ...need, context: { ...need.context, ...requestedTags(input.Tags ?? []) } }];
        },
        run: ({ ResourceType, ResourceId = '', Tags = [] }, call) => {
          checkTags(Tags);
          change(call, ResourceType, ResourceId, new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value])));
          const tags = Tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
          tell(cloud, call, 'AddTagsToResource', { resourceType: ResourceType, resourceId: ResourceId, tags }); // T2
          return {};
        },
      }),
      RemoveTagsFromResource: operation<RemoveTagsFromResourceCommandInput, RemoveTagsFromResourceCommandOutput>({
        needs: (input, call) => {
          const need = needOf('RemoveTagsFromResource', fleet, call, input);
          return [{ ...need, context: { ...need.context, 'aws:TagKeys': input.TagKeys ?? [] } }];
        },
        run: ({ ResourceType, ResourceId = '', TagKeys = [] }, call) => {
          change(call, ResourceType, ResourceId, new Map(TagKeys.map((key) => [key, undefined])));
          tell(cloud, call, 'RemoveTagsFromResource', {
            resourceType: ResourceType,
            resourceId: ResourceId,
            tagKeys: TagKeys,
          });
          return {};
        },
      }),
    },
  };
}

/** T1 */
function hybridNode(fleet: Fleet, call: Call, id: string) {
  if (!/^mi-[0-9a-f]{17}$/.test(id))
    throw new AwsError(
      'InvalidResourceId',
      `The resource ID is not valid: '${id}', should be in format mi-[0-9a-f]{17}`,
    );
  const node = fleet.find(cellOf(call), id);
  if (node === undefined)
    throw new AwsError('InvalidResourceId', `The resource ID is not valid: ${id} is not registered in ${call.region}`);
  return node;
}

function tell(cloud: Cloud, call: Call, eventName: string, requestParameters: object): void {
  const eventSource = 'ssm.amazonaws.com';
  keepApiCall(cloud, call, { eventSource, eventName, resources: [], requestParameters });
  tellApiCall(cloud, call, { source: 'aws.ssm', eventSource, eventName, requestParameters });
}

interface Tagged {
  readonly ResourceType: ResourceTypeForTagging | undefined;
  readonly ResourceId: string | undefined;
}

function needOf(action: string, fleet: Fleet, call: Call, { ResourceType, ResourceId = '' }: Tagged): Need {
  const tags = fleet.find(cellOf(call), ResourceId)?.tags ?? new Map<string, string>();
  const context: Record<string, string> = {};
  for (const [key, value] of tags) {
    context[`ssm:resourceTag/${key}`] = value;
    context[`aws:ResourceTag/${key}`] = value;
  }
  return { action: `ssm:${action}`, resource: resourceArn(call, ResourceType, ResourceId), context };
}

function resourceArn(call: Call, type: ResourceTypeForTagging | undefined, id: string): string {
  const place = `arn:aws:ssm:${call.region}:${call.principal.account}`;
  switch (type) {
    case 'ManagedInstance':
      return `${place}:managed-instance/${id}`;
    case 'Automation':
      return `${place}:automation-execution/${id}`;
    case 'Parameter':
      return `${place}:parameter/${id.replace(/^\//, '')}`;
    case 'Document':
      return `${place}:document/${id}`;
    default:
      throw new AwsError(
        'InvalidResourceType',
        `The resource type is not valid: ${type}. The embedded AWS tags ManagedInstance, Automation, Parameter and Document.`,
      );
  }
}
