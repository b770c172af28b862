import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { type FunctionFolder, functionFolder } from '../testing/function-folder.ts';
import { HUB } from '../testing/small-organization.ts';
import { startCloud } from '../testing/start-cloud.ts';

const FUNCTION = `arn:aws:lambda:eu-central-1:${HUB}:function:fragile`;
const queue = (name: string) => `arn:aws:sqs:eu-central-1:${HUB}:${name}`;

/** Fails as often as its event says, by what it remembers in the seam's own world. */
const FRAGILE = `
let calls = 0;
export const handler = async (event, context) => {
  calls += 1;
  console.log('attempt ' + calls + ' of ' + context.awsRequestId + ' with ' + context.getRemainingTimeInMillis());
  if (event.sleepMs) await globalThis.patchplaneSeam.sleep(event.sleepMs);
  if (calls <= event.failures) throw new TypeError('broken ' + calls);
};`;

let folder: FunctionFolder;
let assembled: AssembledCloud;
beforeEach(async () => {
  folder = await functionFolder({ fragile: FRAGILE });
  assembled = startCloud({ root: folder.root });
});
afterEach(() => {
  assembled.close();
  folder.remove();
});

async function deployFragile({ grant = 'sqs:SendMessage', retries = 2, ageSeconds = 3600 } = {}): Promise<void> {
  const yaml = `
Resources:
  Failures: { Type: AWS::SQS::Queue, Properties: { QueueName: failures } }
  Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: dead } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: x, PolicyDocument: { Statement: { Effect: Allow, Action: ${grant}, Resource: '*' } } }]
  Fragile:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: fragile
      Runtime: nodejs24.x
      Handler: dist/fragile/handler.handler
      Role: !GetAtt Role.Arn
      Timeout: 30
      DeadLetterConfig: { TargetArn: !GetAtt Dead.Arn }
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Fragile
      Qualifier: $LATEST
      MaximumRetryAttempts: ${retries}
      MaximumEventAgeInSeconds: ${ageSeconds}
      DestinationConfig: { OnFailure: { Destination: !GetAtt Failures.Arn } }`;
  const stack = { account: HUB, region: 'eu-central-1', name: 'stack' };
  await deploy(readTemplate(yaml, 'fragile'), { stack, parameters: {}, providers: assembled.providers });
}

async function invoke(payload: object, minutes = 10): Promise<void> {
  const { cloud } = assembled;
  cloud.invokeAsync(FUNCTION, payload);
  await cloud.clock.runUntil(new Date(cloud.clock.now().getTime() + minutes * 60_000));
}

const attemptTimes = () =>
  assembled.cloud.record.invocationErrors.map(({ at, attempt }) => `${attempt} ${at.toISOString().slice(11, 19)}`);

describe('an asynchronous invocation', () => {
  it('is tried again after one minute and after two, then given up, with a record and a dead letter (L1 to L3)', async () => {
    await deployFragile();
    await invoke({ failures: 9 });

    expect(attemptTimes()).toEqual(['1 17:00:00', '2 17:01:00', '3 17:03:00']);
    expect(assembled.cloud.record.invocationErrors[2]?.error).toBe('TypeError: broken 3');
    const [record] = assembled.queues.messages(queue('failures'));
    expect(JSON.parse(record?.body ?? '')).toMatchObject({
      version: '1.0',
      requestContext: { functionArn: `${FUNCTION}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { failures: 9 },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'broken 3' },
    });
    expect(assembled.queues.messages(queue('dead'))).toEqual([
      {
        at: expect.any(Date),
        body: '{"failures":9}',
        attributes: { RequestID: expect.any(String), ErrorCode: '200', ErrorMessage: 'broken 3' },
      },
    ]);
  });

  it('that works at the second attempt is not given up', async () => {
    await deployFragile();
    await invoke({ failures: 1 });
    expect(attemptTimes()).toEqual(['1 17:00:00']);
    expect(assembled.logs.lines('fragile')).toHaveLength(2);
    expect(assembled.queues.messages(queue('failures'))).toEqual([]);
  });

  it('is tried as often, and for as long, as the function says', async () => {
    await deployFragile({ retries: 0 });
    await invoke({ failures: 9 });
    expect(attemptTimes()).toEqual(['1 17:00:00']);
  });

  it('that grows too old is given up', async () => {
    await deployFragile({ ageSeconds: 100 });
    await invoke({ failures: 9 });
    expect(attemptTimes()).toEqual(['1 17:00:00', '2 17:01:00']);
    expect(assembled.queues.messages(queue('failures'))[0]?.body).toContain('EventAgeExceeded');
  });

  it('ends at the timeout of the function, and starts the next sandbox afresh', async () => {
    await deployFragile();
    await invoke({ failures: 0, sleepMs: 30_001 });
    expect(assembled.cloud.record.invocationErrors.map(({ error }) => error)).toEqual(
      Array(3).fill(expect.stringMatching(/Task timed out after 30.00 seconds/)),
    );
    expect(assembled.logs.lines('fragile')).toEqual(Array(3).fill(expect.stringMatching(/attempt 1 of .* with 30000/)));
  });

  it('of a function that is not there is refused', () => {
    expect(() => assembled.cloud.invokeAsync(FUNCTION, {})).toThrow(`Function not found: ${FUNCTION}`);
  });

  it('by a service needs the permission of the function', async () => {
    await deployFragile();
    const config = { service: 'config.amazonaws.com', account: HUB };
    expect(() => assembled.cloud.invokeAsync(FUNCTION, {}, config)).toThrow(/not authorized to perform: lambda:Invoke/);
  });
});

it('a function whose role may not write dead letters cannot be created', async () => {
  await expect(deployFragile({ grant: 'logs:PutLogEvents' })).rejects.toThrow(/may not deliver failures/);
});
