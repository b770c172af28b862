import { afterEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { HUB, MEMBER, OTHER_MEMBER } from '../testing/small-organization.ts';
import { startCloud } from '../testing/start-cloud.ts';
import type { DeliveryPolicy } from './event-buses.ts';

let assembled: AssembledCloud | undefined;
afterEach(() => assembled?.close());

const queue = (account: string, name: string) => `arn:aws:sqs:eu-central-1:${account}:${name}`;

/** A bus and a queue that gets all its test events; the default bus forwards to a bus of another account. */
const stackOf = ({
  forwardTo,
  busPrincipal = '*',
  dead = true,
}: {
  forwardTo: string;
  busPrincipal?: string;
  dead?: boolean;
}) => `
Resources:
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: hub } }
  BusPolicy:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: hub
      StatementId: s
      Statement: { Effect: Allow, Principal: { AWS: '${busPrincipal}' }, Action: events:PutEvents, Resource: !GetAtt Bus.Arn, Condition: { StringEquals: { 'aws:PrincipalOrgID': o-example1234 } } }
  Seen: { Type: AWS::SQS::Queue, Properties: { QueueName: seen } }
  Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: dead } }
  Policies:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Seen${dead ? ', !Ref Dead' : ''}]
      PolicyDocument: { Statement: { Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sqs:SendMessage, Resource: '*' } }
  SeenRule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [test] }
      Targets: [{ Id: seen, Arn: !GetAtt Seen.Arn, InputTransformer: { InputPathsMap: { who: $.account, what: $.detail.text }, InputTemplate: '{"from":<who>,"text":"<what>"}' } }]
  ForwardRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: x, PolicyDocument: { Statement: { Effect: Allow, Action: events:PutEvents, Resource: '*' } } }]
  Forward:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [test] }
      Targets: [{ Id: f, Arn: 'arn:aws:events:eu-central-1:${forwardTo}:event-bus/hub', RoleArn: !GetAtt ForwardRole.Arn, DeadLetterConfig: { Arn: !GetAtt Dead.Arn } }]
  ForwardAgain:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [test] }
      Targets: [{ Id: f, Arn: 'arn:aws:events:eu-central-1:${OTHER_MEMBER}:event-bus/hub', RoleArn: !GetAtt ForwardRole.Arn }]
`;

interface Setting {
  readonly busPrincipal?: string;
  readonly dead?: boolean;
  readonly deliver?: DeliveryPolicy;
}

async function emitFromMember({ deliver, ...setting }: Setting = {}): Promise<AssembledCloud> {
  assembled = startCloud({ deliver });
  const { cloud, providers } = assembled;
  for (const account of [HUB, MEMBER, OTHER_MEMBER]) {
    const template = readTemplate(stackOf({ forwardTo: HUB, ...setting }), 'buses');
    await deploy(template, { stack: { account, region: 'eu-central-1', name: 'buses' }, parameters: {}, providers });
  }
  const detail = { text: 'say "hi"' };
  cloud.emit({ account: MEMBER, region: 'eu-central-1', source: 'test', detailType: 'Test', resources: [], detail });
  await cloud.clock.runUntil(new Date('2026-03-06T17:05:00Z'));
  return assembled;
}

describe('an event', () => {
  it('reaches the bus of another account, once, and never a third account (B1 to B3)', async () => {
    const { queues } = await emitFromMember();
    expect(queues.messages(queue(HUB, 'seen')).map(({ body }) => JSON.parse(body))).toEqual([
      { from: MEMBER, text: 'say "hi"' },
    ]);
    expect(queues.messages(queue(HUB, 'seen'))[0]?.at).toEqual(new Date('2026-03-06T17:00:01.600Z'));
    expect(queues.messages(queue(OTHER_MEMBER, 'seen'))).toEqual([]);
    expect(queues.messages(queue(MEMBER, 'dead'))).toEqual([]);
  });

  it('that the other bus does not let in goes to the dead-letter queue (B4)', async () => {
    const { queues, cloud } = await emitFromMember({ busPrincipal: OTHER_MEMBER });
    expect(queues.messages(queue(HUB, 'seen'))).toEqual([]);
    expect(queues.messages(queue(MEMBER, 'dead'))).toEqual([
      expect.objectContaining({
        attributes: expect.objectContaining({
          ERROR_CODE: 'AccessDeniedException',
          RULE_ARN: `arn:aws:events:eu-central-1:${MEMBER}:rule/buses-Forward`,
        }),
      }),
    ]);
    expect(cloud.record.refusals).toEqual([expect.objectContaining({ action: 'events:PutEvents' })]);
  });

  it('is lost where the dead-letter queue does not let the rule in', async () => {
    const { queues, cloud } = await emitFromMember({ busPrincipal: OTHER_MEMBER, dead: false });
    expect(queues.messages(queue(MEMBER, 'dead'))).toEqual([]);
    expect(cloud.record.refusals.map(({ action }) => action)).toEqual(['events:PutEvents', 'sqs:SendMessage']);
  });

  it('is lost or comes twice when the delivery policy says so (B2)', async () => {
    const lost = await emitFromMember({ deliver: () => [] });
    expect(lost.queues.messages(queue(HUB, 'seen'))).toEqual([]);
    const twice = await emitFromMember({
      deliver: ({ targetArn }) => (targetArn.startsWith('arn:aws:sqs:') ? [0, 30_000] : [0]),
    });
    const times = twice.queues.messages(queue(HUB, 'seen')).map(({ at }) => at.toISOString().slice(14, 19));
    expect(times).toEqual(['00:01', '00:31']);
  });
});
