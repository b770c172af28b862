import { describe, expect, it } from '@jest/globals';
import type { Message } from '../record.ts';
import { toldNotices } from './told-notices.ts';

const at = new Date('2026-03-06T19:00:00Z');
const alert: Message = {
  at,
  topicArn: 'arn:aws:sns:eu-central-1:111122223333:patchplane-alerts',
  subject: 'web-01: 2STA is no schedule',
  body: 'Somebody typed 2STA.',
  attributes: { kind: 'tag-refused', severity: 'warning', key: 'tag/1' },
};
const chat: Message = {
  ...alert,
  topicArn: 'arn:aws:sns:eu-central-1:111122223333:patchplane-chat',
  subject: undefined,
  body: '{}',
};

describe('toldNotices()', () => {
  it('makes one row of a notice that went to both topics, in the words of the e-mail', () => {
    expect(toldNotices([chat, alert])).toEqual([
      {
        at: '2026-03-06T19:00:00.000Z',
        kind: 'tag-refused',
        severity: 'warning',
        subject: 'web-01: 2STA is no schedule',
        topic: 'alerts+chat',
        key: 'tag/1',
        body: 'Somebody typed 2STA.',
      },
    ]);
  });

  it('does not hide that a notice was delivered twice', () => {
    expect(toldNotices([alert, alert, chat]).map(({ topic }) => topic)).toEqual(['alerts×2+chat']);
  });

  it('tells what a function gave up, which nobody classified, as critical', () => {
    const body = JSON.stringify({
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:patchplane-live-check-tag:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    });
    const topicArn = 'arn:aws:sns:eu-central-1:111122223333:patchplane-live-failures';

    expect(toldNotices([{ at, topicArn, subject: undefined, body, attributes: {} }])).toMatchObject([
      {
        kind: 'function-failed',
        severity: 'critical',
        subject: 'patchplane-live-check-tag gave up after 3 attempts (RetriesExhausted): Error: no',
        topic: 'failures',
      },
    ]);
  });

  it('sorts by instant, then key', () => {
    const later = { ...alert, at: new Date('2026-03-06T20:00:00Z'), attributes: { key: 'a' } };
    const same = { ...alert, attributes: { key: 'b' } };

    expect(toldNotices([later, alert, same]).map(({ key }) => key)).toEqual(['b', 'tag/1', 'a']);
  });
});
