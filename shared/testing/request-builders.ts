/** What a request is decided on: plain values, of which a test overrides only what it is about. */
import type {
  AcknowledgeIntent,
  ApproveExceptionIntent,
  Asker,
  DecideIntent,
  EndExceptionIntent,
  ExceptIntent,
  HoldIntent,
  PatchIntent,
  ReleaseIntent,
} from '../domain/requests/intent.ts';
import type { NoncomplianceInput, NoncompliantNode } from '../domain/requests/judge-noncompliance.ts';
import type { PatchRequestInput } from '../domain/requests/judge-patch-request.ts';
import type { ReleaseInput } from '../domain/requests/judge-release.ts';
import type { SurroundingWindow } from '../domain/requests/surrounding-windows.ts';
import { anEntry, aWindow, CELL, someSettings } from './domain-builders.ts';
import { anException } from './exception-builders.ts';
import { OPERATOR } from './opening-builders.ts';

export const HUB_ACCOUNT = '111122223333';
export const REQUEST_ID = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

/** Wednesday 4 March 2026, noon: far from the Friday windows of `anEntry()`. */
export const NOON = new Date('2026-03-04T12:00:00Z');

export const PROVEN: Asker = { kind: 'proven', arn: OPERATOR };
export const UNPROVEN: Asker = { kind: 'unproven', why: 'the request came without a proof of who asks.' };

const asked = { requestId: REQUEST_ID, account: HUB_ACCOUNT, reason: 'CVE-2026-0001 is exploited', at: NOON } as const;

export function aPatchIntent(overrides: Partial<PatchIntent> = {}): PatchIntent {
  return { kind: 'patch', ...asked, schedule: '22FRI', accounts: [], regions: [], severity: 'critical', ...overrides };
}

export function aHoldIntent(overrides: Partial<HoldIntent> = {}): HoldIntent {
  return { kind: 'hold', ...asked, scope: { kind: 'all' }, cancelRunning: false, ...overrides };
}

export function aReleaseIntent(overrides: Partial<ReleaseIntent> = {}): ReleaseIntent {
  return { kind: 'release', ...asked, scope: { kind: 'all' }, ...overrides };
}

export function anAcknowledgeIntent(overrides: Partial<AcknowledgeIntent> = {}): AcknowledgeIntent {
  return { kind: 'acknowledge', ...asked, key: 'window-missed#22FRI@2026-02-27', ...overrides };
}

export function anExceptIntent(overrides: Partial<ExceptIntent> = {}): ExceptIntent {
  const { node, owner, reason, until } = anException();
  return { kind: 'except', ...asked, node, owner, reason, until, ...overrides };
}

export function anApprovalIntent(overrides: Partial<ApproveExceptionIntent> = {}): ApproveExceptionIntent {
  return { kind: 'approve-exception', ...asked, ...aboutException, reason: 'agreed', ...overrides };
}

export function anEndIntent(overrides: Partial<EndExceptionIntent> = {}): EndExceptionIntent {
  return { kind: 'end-exception', ...asked, ...aboutException, reason: 'mended', ...overrides };
}

export function aDecision(overrides: Partial<DecideIntent> = {}): DecideIntent {
  return { kind: 'decide', ...asked, nodeId: anException().node.id, value: '22FRI', ...overrides };
}

const aboutException = {
  requestId: '2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d6e',
  nodeId: anException().node.id,
  exception: anException().requestId,
} as const;

export function aPatchRequest(overrides: Partial<PatchRequestInput> = {}): PatchRequestInput {
  return {
    now: NOON,
    intent: aPatchIntent(),
    asker: PROVEN,
    catalogue: { kind: 'read', entries: [anEntry()], problems: [] },
    holds: [],
    windows: [],
    seenAccounts: undefined,
    minimumGapHours: 6,
    ...overrides,
  };
}

export function aReleaseRequest(overrides: Partial<ReleaseInput> = {}): ReleaseInput {
  return {
    now: NOON,
    intent: aReleaseIntent(),
    asker: PROVEN,
    holds: [],
    underWay: [],
    window: undefined,
    ...overrides,
  };
}

export function aSurroundingWindow(overrides: Partial<SurroundingWindow> = {}): SurroundingWindow {
  return { window: aWindow(), state: undefined, ...overrides };
}

/** A node outside production that lacks what is urgent, and that no window has patched of late. */
export function aNoncompliance(overrides: Partial<NoncomplianceInput> = {}): NoncomplianceInput {
  return {
    now: NOON,
    node: aNoncompliantNode(),
    catalogue: { kind: 'read', entries: [anEntry({ environment: 'test' })], problems: [] },
    windows: [],
    last: undefined,
    policy: someSettings(),
    ...overrides,
  };
}

export function aNoncompliantNode(overrides: Partial<NoncompliantNode> = {}): NoncompliantNode {
  return {
    ...CELL,
    id: 'i-0a1b2c3d4e5f60718',
    value: '22FRI',
    severity: 'CRITICAL',
    baselineId: 'pb-ours',
    ...overrides,
  };
}
