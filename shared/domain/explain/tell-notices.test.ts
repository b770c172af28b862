import { describe, expect, it } from '@jest/globals';
import { aNoticeRecord, saidIn } from '../../testing/explain-builders.ts';
import type { NoticeRecord } from './ledger-records.ts';
import { tellNotices } from './tell-notices.ts';

const told = (...notices: Partial<NoticeRecord>[]) => saidIn(tellNotices({ notices: notices.map(aNoticeRecord) }));
const SUBJECT = '"Window 22FRI@2026-03-06: 2 patched, 1 failed".';

describe('tellNotices()', () => {
  it('tells what was told when, and what still waits to be', () => {
    expect(told({ toldAt: new Date('2026-03-07T01:05:03Z') })).toEqual([
      `2026-03-07T01:05:03Z It was told: ${SUBJECT}`,
    ]);
    expect(told({})).toEqual([`2026-03-07T01:05:01Z It was noted, and is not told yet: ${SUBJECT}`]);
  });

  it('tells who answered an incident, or that nobody has', () => {
    const acknowledged = { by: 'ada', reason: 'I look at it.', at: new Date('2026-03-07T08:00:00Z') };
    expect(told({ incident: true, acknowledged })[1]).toBe('2026-03-07T08:00:00Z ada acknowledged it: I look at it.');
    expect(told({ incident: true })[1]).toBe('It is an incident, and nobody has acknowledged it.');
  });

  it('tells how often an incident has spoken again', () => {
    const spokeAt = new Date('2026-03-08T01:05:03Z');
    const again = (repeats: number) => told({ incident: true, repeats, spokeAt });
    expect(again(1)[1]).toBe('2026-03-08T01:05:03Z It spoke again once, here the last time.');
    expect(again(2)[1]).toBe('2026-03-08T01:05:03Z It spoke again 2 times, here the last time.');
    expect(again(2)[2]).toBe('It is an incident, and nobody has acknowledged it.');
  });

  it('says that nothing was told', () => {
    expect(told()).toEqual(['Nothing was told about it.']);
  });
});
