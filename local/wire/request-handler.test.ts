import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, it } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import { AwsError } from '../cloud.ts';
import type { Dispatch } from './dispatcher.ts';
import { requestHandler } from './request-handler.ts';
import { writeError } from './write-error.ts';

it('lets virtual time pass while the SDK waits to repeat a throttled request', async () => {
  const start = new Date('2026-03-06T17:00:00Z');
  const clock = new VirtualClock(start);
  let requests = 0;
  const once: Dispatch = async () => {
    requests += 1;
    if (clock.now() <= start) return writeError(new AwsError('ThrottlingException', 'Rate exceeded'), 'json', 'r');
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: '{"Parameter":{"Name":"a"}}',
    };
  };
  const credentials = { accessKeyId: 'x', secretAccessKey: 'y' };
  const ssm = new SSMClient({ region: 'eu-west-1', credentials, requestHandler: requestHandler(once, clock) });

  expect((await ssm.send(new GetParameterCommand({ Name: 'a' }))).Parameter).toEqual({ Name: 'a' });
  expect([requests, clock.now()]).toEqual([2, new Date('2026-03-06T17:00:01Z')]);
});
