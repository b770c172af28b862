import { describe, expect, it } from '@jest/globals';
import { anInvocation, aPatchState, aRosterNode, aWindow } from '../../testing/domain-builders.ts';
import { judge, judgeState, STATUSES, tell } from '../../testing/judged-stories.ts';
import type { NodeEvidence, PatchState, RunInCell, Step } from './evidence.ts';
import type { RosterNode } from './node.ts';

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
Failed: failed (command-failed), proven waits (rescan)
DeliveryTimedOut: missed (not-delivered), proven patched (installed)
Delivery Timed Out: missed (not-delivered), proven patched (installed)
ExecutionTimedOut: failed (timed-out), proven patched (installed)
TimedOut: failed (timed-out), proven patched (installed)
Undeliverable: missed (undeliverable)
Cancelled: missed (cut-off), proven patched (installed)
Canceled: missed (cut-off), proven patched (installed)
Terminated: missed (errors-exceeded)
RateExceeded: missed (undeliverable)
Incomplete: missed (errors-exceeded)
AccessDenied: failed (access-denied)
InvalidPlatform: failed (invalid-platform)
NoInstancesInTag: missed (not-targeted)
Hibernated: waits (unknown), at last failed (unknown-status)"
`);
  });

  it('skips what a scan shows, and misses everything else where it only scans', () => {
    const scans = { operation: 'Scan', scannedBecause: 'mode-scan' } as const;
    const story = STATUSES.map((status) => {
      const evidence = { invocation: anInvocation({ status }), ping: 'online' as const };
      const alone = judge(evidence, { ...scans, lastCall: true });
      const counts = { operation: 'Scan', missingCount: 7, failedCount: 1, pendingRebootCount: 2 } as const;
      const proven = judge({ ...evidence, patchState: aPatchState(counts) }, { ...scans, lastCall: true });
      return `${status}: ${alone}${proven === alone ? '' : `, proven ${proven}`}`;
    });

    expect(story.join('\n')).toMatchInlineSnapshot(`
"Success: missed (no-evidence), proven skipped (mode-scan)
Pending: missed (not-delivered)
Delayed: missed (not-delivered)
InProgress: missed (did-not-return)
Cancelling: missed (did-not-return)
Failed: missed (command-failed), proven skipped (mode-scan)
DeliveryTimedOut: missed (not-delivered), proven skipped (mode-scan)
Delivery Timed Out: missed (not-delivered), proven skipped (mode-scan)
ExecutionTimedOut: missed (timed-out), proven skipped (mode-scan)
TimedOut: missed (timed-out), proven skipped (mode-scan)
Undeliverable: missed (undeliverable)
Cancelled: missed (cut-off), proven skipped (mode-scan)
Canceled: missed (cut-off), proven skipped (mode-scan)
Terminated: missed (errors-exceeded)
RateExceeded: missed (undeliverable)
Incomplete: missed (errors-exceeded)
AccessDenied: missed (access-denied)
InvalidPlatform: missed (invalid-platform)
NoInstancesInTag: missed (not-targeted)
Hibernated: missed (unknown-status)"
`);
  });

  it('says why a node was not reached', () => {
    const unreached = (node: Partial<RosterNode>, evidence: Partial<NodeEvidence> = {}, run: Partial<RunInCell> = {}) =>
      judge({ node: aRosterNode(node), ...evidence }, run);
    const online = { ping: 'online' } as const;
    const lost = { ping: 'lost' } as const;
    const hybrid = { id: 'mi-0123456789abcdef0', wave: undefined, power: undefined };
    const held = { wavesBegun: 1, stoppedBy: 'held' } as const;
    const vanished = { notStartedBecause: 'not-in-inventory' } as const;
    const story = {
      'the run goes on': unreached({}, online, { ended: false }),
      'the run never began': unreached({}, online, { wavesBegun: 0 }),
      'the run never began, since it was queued': unreached({}, online, {
        wavesBegun: 0,
        notStartedBecause: 'queue-full',
      }),
      'the run was frozen before it began': unreached({}, online, { wavesBegun: 0, stoppedBy: 'frozen' }),
      'the run never began, and the node is stopped': unreached({ power: 'stopped' }, {}, { wavesBegun: 0 }),
      'stopped, unknown': unreached({ power: 'stopped' }),
      'stopped, heard of before': unreached({ power: 'stopped' }, lost),
      'started since': unreached({ power: 'stopped' }, online),
      'unknown to Systems Manager': unreached({}),
      'unknown, where the inventory shows nothing any more': unreached({ power: 'stopped' }, {}, vanished),
      'offline, where the inventory shows nothing any more': unreached({}, lost, vanished),
      'without a wave': unreached({ wave: '' }, online),
      'in a wave that is not taken': unreached({ wave: '3' }, lost),
      'in a wave that is not taken, unknown': unreached({ wave: '3' }),
      offline: unreached({}, lost),
      'in a wave that had no time to begin': unreached({ wave: '2' }, online, { wavesBegun: 1 }),
      'in a wave that a hold kept from beginning': unreached({ wave: '2' }, online, held),
      'in a wave that began before the hold': unreached({ wave: '1' }, online, held),
      'in a wave that was broken off': unreached({ wave: '1' }, online, {
        brokenWaves: new Map([['1', 'errors-exceeded']]),
      }),
      'offline, in a wave that was broken off': unreached({ wave: '1' }, lost, {
        brokenWaves: new Map([['1', 'errors-exceeded']]),
      }),
      'in a wave that began': unreached({ wave: '1' }, online, { wavesBegun: 1 }),
      'hybrid, waves unknown, one had no time to begin': unreached(hybrid, online, { wavesBegun: 1 }),
      'hybrid, all waves began': unreached(hybrid, online),
    };

    expect(tell(story)).toMatchInlineSnapshot(`
"the run goes on: waits (not-reached)
the run never began: missed (run-not-started)
the run never began, since it was queued: missed (queue-full)
the run was frozen before it began: missed (frozen)
the run never began, and the node is stopped: missed (run-not-started)
stopped, unknown: missed (node-stopped)
stopped, heard of before: missed (node-stopped)
started since: missed (not-targeted)
unknown to Systems Manager: missed (node-unmanaged)
unknown, where the inventory shows nothing any more: missed (not-in-inventory)
offline, where the inventory shows nothing any more: missed (node-offline)
without a wave: missed (no-wave)
in a wave that is not taken: missed (no-wave)
in a wave that is not taken, unknown: missed (node-unmanaged)
offline: missed (node-offline)
in a wave that had no time to begin: missed (cut-off)
in a wave that a hold kept from beginning: missed (held)
in a wave that began before the hold: missed (not-targeted)
in a wave that was broken off: missed (errors-exceeded)
offline, in a wave that was broken off: missed (node-offline)
in a wave that began: missed (not-targeted)
hybrid, waves unknown, one had no time to begin: missed (cut-off)
hybrid, all waves began: missed (not-targeted)"
`);
  });

  it('excepts a node that was not reached and is exempt by now, once the run is over', () => {
    const exempt = { node: aRosterNode(), ping: 'online', excepted: true } as const;
    expect(judge(exempt, { ended: false })).toBe('waits (not-reached)');
    expect(judge(exempt, { ended: true })).toBe('excepted (exempt)');
    expect(judge({ ...exempt, ping: undefined }, { ended: true, wavesBegun: 0 })).toBe('excepted (exempt)');
  });

  it('reads the patch state for what it is', () => {
    const story = {
      complete: judgeState({}),
      'complete without an install, since nothing was missing': judgeState({ operation: 'Scan' }),
      'one failed': judgeState({ failedCount: 1, pendingRebootCount: 1, missingCount: 1 }),
      'waits for a reboot': judgeState({ pendingRebootCount: 1, missingCount: 1 }),
      'waits for a reboot that the schedule does not make': judgeState(
        { pendingRebootCount: 1 },
        { reboot: 'NoReboot' },
      ),
      'one missing': judgeState({ missingCount: 1 }),
      'of no snapshot, from before our command': judgeState(foreign('2026-03-06T21:04:59.999Z')),
      'of no snapshot, from after our command began': judgeState(foreign('2026-03-06T21:05:00Z')),
      'of the window, but from before the opening': judgeState({
        startedAt: new Date(aWindow().opensAt.getTime() - 1),
      }),
      'of the window, from the opening': judgeState({ startedAt: aWindow().opensAt }),
    };

    expect(tell(story)).toMatchInlineSnapshot(`
"complete: patched (installed)
complete without an install, since nothing was missing: patched (installed)
one failed: failed (patches-failed)
waits for a reboot: pending-reboot (reboot-needed)
waits for a reboot that the schedule does not make: pending-reboot (reboot-suppressed)
one missing: failed (patches-missing)
of no snapshot, from before our command: waits (no-evidence)
of no snapshot, from after our command began: waits (no-evidence)
of the window, but from before the opening: waits (no-evidence)
of the window, from the opening: patched (installed)"
`);
  });

  it('knows at once that ours is lost, if another run began after ours had ended', () => {
    const ended = (responseCode: number, endedAt: string): Step => ({
      name: 'step',
      status: 'Success',
      responseCode,
      endedAt: new Date(endedAt),
    });
    const steps = [ended(0, '2026-03-06T21:20:00Z'), ended(0, '2026-03-06T21:10:00Z')];
    const at = (startedAt: string, run: Partial<RunInCell> = {}) =>
      judge({ invocation: anInvocation({ steps }), patchState: aPatchState(foreign(startedAt)) }, run);

    expect(at('2026-03-06T21:19:59.999Z')).toBe('waits (no-evidence)');
    expect(at('2026-03-06T21:19:59.999Z', { lastCall: true })).toBe('failed (overwritten)');
    expect(at('2026-03-06T21:20:00Z')).toBe('failed (overwritten)');
    expect(at('2026-03-06T21:20:00Z', { operation: 'Scan' })).toBe('missed (overwritten)');
    expect(at('2026-03-06T21:04:59.999Z', { lastCall: true })).toBe('failed (no-evidence)');
  });

  it('takes no other baseline for that of the patch group', () => {
    const baselines = { patchGroup: 'prod-14-days', operatingSystems: new Map([['pb-1', 'UBUNTU']]) };
    const of = (patchGroup: string | undefined, baselineId: string | undefined, run: Partial<RunInCell> = {}) =>
      judgeState({ patchGroup, baselineId, missingCount: 0 }, { baselines, ...run });

    expect(of('prod-14-days', 'pb-1')).toBe('patched (installed)');
    expect(of('prod-14-days', 'pb-2')).toBe('failed (wrong-baseline)');
    expect(of('prod-14-days', undefined)).toBe('failed (wrong-baseline)');
    expect(of('test', 'pb-1')).toBe('failed (wrong-baseline)');
    expect(of(undefined, 'pb-1')).toBe('failed (wrong-baseline)');
    expect(of('test', 'pb-2', { baselines: undefined })).toBe('patched (installed)');
    expect(of('test', 'pb-2', { operation: 'Scan' })).toBe('skipped (scanned)');
  });
});

function foreign(startedAt: string): Partial<PatchState> {
  return { snapshotId: undefined, operation: 'Scan', startedAt: new Date(startedAt) };
}
