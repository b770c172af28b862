/** The hub deploys with everything that may be given and with nothing of it, and its key lets in whom it should. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from './assemble-cloud.ts';
import type { ServicePrincipal } from './cloud.ts';
import { deploy } from './cloudformation/deploy.ts';
import { readTemplate, type Template } from './cloudformation/read-template.ts';
import { fleetParts } from './fleet/fleet-parts.ts';
import { administratorOf } from './iam/administrator.ts';
import { HUB, MEMBER } from './testing/small-organization.ts';
import { startCloud } from './testing/start-cloud.ts';

const REGION = 'eu-central-1';
const ALERTS = `arn:aws:sns:${REGION}:${HUB}:patchplane-live-alerts`;
const FAILURES = `arn:aws:sns:${REGION}:${HUB}:patchplane-live-failures`;
const hub = read('.serverless/cloudformation-template-update-stack.json');
const region = read('.serverless/region/cloudformation-template-update-stack.json');

let assembled: AssembledCloud | undefined;
afterEach(() => assembled?.close());

describe('the stacks of the hub account', () => {
  it.each([
    ['nothing', {}],
    [
      'everything',
      {
        OrganizationId: 'o-example1234',
        AlertsEmail: 'owners@example.com',
        OperationsEmail: 'platform@example.com',
        SlackWorkspaceId: 'T0EXAMPLE1',
        SlackChannelId: 'C0EXAMPLE1',
      },
    ],
  ])('deploy with %s given', async (_what, parameters) => {
    const made = await deployed(hub, parameters);
    expect(made.includes('SlackChannel')).toBe(Object.hasOwn(parameters, 'SlackChannelId'));
    expect(made.includes('AlertsSubscription')).toBe(Object.hasOwn(parameters, 'AlertsEmail'));
    expect(made.includes('FailuresSubscription')).toBe(Object.hasOwn(parameters, 'OperationsEmail'));
    expect(made).toContain('BusPolicy');
  });

  it('refuse what is no address', async () => {
    await expect(deployed(hub, { AlertsEmail: 'owners' })).rejects.toThrow('Parameter AlertsEmail is "owners"');
    await expect(deployed(region, { HubRegion: '' })).rejects.toThrow('Parameter HubRegion is ""');
  });
});

describe('an alarm', () => {
  const alarmOf = (account: string, name: string): ServicePrincipal => ({
    service: 'cloudwatch.amazonaws.com',
    account,
    sourceArn: `arn:aws:cloudwatch:${REGION}:${account}:alarm:${name}`,
  });

  it.each([
    ['of ours', alarmOf(HUB, 'patchplane-live-sweep-is-silent'), true],
    ['of another stage', alarmOf(HUB, 'patchplane-trial-sweep-is-silent'), false],
    ['of another account', alarmOf(MEMBER, 'patchplane-live-sweep-is-silent'), false],
  ])('%s uses the key and publishes: %j', async (_whose, alarm, may) => {
    await deployed(hub, {});
    expect(allowed(alarm, FAILURES)).toEqual([may, may, may]);
  });

  it('reaches the failures topic only, whatever the key allows', async () => {
    await deployed(hub, {});
    expect(allowed(alarmOf(HUB, 'patchplane-live-sweep-is-silent'), ALERTS)).toEqual([false, true, true]);
  });
});

describe('the alerts topic', () => {
  it('takes from a function of ours, and not from the administrator of the account', async () => {
    await deployed(hub, {});
    const { cloud } = started();
    const notice = { TopicArn: ALERTS, Message: 'a notice' };
    const session = { service: 'lambda.amazonaws.com', account: HUB };
    const sweep = cloud.assume(session, `arn:aws:iam::${HUB}:role/patchplane-live-sweep-windows`, 'a-test');
    await cloud.callAs(sweep, REGION, 'sns', 'Publish', notice);
    expect(cloud.record.messages.map(({ body }) => body)).toEqual(['a notice']);

    await expect(cloud.callAs(administratorOf(HUB), REGION, 'sns', 'Publish', notice)).rejects.toThrow('explicit deny');
  });

  it('is of no use to a role that may publish and not use the key', async () => {
    const { NoticeKey, ...others } = hub.Resources;
    const locked = JSON.parse(JSON.stringify(NoticeKey).replace('"kms:*"', '"kms:DescribeKey"'));
    await deployed({ ...hub, Resources: { ...others, NoticeKey: locked } }, {});
    const { cloud } = started();
    const session = { service: 'lambda.amazonaws.com', account: HUB };
    const sweep = cloud.assume(session, `arn:aws:iam::${HUB}:role/patchplane-live-sweep-windows`, 'a-test');
    await expect(
      cloud.callAs(sweep, REGION, 'sns', 'Publish', { TopicArn: ALERTS, Message: 'a notice' }),
    ).rejects.toThrow('kms:GenerateDataKey');
  });
});

/** The logical ids of what was made. */
async function deployed(template: Template, parameters: Readonly<Record<string, string>>): Promise<string[]> {
  assembled?.close();
  assembled = startCloud({ fleet: (cloud) => fleetParts(cloud) });
  const made: string[] = [];
  const providers = new Map(
    [...assembled.providers].map(([type, provide]) => [
      type,
      (resource: Parameters<typeof provide>[0]) => {
        made.push(resource.logicalId);
        return provide(resource);
      },
    ]),
  );
  const stack = { account: HUB, region: REGION, name: 'patchplane-live' };
  await deploy(template, { stack, parameters, providers });
  return made;
}

function started(): AssembledCloud {
  if (assembled === undefined) throw new Error('Nothing is deployed yet');
  return assembled;
}

/** Whether a service may publish, and then use the key for it, by the policies of both. */
function allowed(service: ServicePrincipal, topicArn: string): boolean[] {
  return started()
    .refusalsOfPublishing(service, topicArn)
    .map((refusal) => refusal === undefined);
}

function read(file: string): Template {
  return readTemplate(readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8'), file);
}
