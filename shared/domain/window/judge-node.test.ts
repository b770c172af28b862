import { describe, expect, it } from '@jest/globals';
import { anInvocation, aPatchState, aRosterNode, aRun, aWindow } from '../../testing/domain-builders.ts';
import { isReason } from '../reporting/reasons.ts';
import { type Finding, judgeNode, type NodeEvidence, type PatchState, type RunInCell } from './judge-node.ts';
import type { RosterNode } from './node.ts';

/** Every detailed status of Run Command, both spellings of the cancelled one, and one that AWS may add some day. */
const STATUSES = [
  'Success',
  'Pending',
  'Delayed',
  'InProgress',
  'Cancelling',
  'Failed',
  'DeliveryTimedOut',
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
  'Hibernated',
] as const;

describe('judgeNode()', () => {
  it('knows what each status comes to: without our patch state, and with it', () => {
    const story = STATUSES.map((status) => {
      const evidence = { invocation: anInvocation({ status }), ping: 'online' as const };
      const alone = judge(evidence);
      const proven = judge({ ...evidence, patchState: aPatchState() });
      const atLastCall = judge(evidence, { lastCall: true });
      return [
        `${status}: ${alone}`,
        ...(proven === alone ? [] : [`proven ${proven}`]),
        ...(atLastCall === alone ? [] : [`at last ${atLastCall}`]),
      ].join(', ');
    });

    expect(story.join('\n')).toMatchInlineSnapshot(`
"Success: waits (no-evidence), proven patched (installed), at last failed (no-evidence)
Pending: waits (not-delivered), at last missed (not-delivered)
Delayed: waits (not-delivered), at last missed (not-delivered)
InProgress: waits (running), at last failed (did-not-return)
Cancelling: waits (running), at last failed (did-not-return)
Failed: failed (command-failed)
DeliveryTimedOut: missed (not-delivered), proven patched (installed)
ExecutionTimedOut: failed (timed-out)
TimedOut: failed (timed-out)
Undeliverable: missed (undeliverable)
Cancelled: missed (cut-off), proven patched (installed)
Canceled: missed (cut-off), proven patched (installed)
Terminated: missed (errors-exceeded)
RateExceeded: missed (errors-exceeded)
Incomplete: missed (errors-exceeded)
AccessDenied: failed (access-denied)
InvalidPlatform: failed (invalid-platform)
Hibernated: waits (unknown), at last failed (unknown-status)"
`);
  });

  it('says why a node was not reached', () => {
    const unreached = (node: Partial<RosterNode>, evidence: Partial<NodeEvidence> = {}, run: Partial<RunInCell> = {}) =>
      judge({ node: aRosterNode(node), ...evidence }, run);
    const online = { ping: 'online' } as const;
    const lost = { ping: 'lost' } as const;
    const hybrid = { id: 'mi-0123456789abcdef0', wave: undefined, power: undefined };
    const story = {
      'the run goes on': unreached({}, online, { ended: false }),
      'the run never began': unreached({}, online, { wavesBegun: 0 }),
      'the run never began, and the node is stopped': unreached({ power: 'stopped' }, {}, { wavesBegun: 0 }),
      'stopped, unknown': unreached({ power: 'stopped' }),
      'stopped, heard of before': unreached({ power: 'stopped' }, lost),
      'started since': unreached({ power: 'stopped' }, online),
      'unknown to Systems Manager': unreached({}),
      'without a wave': unreached({ wave: '' }, online),
      'in a wave that is not taken': unreached({ wave: '3' }, lost),
      'in a wave that is not taken, unknown': unreached({ wave: '3' }),
      offline: unreached({}, lost),
      'in a wave that had no time to begin': unreached({ wave: '2' }, online, { wavesBegun: 1 }),
      'in a wave that began': unreached({ wave: '1' }, online, { wavesBegun: 1 }),
      'hybrid, waves unknown, one had no time to begin': unreached(hybrid, online, { wavesBegun: 1 }),
      'hybrid, all waves began': unreached(hybrid, online),
    };

    expect(
      Object.entries(story)
        .map(([when, finding]) => `${when}: ${finding}`)
        .join('\n'),
    ).toMatchInlineSnapshot(`
"the run goes on: waits (not-reached)
the run never began: missed (run-not-started)
the run never began, and the node is stopped: missed (run-not-started)
stopped, unknown: missed (node-stopped)
stopped, heard of before: missed (node-stopped)
started since: missed (not-targeted)
unknown to Systems Manager: missed (node-unmanaged)
without a wave: missed (no-wave)
in a wave that is not taken: missed (no-wave)
in a wave that is not taken, unknown: missed (node-unmanaged)
offline: missed (node-offline)
in a wave that had no time to begin: missed (cut-off)
in a wave that began: missed (not-targeted)
hybrid, waves unknown, one had no time to begin: missed (cut-off)
hybrid, all waves began: missed (not-targeted)"
`);
  });

  it('reads the patch state for what it is', () => {
    const story = {
      complete: judgeState({}),
      'one failed': judgeState({ failedCount: 1, pendingRebootCount: 1, missingCount: 1 }),
      'waits for a reboot': judgeState({ pendingRebootCount: 1, missingCount: 1 }),
      'waits for a reboot that the schedule does not make': judgeState(
        { pendingRebootCount: 1 },
        { reboot: 'NoReboot' },
      ),
      'one missing': judgeState({ missingCount: 1 }),
      'of no snapshot': judgeState({ snapshotId: undefined }),
      'of another snapshot': judgeState({ snapshotId: 'b2d5b4f0-0000-4000-8000-000000000000' }),
      'of before the opening': judgeState({ startedAt: new Date(aWindow().opensAt.getTime() - 1) }),
      'of the opening': judgeState({ startedAt: aWindow().opensAt }),
    };

    expect(
      Object.entries(story)
        .map(([state, finding]) => `${state}: ${finding}`)
        .join('\n'),
    ).toMatchInlineSnapshot(`
"complete: patched (installed)
one failed: failed (patches-failed)
waits for a reboot: pending-reboot (reboot-needed)
waits for a reboot that the schedule does not make: pending-reboot (reboot-suppressed)
one missing: failed (patches-missing)
of no snapshot: waits (no-evidence)
of another snapshot: waits (no-evidence)
of before the opening: waits (no-evidence)
of the opening: patched (installed)"
`);
  });

  it('tells failed patches from a failed command, by a patch state of our run only', () => {
    const failed = (patchState?: PatchState) => judge({ invocation: anInvocation({ status: 'Failed' }), patchState });

    expect(failed(aPatchState({ failedCount: 2 }))).toBe('failed (patches-failed)');
    expect(failed(aPatchState({ failedCount: 2, snapshotId: undefined }))).toBe('failed (command-failed)');
    expect(failed(aPatchState())).toBe('failed (command-failed)');
    expect(failed()).toBe('failed (command-failed)');
  });

  // Goal: J1 to J3 whatever the evidence. Method: every status, patch state, ping, wave, power and phase of the run.
  it('keeps J1 to J3 in every small world', () => {
    let count = 0;
    for (const [evidence, run] of everySmallWorld()) {
      count += 1;
      const broken = brokenInvariants(evidence, run);
      if (broken.length > 0) expect({ evidence, run, broken }).toEqual({ evidence, run, broken: [] });
    }
    expect(count).toBe((STATUSES.length + 1) * 12 * 3 * 4 * 3 * 10);
  });
});

function brokenInvariants(evidence: NodeEvidence, run: RunInCell): string[] {
  const finding = judgeNode(evidence, run);
  const verdict = finding.kind === 'settled' ? finding.verdict.kind : undefined;
  const status = evidence.invocation?.status;
  const state = evidence.patchState;
  const proof =
    state !== undefined &&
    state.snapshotId === run.snapshotId &&
    state.startedAt.getTime() >= run.opensAt.getTime() &&
    state.failedCount + state.missingCount + state.pendingRebootCount === 0;
  const unknown = status !== undefined && status === 'Hibernated';

  const holds = {
    J1: verdict !== 'patched' || proof,
    J1timeout: status !== 'DeliveryTimedOut' || !proof || verdict === 'patched',
    J1success: status !== 'Success' || !proof || verdict === 'patched',
    J2: !unknown || (run.lastCall ? verdict === 'failed' : verdict === undefined),
    J3: !run.lastCall || verdict !== undefined,
    reached: status !== undefined || verdict === undefined || verdict === 'missed',
    reason: finding.kind === 'waiting' || isReason(finding.verdict.reason),
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}

function* everySmallWorld(): Generator<[NodeEvidence, RunInCell]> {
  for (const status of [undefined, ...STATUSES])
    for (const patchState of everyPatchState())
      for (const ping of [undefined, 'online', 'lost'] as const)
        for (const wave of [undefined, '', '1', '3'])
          for (const power of [undefined, 'running', 'stopped'] as const)
            for (const run of everyRun()) {
              const invocation = status === undefined ? undefined : anInvocation({ status });
              yield [{ node: aRosterNode({ wave, power }), invocation, patchState, ping }, run];
            }
}

function* everyPatchState(): Generator<PatchState | undefined> {
  yield undefined;
  const edge = aWindow().opensAt.getTime();
  for (const startedAt of [new Date(edge - 1), new Date(edge)])
    for (const counts of [{}, { missingCount: 1 }, { failedCount: 1 }, { pendingRebootCount: 1 }])
      yield aPatchState({ startedAt, ...counts });
  yield aPatchState({ snapshotId: undefined });
  yield aPatchState({ snapshotId: 'b2d5b4f0-0000-4000-8000-000000000000' });
  yield aPatchState({ failedCount: 1, missingCount: 1, pendingRebootCount: 1 });
}

/** A last call comes only after the window's end, when the run counts as ended. */
function* everyRun(): Generator<RunInCell> {
  for (const reboot of ['RebootIfNeeded', 'NoReboot'] as const) {
    yield aRun({ reboot, wavesBegun: 0, ended: false });
    yield aRun({ reboot, wavesBegun: 1, ended: false });
    yield aRun({ reboot, wavesBegun: 0, lastCall: true });
    yield aRun({ reboot });
    yield aRun({ reboot, lastCall: true });
  }
}

function judge(evidence: Partial<NodeEvidence>, run: Partial<RunInCell> = {}): string {
  return say(judgeNode({ node: aRosterNode(), ...evidence }, aRun(run)));
}

function judgeState(state: Partial<PatchState>, run: Partial<RunInCell> = {}): string {
  return judge({ invocation: anInvocation(), patchState: aPatchState(state), ping: 'online' }, run);
}

function say(finding: Finding): string {
  return finding.kind === 'waiting' ? `waits (${finding.why})` : `${finding.verdict.kind} (${finding.verdict.reason})`;
}
