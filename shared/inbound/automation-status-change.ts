import * as z from 'zod/mini';
import { envelope } from './envelope.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';
import { type RunStatus, runStatusOf } from './run-status.ts';
import { zonelessInstant } from './zoneless-instant.ts';

/** What Automation tells of an execution. It names neither the parent nor the parameters: those must be asked for. */
export interface AutomationStatusChange {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly executionId: string;
  readonly document: string;
  readonly status: RunStatus;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly at: Date;
}

/** Automation and Run Command identify what runs by a UUID. */
export const runId = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID'));

/** A time that is still to come is left out, null or empty. */
const time = z.pipe(
  z.transform((value: unknown) => (value === '' || value === null ? undefined : value)),
  z.optional(zonelessInstant),
);

/** PascalCase, where Run Command's events have lower case. */
export const automationDetail = {
  ExecutionId: runId,
  Definition: z.string(),
  Status: z.string(),
  StartTime: z.optional(time),
  EndTime: z.optional(time),
} as const;

const automationEvent = z.object({ ...envelope, source: z.literal('aws.ssm'), detail: z.object(automationDetail) });

export function parseAutomationStatusChange(event: unknown): AutomationStatusChange {
  return automationStatusChange(parseOrRefuse('automation status change', automationEvent, event));
}

/** The same for the event of a step, which carries all of this and the step's name. */
export function automationStatusChange({
  id,
  account,
  region,
  time: at,
  detail,
}: z.output<typeof automationEvent>): AutomationStatusChange {
  return {
    id,
    account,
    region,
    executionId: detail.ExecutionId,
    document: detail.Definition,
    status: runStatusOf(detail.Status),
    ...(detail.StartTime === undefined ? {} : { startedAt: detail.StartTime }),
    ...(detail.EndTime === undefined ? {} : { endedAt: detail.EndTime }),
    at,
  };
}
