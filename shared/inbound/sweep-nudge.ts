import * as z from 'zod/mini';
import { type AutomationStatusChange, parseAutomationStatusChange } from './automation-status-change.ts';
import { detailTypeOf, envelope, instant } from './envelope.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** Why the sweep woke. Whatever it was, the sweep does the same: it looks at everything. */
export type SweepNudge = Tick | ParameterChange | AutomationEnd;

export interface Tick {
  readonly cause: 'tick';
  /** The instant for which the tick was planned: a retry of it carries the same. */
  readonly at: Date;
}

export interface ParameterChange {
  readonly cause: 'parameter-changed';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly operation: ParameterOperation;
  readonly at: Date;
}

export type ParameterOperation = 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion';

export interface AutomationEnd extends AutomationStatusChange {
  readonly cause: 'automation-ended';
}

/** EventBridge Scheduler sends our own input and no envelope; everything else comes in one. */
export function parseSweepNudge(event: unknown): SweepNudge {
  if (!isEnvelope(event)) return parseTick(event);
  switch (detailTypeOf('sweep nudge', event, detailTypes)) {
    case 'Scheduled Event':
      return { cause: 'tick', at: parseOrRefuse('scheduled event', scheduledEvent, event).time };
    case 'Parameter Store Change':
      return parseParameterChange(event);
    case 'EC2 Automation Execution Status-change Notification':
      return { cause: 'automation-ended', ...parseAutomationStatusChange(event) };
  }
}

function isEnvelope(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'detail-type' in event;
}

const detailTypes = [
  'Scheduled Event',
  'Parameter Store Change',
  'EC2 Automation Execution Status-change Notification',
] as const;

const tick = z.object({ kind: z.literal('sweep'), scheduledTime: instant });

const scheduledEvent = z.object({ ...envelope, source: z.literal('aws.events') });

const parameterChange = z.object({
  ...envelope,
  source: z.literal('aws.ssm'),
  detail: z.object({
    name: z.string().check(z.minLength(1, 'the name of a parameter')),
    operation: z.enum(['Create', 'Update', 'Delete', 'LabelParameterVersion']),
  }),
});

function parseTick(event: unknown): Tick {
  return { cause: 'tick', at: parseOrRefuse('sweep tick', tick, event).scheduledTime };
}

function parseParameterChange(event: unknown): ParameterChange {
  const { id, account, region, time, detail } = parseOrRefuse('parameter change', parameterChange, event);
  return { cause: 'parameter-changed', id, account, region, name: detail.name, operation: detail.operation, at: time };
}
