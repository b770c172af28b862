import * as z from 'zod/mini';
import { detailTypeOf, envelope } from './envelope.ts';
import { hybridNodeId, type NodeReference, nodeArn, nodeReference } from './node-reference.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/**
 * Somebody touched the tags of a node. Which values they have now is not in here on purpose: events arrive late, twice
 * and out of order, so the live tags are read.
 */
export type TagNudge = TagChange | FailedTagCall;

export interface TagChange {
  readonly kind: 'changed';
  readonly cause: TagCause;
  readonly id: string;
  readonly node: NodeReference;
  /** New, changed and deleted keys alike. */
  readonly keys: readonly string[];
  readonly at: Date;
}

/** The call was recorded, but AWS refused it: no tag is any different. */
export interface FailedTagCall {
  readonly kind: 'unchanged';
  readonly cause: Exclude<TagCause, 'tag-changed'>;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** The error code of the refusal, `AccessDenied` for one. */
  readonly error: string;
  readonly at: Date;
}

/** Tags of hybrid nodes are seen through the API call, because no document says that `aws.tag` covers them. */
export type TagCause = 'tag-changed' | 'tags-added-by-api' | 'tags-removed-by-api';

export function parseTagNudge(event: unknown): TagNudge {
  switch (detailTypeOf('tag nudge', event, ['Tag Change on Resource', 'AWS API Call via CloudTrail'])) {
    case 'Tag Change on Resource':
      return parseTagChange(event);
    case 'AWS API Call via CloudTrail':
      return parseTagCall(event);
  }
}

const tagChange = z
  .object({
    ...envelope,
    source: z.literal('aws.tag'),
    detail: z.object({
      service: z.enum(['ec2', 'ssm']),
      'resource-type': z.enum(['instance', 'managed-instance']),
      'changed-tag-keys': z.array(z.string()),
    }),
    resources: z.tuple([nodeArn], 'a list of one ARN'),
  })
  .check(({ value, issues }) => {
    // An event of one account that speaks of a node of another is forged or garbled; neither may lead us anywhere.
    const [{ arn, account, region }] = value.resources;
    if (account === value.account && region === value.region) return;
    const message = `an ARN of ${value.account} in ${value.region}`;
    issues.push({ code: 'custom', path: ['resources', 0], input: arn, message });
  });

function parseTagChange(event: unknown): TagChange {
  const { id, time, resources, detail } = parseOrRefuse('tag change', tagChange, event);
  const [node] = resources;
  return { kind: 'changed', cause: 'tag-changed', id, node, keys: detail['changed-tag-keys'], at: time };
}

const target = { resourceType: z.literal('ManagedInstance'), resourceId: hybridNodeId } as const;

const tagCall = z.object({
  ...envelope,
  source: z.literal('aws.ssm'),
  detail: z.object({
    eventSource: z.literal('ssm.amazonaws.com'),
    eventName: z.enum(['AddTagsToResource', 'RemoveTagsFromResource']),
    errorCode: z.nullish(z.string()),
  }),
});

const addition = z.object({
  detail: z.object({
    requestParameters: z.object({ ...target, tags: z.array(z.object({ key: z.string() })) }),
  }),
});

const removal = z.object({
  detail: z.object({ requestParameters: z.object({ ...target, tagKeys: z.array(z.string()) }) }),
});

/** The parameters are read only of a call that succeeded: a refused one may come without any. */
function parseTagCall(event: unknown): TagNudge {
  const { id, account, region, time: at, detail } = parseOrRefuse('tag call', tagCall, event);
  const cause = detail.eventName === 'AddTagsToResource' ? 'tags-added-by-api' : 'tags-removed-by-api';
  const error = detail.errorCode ?? undefined;
  if (error !== undefined) return { kind: 'unchanged', cause, id, account, region, error, at };

  const { nodeId, keys } = detail.eventName === 'AddTagsToResource' ? addedTags(event) : removedTags(event);
  return { kind: 'changed', cause, id, node: nodeReference({ id: nodeId, account, region }), keys, at };
}

interface TagsOfCall {
  readonly nodeId: string;
  readonly keys: readonly string[];
}

function addedTags(event: unknown): TagsOfCall {
  const { resourceId, tags } = parseOrRefuse('tag call', addition, event).detail.requestParameters;
  return { nodeId: resourceId, keys: tags.map(({ key }) => key) };
}

function removedTags(event: unknown): TagsOfCall {
  const { resourceId, tagKeys } = parseOrRefuse('tag call', removal, event).detail.requestParameters;
  return { nodeId: resourceId, keys: tagKeys };
}
