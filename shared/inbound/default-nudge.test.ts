import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseDefaultNudge } from './default-nudge.ts';

describe('parseDefaultNudge()', () => {
  it('takes the node from the detail, and not the hub from the envelope', () => {
    expect(parseDefaultNudge(sampleEvent('default-due'))).toMatchObject({
      cause: 'default-due',
      node: { id: 'i-0a1b2c3d4e5f60718', account: '444455556666', region: 'eu-west-1' },
      at: new Date('2026-03-07T01:30:02Z'),
    });
    expect(parseDefaultNudge(sampleEvent('config-noncompliant'))).toMatchObject({ cause: 'compliance-changed' });
  });

  it.each([
    ['source', 'aws.config'],
    ['detail.node.id', 'vol-1'],
    ['detail.node.account', '4444'],
    ['detail-type', 'Cell Due'],
  ])('refuses another %s', (field, value) => {
    expect(() => parseDefaultNudge(sampleEventWith('default-due', field, value))).toThrow('Cannot parse');
  });
});
