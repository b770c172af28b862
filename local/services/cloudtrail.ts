import type { Call, Cloud } from '../cloud.ts';
import type { TrailedEvent } from '../record.ts';

export interface TrailedCall {
  readonly source: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters: object;
}

/** A trail's copy of an API call on the default bus. CloudTrail writes the first letter of each member in lower case. */
export function tellApiCall(cloud: Cloud, call: Call, trailed: TrailedCall): void {
  const { account, arn } = call.principal;
  cloud.emit({
    account,
    region: call.region,
    source: trailed.source,
    detailType: 'AWS API Call via CloudTrail',
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: { type: arn.includes(':assumed-role/') ? 'AssumedRole' : 'Root', arn, accountId: account },
      eventTime: `${cloud.clock.now().toISOString().slice(0, 19)}Z`,
      eventSource: trailed.eventSource,
      eventName: trailed.eventName,
      awsRegion: call.region,
      requestParameters: trailed.requestParameters,
      responseElements: null,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
    lagMs: 5_000,
  });
}

/** What the event history keeps of a call; only some services name the resources by which it is found again. */
export function keepApiCall(
  { clock, record }: Pick<Cloud, 'clock' | 'record'>,
  { principal, region }: Call,
  event: Omit<TrailedEvent, 'at' | 'by' | 'account' | 'region'>,
): void {
  record.trail.push({ at: clock.now(), by: principal.arn, account: principal.account, region, ...event });
}
