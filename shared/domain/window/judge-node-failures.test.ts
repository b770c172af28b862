import { describe, expect, it } from '@jest/globals';
import { anInvocation, aPatchState, RESCAN_SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import { BEGUN, HOOK_REFUSED, judge, tell } from '../../testing/judged-stories.ts';
import type { NodeEvidence, PatchState, RunInCell, Step } from './evidence.ts';

describe('judgeNode() of a command that did not simply succeed', () => {
  it('has a failed command scanned before it is believed, if an install of ours shows', () => {
    const failed = (patchState?: PatchState, run: Partial<RunInCell> = {}) =>
      judge({ invocation: anInvocation({ status: 'Failed' }), patchState }, run);
    const rescanned = (state: Partial<PatchState>) =>
      failed(aPatchState({ operation: 'Scan', snapshotId: RESCAN_SNAPSHOT_ID, ...state }));
    const lastNoRebootInstallAt = new Date('2026-03-06T21:05:00Z');
    const story = {
      'nothing shows': failed(),
      'our scan only': failed(aPatchState({ operation: 'Scan' })),
      'our scan only, with patches missing': failed(aPatchState({ operation: 'Scan', missingCount: 2 })),
      'our install': failed(aPatchState()),
      'our install, with patches missing': failed(aPatchState({ missingCount: 2 })),
      'our install, at the last call': failed(aPatchState(), { lastCall: true }),
      'our install, with patches that failed': failed(aPatchState({ failedCount: 2 })),
      'an install of another, with patches that failed': failed(aPatchState({ failedCount: 2, snapshotId: undefined })),
      'an install without a reboot since our command': failed(
        aPatchState({ snapshotId: undefined, operation: 'Scan', lastNoRebootInstallAt }),
      ),
      'an install without a reboot from before our command': failed(
        aPatchState({
          snapshotId: undefined,
          operation: 'Scan',
          lastNoRebootInstallAt: new Date(lastNoRebootInstallAt.getTime() - 1),
        }),
      ),
      'rescanned: complete': rescanned({}),
      'rescanned: patches missing': rescanned({ missingCount: 1 }),
      'rescanned: patches failed': rescanned({ failedCount: 1 }),
      'rescanned: waits for a reboot': rescanned({ pendingRebootCount: 1 }),
      'where it only scans': failed(aPatchState(), { operation: 'Scan' }),
    };

    expect(tell(story)).toMatchInlineSnapshot(`
"nothing shows: failed (command-failed)
our scan only: failed (command-failed)
our scan only, with patches missing: failed (command-failed)
our install: waits (rescan)
our install, with patches missing: waits (rescan)
our install, at the last call: failed (command-failed)
our install, with patches that failed: failed (patches-failed)
an install of another, with patches that failed: failed (command-failed)
an install without a reboot since our command: waits (rescan)
an install without a reboot from before our command: failed (command-failed)
rescanned: complete: patched (installed)
rescanned: patches missing: failed (command-failed)
rescanned: patches failed: failed (patches-failed)
rescanned: waits for a reboot: pending-reboot (reboot-needed)
where it only scans: skipped (scanned)"
`);
  });

  it('hears of a refusal by the check before the install, whatever the command as a whole reads', () => {
    const refused = (status: string, patchState?: PatchState, run: Partial<RunInCell> = {}) =>
      judge({ invocation: anInvocation({ status, steps: HOOK_REFUSED }), patchState }, run);

    expect(refused('Failed')).toBe('failed (hook-refused)');
    expect(refused('Success', aPatchState({ operation: 'Scan' }))).toBe('failed (hook-refused)');
    expect(refused('Success', aPatchState(), { operation: 'Scan' })).toBe('missed (hook-refused)');
    const inLoop = HOOK_REFUSED.map((step) => (step.responseCode === 65 ? { ...step, responseCode: 66 } : step));
    expect(judge({ invocation: anInvocation({ status: 'Failed', steps: inLoop }) })).toBe('failed (reboot-loop)');
    const steps = HOOK_REFUSED.map((step) => ({ ...step, responseCode: step.name === 'PreInstallHook' ? 0 : 1 }));
    expect(judge({ invocation: anInvocation({ status: 'Failed', steps }) })).toBe('failed (command-failed)');
    const postInstall = [{ name: 'PostInstallHook', status: 'Failed', responseCode: 1 }];
    expect(judge({ invocation: anInvocation({ status: 'Failed', steps: postInstall }) })).toBe(
      'failed (command-failed)',
    );
  });

  it('believes the proof of an install in the window though a second command was refused (J6)', () => {
    const requestedAt = new Date('2026-03-06T21:40:00Z');
    const refused = (state: Partial<PatchState>, run: Partial<RunInCell> = {}) =>
      judge(
        {
          invocation: anInvocation({ status: 'Failed', steps: HOOK_REFUSED, requestedAt }),
          patchState: aPatchState(state),
        },
        run,
      );
    const scanned = (lastNoRebootInstallAt: string) =>
      refused({ operation: 'Scan', lastNoRebootInstallAt: new Date(lastNoRebootInstallAt) });

    expect(refused({})).toBe('patched (installed)');
    expect(refused({ pendingRebootCount: 1 })).toBe('pending-reboot (reboot-needed)');
    expect(refused({ missingCount: 1 })).toBe('failed (hook-refused)');
    expect(refused({ snapshotId: undefined })).toBe('failed (hook-refused)');
    expect(refused({}, { operation: 'Scan' })).toBe('missed (hook-refused)');
    expect(scanned('2026-03-06T21:00:00Z')).toBe('patched (installed)');
    expect(scanned('2026-03-06T20:59:59.999Z')).toBe('failed (hook-refused)');
    expect(refused({ operation: 'Scan' })).toBe('failed (hook-refused)');
  });

  it('tells a cancelled install that had begun from one that had not', () => {
    const cancelled = (steps: readonly Step[] | undefined, run: Partial<RunInCell> = {}) =>
      judge({ invocation: anInvocation({ status: 'Cancelled', steps }) }, run);

    expect(cancelled(undefined)).toBe('missed (cut-off)');
    expect(cancelled([{ name: 'Scan', status: 'Pending', responseCode: -1 }])).toBe('missed (cut-off)');
    expect(cancelled(undefined, { stoppedBy: 'frozen' })).toBe('missed (frozen)');
    expect(cancelled(BEGUN, { stoppedBy: 'held' })).toBe('failed (held)');
    expect(cancelled(BEGUN, { stoppedBy: 'held', operation: 'Scan' })).toBe('missed (held)');
  });

  it('gives a node that timed out and cannot be heard until the last call, unless all is proven', () => {
    const timedOut = (ping: NodeEvidence['ping'], state?: Partial<PatchState>, run: Partial<RunInCell> = {}) =>
      judge(
        {
          invocation: anInvocation({ status: 'ExecutionTimedOut' }),
          patchState: state && aPatchState(state),
          ping,
        },
        run,
      );

    expect(timedOut('online')).toBe('failed (timed-out)');
    expect(timedOut('online', { pendingRebootCount: 1 })).toBe('pending-reboot (reboot-needed)');
    for (const ping of [undefined, 'lost'] as const) {
      expect(timedOut(ping)).toBe('waits (running)');
      expect(timedOut(ping, undefined, { lastCall: true })).toBe('failed (did-not-return)');
      expect(timedOut(ping, { pendingRebootCount: 1 })).toBe('waits (running)');
      expect(timedOut(ping, { pendingRebootCount: 1 }, { lastCall: true })).toBe('failed (did-not-return)');
      expect(timedOut(ping, { failedCount: 1 })).toBe('failed (patches-failed)');
      expect(timedOut(ping, {})).toBe('patched (installed)');
    }
  });
});
