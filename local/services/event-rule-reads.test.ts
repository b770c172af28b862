import { EventBridgeClient, ListRuleNamesByTargetCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { HUB, MEMBER } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const REGION = 'eu-central-1';
const Arn = `arn:aws:events:${REGION}:${HUB}:event-bus/hub`;

let assembled: AssembledCloud;
afterEach(() => assembled.close());

it('lists the rules of a bus, page by page, and those that name a target, disabled ones as well', async () => {
  assembled = startCloud();
  const create = assembled.providers.get('AWS::Events::Rule');
  const stack = { account: MEMBER, region: REGION, name: 'member' };
  for (const [logicalId, more] of [
    ['Second', { State: 'DISABLED', Targets: [{ Id: 'hub', Arn }] }],
    ['First', { Targets: [{ Id: 'hub', Arn }] }],
    ['Third', {}],
  ] as const)
    await create?.({ logicalId, stack, properties: { EventPattern: { source: ['aws.tag'] }, ...more } });
  const events = new EventBridgeClient(clientOf(assembled, MEMBER, REGION));

  const page = await events.send(new ListRulesCommand({ Limit: 2 }));
  expect(page.Rules?.map(({ Name, State }) => `${Name} ${State}`)).toEqual([
    'member-First ENABLED',
    'member-Second DISABLED',
  ]);
  expect(page.Rules?.[0]?.EventPattern).toBe('{"source":["aws.tag"]}');
  const { NextToken } = page;
  const rest = await events.send(new ListRulesCommand({ Limit: 2, NextToken }));
  expect(rest.Rules?.map(({ Name }) => Name)).toEqual(['member-Third']);
  const { RuleNames } = await events.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }));
  expect(RuleNames).toEqual(['member-First', 'member-Second']);
  const hub = new EventBridgeClient(clientOf(assembled, HUB, REGION));
  expect((await hub.send(new ListRulesCommand())).Rules).toEqual([]);
});
