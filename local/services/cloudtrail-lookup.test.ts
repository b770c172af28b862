import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { fleetParts } from '../fleet/fleet-parts.ts';
import { MEMBER } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const NODE = 'i-0a1b2c3d4e5f60718';
const MINUTE_MS = 60_000;

let assembled: AssembledCloud;
beforeEach(() => {
  assembled = startCloud({ fleet: (cloud) => fleetParts(cloud) });
  const { cloud } = assembled;
  const place = { account: MEMBER, region: 'eu-central-1', eventSource: 'ec2.amazonaws.com' };
  for (const eventName of ['CreateTags', 'DeleteTags']) {
    const requestParameters = { resourcesSet: { items: [{ resourceId: NODE }] } };
    const at = cloud.clock.now();
    cloud.record.trail.push({
      at,
      by: 'arn:aws:iam::444455556666:user/bob',
      ...place,
      eventName,
      resources: [NODE],
      requestParameters,
    });
  }
});
afterEach(() => assembled.close());

function lookUp(input: LookupEventsCommandInput, account = MEMBER) {
  return new CloudTrailClient({ ...clientOf(assembled, account), maxAttempts: 1 }).send(new LookupEventsCommand(input));
}

const byName = { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: NODE }] } as const;
const byNode = () => lookUp({ ...byName, LookupAttributes: [...byName.LookupAttributes] });

describe('LookupEvents of the embedded AWS', () => {
  it('shows a call a quarter of an hour later, the latest first (E1)', async () => {
    const { clock } = assembled.cloud;
    clock.advance(15 * MINUTE_MS - 1);
    expect((await byNode()).Events).toEqual([]);
    clock.advance(1);
    expect((await byNode()).Events?.map(({ EventName }) => EventName)).toEqual(['DeleteTags', 'CreateTags']);
  });

  it('names the principal in the event, and shows other accounts nothing', async () => {
    assembled.cloud.clock.advance(15 * MINUTE_MS);
    const { Events } = await lookUp({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateTags' }],
    });
    expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({
      eventName: 'CreateTags',
      userIdentity: { arn: 'arn:aws:iam::444455556666:user/bob' },
    });
    expect((await lookUp({ LookupAttributes: [...byName.LookupAttributes] }, '777788889999')).Events).toEqual([]);
  });

  it('throttles the third lookup of a second (E3), and takes one attribute (E2)', async () => {
    await byNode();
    await byNode();
    await expect(byNode()).rejects.toMatchObject({ name: 'ThrottlingException' });
    assembled.cloud.clock.advance(1_000);
    await expect(
      lookUp({ LookupAttributes: [...byName.LookupAttributes, ...byName.LookupAttributes] }),
    ).rejects.toMatchObject({ name: 'InvalidLookupAttributesException' });
  });
});
