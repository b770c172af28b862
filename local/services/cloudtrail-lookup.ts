/**
 * CloudTrail's event history, of the calls on the tags of nodes.
 *
 *   E1. An event shows a quarter of an hour after the call, the latest first, for 90 days.
 *   E2. One attribute a lookup, besides the time; 50 events a page.
 *   E3. Two lookups a second in an account and Region; the third is throttled.
 */
import type { Event, LookupEventsCommandInput, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import { AwsError, type Cloud, operation } from '../cloud.ts';
import { uuidOf } from '../digest.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { PerCell } from '../fleet/per-cell.ts';
import type { TrailedEvent } from '../record.ts';

const LAG_MS = 15 * 60_000;
const KEPT_MS = 90 * 86_400_000;
const LOOKUPS_A_SECOND = 2;

export function cloudTrailLookup({ clock, record }: Pick<Cloud, 'clock' | 'record'>): Capability {
  const lookups = new PerCell<number[]>(() => []);
  return {
    operations: {
      LookupEvents: operation<LookupEventsCommandInput, LookupEventsCommandOutput>({
        needs: () => [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
        run: (input, call) => {
          const now = clock.now().getTime();
          const recent = lookups.of(cellOf(call));
          recent.push(now);
          if (recent.filter((at) => at > now - 1_000).length > LOOKUPS_A_SECOND)
            throw new AwsError('ThrottlingException', 'Rate exceeded'); // E3

          const { LookupAttributes = [], StartTime, EndTime } = input;
          const [attribute, ...others] = LookupAttributes;
          if (others.length > 0)
            throw new AwsError('InvalidLookupAttributesException', 'You can specify only one lookup attribute.'); // E2
          const size = sizeWithin(input.MaxResults, {
            name: 'maxResults',
            least: 1,
            most: 50,
            otherwise: 50,
            code: 'InvalidMaxResultsException',
          });
          const from = Math.max(StartTime?.getTime() ?? 0, now - KEPT_MS);
          const to = Math.min(EndTime?.getTime() ?? now, now - LAG_MS); // E1
          const matching = [...record.trail, ...refusedCalls(record)]
            .toSorted((one, other) => one.at.getTime() - other.at.getTime())
            .filter(({ account, region }) => account === call.principal.account && region === call.region)
            .filter(({ at }) => at.getTime() >= from && at.getTime() <= to)
            .filter((event) => attribute === undefined || has(event, attribute.AttributeKey, attribute.AttributeValue))
            .toReversed();
          const { items, nextToken } = page(matching, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return { Events: items.map(eventOf), ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
  };
}

/** A call that IAM refused is in the history too; what it would have set is not always. */
function refusedCalls({ refusals }: Cloud['record']): TrailedEvent[] {
  return refusals.flatMap(({ at, principal: by, action, resource }) => {
    const [, eventName = ''] = /^ec2:(CreateTags|DeleteTags)$/.exec(action) ?? [];
    const [, , , region = '', account = '', name = ''] = resource.split(':');
    if (eventName === '') return [];
    const resourceId = name.slice(name.indexOf('/') + 1);
    return {
      at,
      by,
      account,
      region,
      eventSource: 'ec2.amazonaws.com',
      eventName,
      resources: [resourceId],
      requestParameters: { resourcesSet: { items: [{ resourceId }] } },
      errorCode: 'Client.UnauthorizedOperation',
    };
  });
}

function has({ resources, eventName, eventSource }: TrailedEvent, key = '', value = ''): boolean {
  switch (key) {
    case 'ResourceName':
      return resources.includes(value);
    case 'EventName':
      return eventName === value;
    case 'EventSource':
      return eventSource === value;
    default:
      throw new AwsError('InvalidLookupAttributesException', `The embedded AWS looks up nothing by ${key}.`);
  }
}

function eventOf(event: TrailedEvent): Event {
  const { at, by, account, region, eventSource, eventName, resources, requestParameters, errorCode } = event;
  const eventID = uuidOf(`${at.toISOString()} ${by} ${eventName} ${JSON.stringify(requestParameters)}`);
  return {
    EventId: eventID,
    EventName: eventName,
    EventSource: eventSource,
    EventTime: at,
    ReadOnly: 'false',
    Username: by.split('/').at(-1),
    Resources: resources.map((ResourceName) => ({ ResourceType: 'AWS::EC2::Instance', ResourceName })),
    CloudTrailEvent: JSON.stringify({
      eventVersion: '1.11',
      userIdentity: { type: by.includes(':assumed-role/') ? 'AssumedRole' : 'Root', arn: by, accountId: account },
      eventTime: `${at.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`,
      eventSource,
      eventName,
      awsRegion: region,
      requestParameters,
      ...(errorCode !== undefined && { errorCode }),
      eventID,
      recipientAccountId: account,
    }),
  };
}
