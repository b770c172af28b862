import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { parseReadinessNudge } from './readiness-nudge.ts';

describe('parseReadinessNudge()', () => {
  it('reads which windows are due', () => {
    expect(parseReadinessNudge(sampleEvent('readiness-due'))).toEqual({
      cause: 'due',
      windows: ['21FRI@2026-03-06', '22FRI@2026-03-06'],
    });
  });

  it('reads a request, for one window', () => {
    const requestId = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
    const requested = { cause: 'requested', requestId, window: '22FRI@2026-03-06' };
    expect(parseReadinessNudge(sampleEvent('readiness-requested'))).toEqual(requested);
  });
});
