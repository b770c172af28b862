import { afterEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { type FunctionFolder, functionFolder } from '../testing/function-folder.ts';
import { HUB } from '../testing/small-organization.ts';
import { startCloud } from '../testing/start-cloud.ts';

let folder: FunctionFolder | undefined;
let assembled: AssembledCloud | undefined;
afterEach(() => {
  assembled?.close();
  folder?.remove();
});

const ECHO = 'export const handler = async (event) => console.log(JSON.stringify(event));';

const stackWith = (resources: string, { grant = 'lambda:InvokeFunction', account = HUB } = {}) => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } } }
  Echo: { Type: AWS::Lambda::Function, Properties: { FunctionName: echo, Runtime: nodejs24.x, Handler: dist/echo/handler.handler, Role: !GetAtt Role.Arn } }
  Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: dead } }
  TickRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: scheduler.amazonaws.com }, Action: sts:AssumeRole, Condition: { StringEquals: { 'aws:SourceAccount': '${account}' } } } }
      Policies: [{ PolicyName: x, PolicyDocument: { Statement: { Effect: Allow, Action: ['${grant}', sqs:SendMessage], Resource: '*' } } }]
${resources}`;

const TICK = `
  Tick:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: tick
      ScheduleExpression: cron(0/30 19 ? * FRI *)
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: !GetAtt Echo.Arn
        RoleArn: !GetAtt TickRole.Arn
        Input: '{"at":"<aws.scheduler.scheduled-time>","schedule":"<aws.scheduler.schedule-arn>","attempt":"<aws.scheduler.attempt-number>"}'
        DeadLetterConfig: { Arn: !GetAtt Dead.Arn }`;

async function runTwoHours(yaml: string, withheldTicks?: (at: Date) => boolean): Promise<AssembledCloud> {
  folder = await functionFolder({ echo: ECHO });
  assembled = startCloud({ root: folder.root, withheldTicks });
  const stack = { account: HUB, region: 'eu-central-1', name: 'stack' };
  await deploy(readTemplate(yaml, 'schedules'), { stack, parameters: {}, providers: assembled.providers });
  await assembled.cloud.clock.runUntil(new Date('2026-03-06T19:00:00Z'));
  return assembled;
}

const received = ({ logs }: AssembledCloud) => logs.lines('echo').map((line) => JSON.parse(line.slice('echo '.length)));

describe('a schedule', () => {
  it('wakes its function in its zone, with the time that it was due', async () => {
    const schedule = `arn:aws:scheduler:eu-central-1:${HUB}:schedule/default/tick`;
    expect(received(await runTwoHours(stackWith(TICK)))).toEqual([
      { at: '2026-03-06T18:00:00Z', schedule, attempt: '1' },
      { at: '2026-03-06T18:30:00Z', schedule, attempt: '1' },
    ]);
  });

  it('does not come while its ticks are withheld, and comes again afterwards', async () => {
    const ran = await runTwoHours(stackWith(TICK), (at) => at < new Date('2026-03-06T18:30:00Z'));
    expect(received(ran).map(({ at }) => at)).toEqual(['2026-03-06T18:30:00Z']);
  });

  it('writes a dead letter when its role may not invoke', async () => {
    const ran = await runTwoHours(stackWith(TICK, { grant: 'lambda:GetFunction' }));
    expect(received(ran)).toEqual([]);
    const letters = ran.queues.messages(`arn:aws:sqs:eu-central-1:${HUB}:dead`);
    expect(letters.map(({ attributes }) => attributes['ERROR_CODE'])).toEqual([
      'AccessDeniedException',
      'AccessDeniedException',
    ]);
  });

  it('is lost, but recorded, when nobody lets Scheduler become its role', async () => {
    const ran = await runTwoHours(stackWith(TICK, { account: '999999999999' }));
    expect(received(ran)).toEqual([]);
    expect(ran.cloud.record.refusals[0]).toMatchObject({
      principal: 'scheduler.amazonaws.com',
      action: 'sts:AssumeRole',
    });
  });
});

it('a rule with a schedule sends an event that carries the time and no detail, if the function lets it in', async () => {
  const rule = `
  Rule:
    Type: AWS::Events::Rule
    Properties: { Name: hourly, ScheduleExpression: rate(1 hour), Targets: [{ Id: e, Arn: !GetAtt Echo.Arn }] }
  Permission:
    Type: AWS::Lambda::Permission
    Properties: { FunctionName: !Ref Echo, Action: lambda:InvokeFunction, Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn }`;
  const [first] = received(await runTwoHours(stackWith(rule)));
  expect(first).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    resources: [`arn:aws:events:eu-central-1:${HUB}:rule/hourly`],
    time: expect.stringMatching(/^2026-03-06T18:00:[01]\dZ$/),
    detail: {},
  });
});
