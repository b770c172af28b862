import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseIntentEvent } from './intent-event.ts';

const HUB = '111122223333';
const at = new Date('2026-03-06T20:41:07Z');

describe('parseIntentEvent()', () => {
  it('reads a request to patch now, and keeps its proof apart', () => {
    const event = parseIntentEvent(sampleEvent('patch-requested'));

    expect(event).toMatchObject({
      kind: 'asked',
      intent: {
        kind: 'patch',
        requestId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
        account: HUB,
        at,
        schedule: '2SATX4',
        accounts: ['444455556666'],
        regions: [],
        severity: 'critical',
        reason: 'CVE-2026-0001 is exploited',
      },
      proof: { 'X-Amz-SignedHeaders': 'host;x-patchplane-request' },
    });
    const { proof: _, ...rest } = { proof: undefined, ...event };
    expect(JSON.stringify(rest)).not.toContain('X-Amz');
  });

  it('reads the others', () => {
    const intentOf = (name: string) => {
      const event = parseIntentEvent(sampleEvent(name));
      return event.kind === 'asked' ? event.intent : event;
    };
    expect(intentOf('hold-requested')).toEqual({
      kind: 'hold',
      requestId: '5a1e0b6e-2b43-4f0a-9e60-0b2f9a8f1c02', // that of the event
      account: HUB,
      at,
      scope: { kind: 'all' },
      cancelRunning: true,
      reason: 'the last patches break the database',
    });
    expect(intentOf('release-requested')).toEqual({
      kind: 'release',
      requestId: '2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d6e',
      account: HUB,
      at,
      scope: { kind: 'window', window: '2SATX4@2026-03-28' },
      reason: 'the ring before is fine, its one failure is known',
    });
    expect(intentOf('acknowledge-requested')).toEqual({
      kind: 'acknowledge',
      requestId: '3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f',
      account: HUB,
      at,
      key: 'window-missed#2SATX4@2026-02-28',
      reason: 'we are at it',
    });
  });

  it.each([
    ['patch-requested', 'detail.requestId', undefined, 'request to patch: requestId is missing, wanted a string'],
    [
      'patch-requested',
      'detail.requestId',
      '1A2B',
      'request to patch: requestId is "1A2B", wanted a UUID in small letters',
    ],
    ['patch-requested', 'detail.accounts', ['1'], 'request to patch: accounts[0] is "1", wanted a 12-digit account id'],
    ['patch-requested', 'detail.account', '1', 'request to patch: the event is an object, wanted no field account'],
    [
      'patch-requested',
      'detail.severity',
      'low',
      'request to patch: severity is "low", wanted critical, high or normal',
    ],
    ['patch-requested', 'detail.version', '2', 'request to patch: version is "2", wanted 1'],
    ['patch-requested', 'detail.reason', '  ', 'request to patch: reason is "  ", wanted a reason in one line'],
    ['hold-requested', 'detail.reason', 'a\nb', 'hold: reason is "a\\nb", wanted a reason in one line'],
    ['hold-requested', 'detail.reason', undefined, 'hold: reason is missing, wanted a string'],
    ['hold-requested', 'detail.scope', { kind: 'all', schedule: '2SAT' }, 'wanted no field schedule'],
    ['hold-requested', 'detail.scope', { kind: 'window', window: '2SAT' }, 'wanted a window such as 2SATX4@2026-04-25'],
    ['release-requested', 'detail.requestId', undefined, 'release: requestId is missing, wanted a string'],
    ['acknowledge-requested', 'detail.key', '', 'receipt: key is "", wanted the key of an incident'],
  ])('says what cannot be read of %s where %s is %j', (name, path, value, problem) => {
    const event = parseIntentEvent(sampleEventWith(name, path, value));
    expect(event).toMatchObject({ kind: 'unreadable', account: HUB, at });
    expect(event).toHaveProperty('problem', expect.stringContaining(problem));
  });

  it('quotes no reason that is too long in full', () => {
    const event = parseIntentEvent(sampleEventWith('hold-requested', 'detail.reason', 'x'.repeat(501)));
    expect(event).toMatchObject({ problem: expect.stringContaining('wanted a reason of at most 500 characters') });
    expect(JSON.stringify(event).length).toBeLessThan(500);
  });

  it.each([[undefined], ['signed'], [{ 'X-Amz-Signature': 'secret' }]])(
    'takes a proof of %j for none, and does not quote it',
    (proof) => {
      const event = parseIntentEvent(sampleEventWith('patch-requested', 'detail.proof', proof));
      expect(event).toMatchObject({ kind: 'asked', proof: undefined });
      expect(JSON.stringify(event)).not.toContain('secret');
    },
  );

  it.each([
    ['detail.proof.X-Amz-SignedHeaders', 'host'],
    ['detail.proof.X-Amz-Algorithm', 'AWS4-ECDSA-P256-SHA256'],
    ['detail.proof.Action', 'AssumeRole'],
  ])('takes a proof for none whose %s is %s', (path, value) => {
    expect(parseIntentEvent(sampleEventWith('patch-requested', path, value))).toMatchObject({ proof: undefined });
  });
});
