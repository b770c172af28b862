import * as z from 'zod/mini';
import { REPORTS, type ReportKind } from '../domain/reports/report-period.ts';
import { envelope, instant } from './envelope.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** Which report is wanted, up to which instant, and whether its own clock asks or somebody does. */
export interface ReportNudge {
  readonly cause: 'tick' | 'requested';
  readonly report: ReportKind;
  readonly at: Date;
}

const report = z.enum(REPORTS);

const tick = z.object({ kind: z.literal('report'), report, scheduledTime: instant });

const request = z.object({
  ...envelope,
  source: z.literal('patchplane'),
  'detail-type': z.literal('Report Requested'),
  detail: z.object({ report }),
});

/** EventBridge Scheduler sends our own input and no envelope; a request comes in one. */
export function parseReportNudge(event: unknown): ReportNudge {
  if (typeof event === 'object' && event !== null && 'detail-type' in event) {
    const { detail, time: at } = parseOrRefuse('request for a report', request, event);
    return { cause: 'requested', report: detail.report, at };
  }
  const { report: wanted, scheduledTime: at } = parseOrRefuse('tick of a report', tick, event);
  return { cause: 'tick', report: wanted, at };
}
