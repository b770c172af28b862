import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { parseSweepTagsNudge } from './sweep-tags-nudge.ts';

describe('parseSweepTagsNudge()', () => {
  it('reads the daily tick', () => {
    expect(parseSweepTagsNudge(sampleEvent('sweep-tags-tick'))).toEqual({
      cause: 'tick',
      at: new Date('2026-03-06T05:00:00Z'),
    });
  });

  it('reads a request', () => {
    expect(parseSweepTagsNudge(sampleEvent('sweep-tags-requested'))).toMatchObject({
      cause: 'requested',
      account: '111122223333',
    });
  });
});
