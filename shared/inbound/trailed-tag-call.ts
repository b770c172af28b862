import * as z from 'zod/mini';
import type { TagChange } from '../domain/reports/judge-tag-change.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import type { Cell } from '../domain/window/node.ts';
import { instant } from './envelope.ts';

const tag = z.object({ key: z.string(), value: z.optional(z.string()) });

/** EC2 wraps its lists in `items`; Systems Manager does not. */
const parameters = z.object({
  resourcesSet: z.optional(z.object({ items: z.array(z.object({ resourceId: z.optional(z.string()) })) })),
  tagSet: z.optional(z.object({ items: z.array(tag) })),
  resourceType: z.optional(z.string()),
  resourceId: z.optional(z.string()),
  tags: z.optional(z.array(tag)),
  tagKeys: z.optional(z.array(z.string())),
});

const call = z.object({
  eventName: z.enum(['CreateTags', 'DeleteTags', 'AddTagsToResource', 'RemoveTagsFromResource']),
  eventTime: instant,
  errorCode: z.optional(z.string()),
  userIdentity: z.optional(z.object({ arn: z.optional(z.string()), invokedBy: z.optional(z.string()) })),
  requestParameters: z.nullish(parameters),
});

type Call = z.infer<typeof call>;

/**
 * The tags that a call in CloudTrail's event history has changed, or was refused to: one for each node and key. A call
 * on anything else, or one that is not of this form, says nothing about tags.
 */
export function tagChangesOf(json: string, { account, region }: Cell): TagChange[] {
  const parsed = call.safeParse(parsedOrNothing(json));
  if (!parsed.success) return [];
  const { eventTime: at, errorCode: refused, userIdentity } = parsed.data;
  const by = userIdentity?.arn ?? userIdentity?.invokedBy;
  return nodesOf(parsed.data).flatMap((nodeId) =>
    tagsOf(parsed.data).map((each) => ({ nodeId, account, region, at, by, ...each, refused })),
  );
}

function parsedOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function nodesOf({ requestParameters }: Call): string[] {
  const { resourcesSet, resourceType, resourceId } = requestParameters ?? {};
  if (resourcesSet !== undefined) return resourcesSet.items.flatMap((item) => item.resourceId ?? []);
  return resourceType === 'ManagedInstance' && resourceId !== undefined ? [resourceId] : [];
}

/** A tag that is set without a value is set to the empty one. Of a call that names no tags, ours is the one that counts. */
function tagsOf({ eventName, requestParameters }: Call): { key: string; value?: string }[] {
  const { tagSet, tags = tagSet?.items ?? [], tagKeys } = requestParameters ?? {};
  switch (eventName) {
    case 'CreateTags':
    case 'AddTagsToResource':
      return tags.length > 0 ? tags.map(({ key, value = '' }) => ({ key, value })) : [{ key: PATCHING_TAG }];
    case 'DeleteTags':
    case 'RemoveTagsFromResource':
      return (tagKeys ?? (tags.length > 0 ? tags.map(({ key }) => key) : [PATCHING_TAG])).map((key) => ({ key }));
  }
}
