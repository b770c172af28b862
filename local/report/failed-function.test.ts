import { describe, expect, it } from '@jest/globals';
import { failedFunction } from './failed-function.ts';

describe('failedFunction()', () => {
  it('says which function gave up and why', () => {
    const body = JSON.stringify({
      version: '1.0',
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:check-tag:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      responsePayload: { errorType: 'Error', errorMessage: 'Cannot read ledger', trace: [] },
    });

    expect(failedFunction(body)).toBe(
      'check-tag gave up after 3 attempts (RetriesExhausted): Error: Cannot read ledger',
    );
  });

  it.each(['Window 2SAT@2026-03-07 is final', '{"version":"1.0","content":{}}', '{ no JSON'])(
    'leaves %j alone',
    (body) => {
      expect(failedFunction(body)).toBeUndefined();
    },
  );
});
