/** What the judge makes of evidence, told in one line each: its tests are stories. */
import type { Finding, NodeEvidence, PatchState, RunInCell, Step } from '../domain/window/evidence.ts';
import { judgeNode } from '../domain/window/judge-node.ts';
import { anInvocation, aPatchState, aRosterNode, aRun } from './domain-builders.ts';

/** Every detailed status of Run Command, both spellings of the cancelled one, and one that AWS may add some day. */
export const STATUSES = [
  'Success',
  'Pending',
  'Delayed',
  'InProgress',
  'Cancelling',
  'Failed',
  'DeliveryTimedOut',
  'Delivery Timed Out',
  'ExecutionTimedOut',
  'TimedOut',
  'Undeliverable',
  'Cancelled',
  'Canceled',
  'Terminated',
  'RateExceeded',
  'Incomplete',
  'AccessDenied',
  'InvalidPlatform',
  'NoInstancesInTag',
  'Hibernated',
] as const;

export const HOOK_REFUSED: readonly Step[] = [
  { name: 'Scan', status: 'Success', responseCode: 0, startedAt: new Date('2026-03-06T21:06:00Z') },
  { name: 'PreInstallHook', status: 'Failed', responseCode: 65, startedAt: new Date('2026-03-06T21:07:00Z') },
  { name: 'InstallNoReboot', status: 'Success', responseCode: 0, startedAt: new Date('2026-03-06T21:07:00Z') },
];

export const BEGUN: readonly Step[] = [
  { name: 'Scan', status: 'InProgress', responseCode: -1, startedAt: new Date('2026-03-06T21:06:00Z') },
];

export function judge(evidence: Partial<NodeEvidence>, run: Partial<RunInCell> = {}): string {
  return say(judgeNode({ node: aRosterNode(), ...evidence }, aRun(run)));
}

export function judgeState(state: Partial<PatchState>, run: Partial<RunInCell> = {}): string {
  return judge({ invocation: anInvocation(), patchState: aPatchState(state), ping: 'online' }, run);
}

function say(finding: Finding): string {
  return finding.kind === 'waiting' ? `waits (${finding.why})` : `${finding.verdict.kind} (${finding.verdict.reason})`;
}

export function tell(story: Readonly<Record<string, string>>): string {
  return Object.entries(story)
    .map(([when, finding]) => `${when}: ${finding}`)
    .join('\n');
}
