import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { parseReportNudge } from './report-nudge.ts';

describe('parseReportNudge()', () => {
  it('reads the tick of a report', () => {
    const at = new Date('2026-03-09T12:00:00Z');
    expect(parseReportNudge(sampleEvent('report-tick'))).toEqual({ cause: 'tick', report: 'weekly', at });
  });

  it('reads a request, which is for the time until it was made', () => {
    const at = new Date('2026-03-09T15:41:07Z');
    expect(parseReportNudge(sampleEvent('report-requested'))).toEqual({ cause: 'requested', report: 'monthly', at });
  });
});
