import { ConfigServiceClient, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import { EventBridgeClient, ListEventBusesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { HUB, MEMBER } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const TOPIC = `arn:aws:sns:eu-central-1:${HUB}:alerts`;
const roleArn = `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`;
const becomeMember = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' });

let assembled: AssembledCloud;
beforeEach(async () => {
  assembled = startCloud();
  const template = readTemplate('Resources: { T: { Type: AWS::SNS::Topic, Properties: { TopicName: alerts } } }', 'x');
  const stack = { account: HUB, region: 'eu-central-1', name: 'stack' };
  await deploy(template, { stack, parameters: {}, providers: assembled.providers });
});
afterEach(() => assembled.close());

describe('the wire, in process', () => {
  it('answers the query protocol, lists, maps and dates included', async () => {
    const sns = new SNSClient(clientOf(assembled));
    const entry = (Id: string, Message: string) => ({
      Id,
      Message,
      MessageAttributes: { kind: { DataType: 'String', StringValue: `<${Id}> & "more"` } },
    });
    const { Successful, Failed } = await sns.send(
      new PublishBatchCommand({ TopicArn: TOPIC, PublishBatchRequestEntries: [entry('a', 'one'), entry('b', '')] }),
    );
    expect(Successful).toEqual([{ Id: 'a', MessageId: expect.any(String) }]);
    expect(Failed).toEqual([expect.objectContaining({ Id: 'b', Code: 'InvalidParameter', SenderFault: true })]);
    expect(assembled.cloud.record.messages).toEqual([
      expect.objectContaining({ body: 'one', attributes: { kind: '<a> & "more"' } }),
    ]);

    const { Credentials } = await new STSClient(clientOf(assembled)).send(becomeMember);
    expect(Credentials?.Expiration).toEqual(new Date('2026-03-06T18:00:00Z'));
  });

  it('answers JSON, and counts each call, refused ones too', async () => {
    const events = new EventBridgeClient(clientOf(assembled));
    const entry = { Source: 'test', DetailType: 'Test', Detail: '{}' };
    const { FailedEntryCount, Entries } = await events.send(
      new PutEventsCommand({ Entries: [entry, { ...entry, Detail: '[1' }, { ...entry, Source: 'aws.ssm' }] }),
    );
    expect(FailedEntryCount).toBe(2);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'NotAuthorizedForSourceException',
    ]);
    const eleven = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) });
    await expect(events.send(eleven)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(assembled.cloud.record.calls.get('events')).toEqual(new Map([['PutEvents', 2]]));
  });

  it('gives errors as the SDK has classes for them', async () => {
    const sns = new SNSClient(clientOf(assembled));
    const lost = new PublishCommand({ TopicArn: `${TOPIC}-2`, Message: 'x' });
    await expect(sns.send(lost)).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('names what it does not serve, and what is missing', async () => {
    const events = new EventBridgeClient({ ...clientOf(assembled), maxAttempts: 1 });
    await expect(events.send(new ListEventBusesCommand({}))).rejects.toThrow('does not serve events:ListEventBuses');
    const config = new ConfigServiceClient({ ...clientOf(assembled), maxAttempts: 1 });
    const anything = new PutEvaluationsCommand({ ResultToken: 'x' });
    await expect(config.send(anything)).rejects.toThrow('does not serve config:PutEvaluations');
    // @ts-expect-error: the SDK's types want the Message, and so must the wire.
    const withoutMessage = new PublishCommand({ TopicArn: TOPIC });
    await expect(new SNSClient(clientOf(assembled)).send(withoutMessage)).rejects.toThrow(
      "Value at 'Message' failed to satisfy constraint: Member must not be null",
    );
  });

  it('turns session credentials into the role that they were given for, until they expire', async () => {
    const { Credentials } = await new STSClient(clientOf(assembled)).send(becomeMember);
    const member = new STSClient(clientOf(assembled, Credentials?.AccessKeyId));
    expect(await member.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: MEMBER,
      Arn: `arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/test`,
    });
    assembled.cloud.clock.advance(3600_000);
    await expect(member.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('refuses who may not, and says who and what', async () => {
    const stranger = new SNSClient(clientOf(assembled, MEMBER));
    await expect(stranger.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' }))).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringContaining(
        `${MEMBER}:root is not authorized to perform: sns:Publish on resource: ${TOPIC}`,
      ),
    });
    expect(assembled.cloud.record.calls.get('sns')?.get('Publish')).toBe(1);
    expect(assembled.cloud.record.refusals).toHaveLength(1);
    expect(assembled.cloud.record.messages).toEqual([]);
  });
});

describe('the wire, on a port of loopback', () => {
  it('answers the SDK over HTTP', async () => {
    const server = await assembled.listen(0);
    try {
      expect(server.address()).toMatchObject({ address: '127.0.0.1' });
      const port = Object(server.address()).port;
      const { requestHandler: _inProcess, ...config } = clientOf(assembled, MEMBER);
      const overHttp = { ...config, endpoint: `http://127.0.0.1:${port}` };
      const sts = new STSClient(overHttp);
      expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(MEMBER);
      const events = new EventBridgeClient(overHttp);
      const entry = { Source: 'test', DetailType: 'Test', Detail: '{"text":"ä"}' };
      expect((await events.send(new PutEventsCommand({ Entries: [entry] }))).FailedEntryCount).toBe(0);
      // Both clocks are far apart, and the client goes by the one of whom it asks.
      const skewMs = Date.now() + sts.config.systemClockOffset - assembled.cloud.clock.now().getTime();
      expect(Math.abs(skewMs)).toBeLessThan(60_000);
      sts.destroy();
      events.destroy();
    } finally {
      server.close();
    }
  });

  it('refuses a request that nobody signed', async () => {
    const server = await assembled.listen(0);
    try {
      const answer = await fetch(`http://127.0.0.1:${Object(server.address()).port}/`, {
        method: 'POST',
        body: 'Action=X',
      });
      expect([answer.status, await answer.text()]).toEqual([
        403,
        expect.stringContaining('MissingAuthenticationToken'),
      ]);
    } finally {
      server.close();
    }
  });
});
