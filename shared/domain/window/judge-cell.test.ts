import { describe, expect, it } from '@jest/globals';
import {
  aJudgedNode,
  anEvidence,
  anInvocation,
  aPatchState,
  aRosterNode,
  aRun,
  aWindow,
  CELL,
  COMMAND_ID,
  SNAPSHOT_ID,
} from '../../testing/domain-builders.ts';
import { type CellEvidence, judgeCell, nodesToAskAbout, nodesToReadPatchStateOf, runInCell } from './judge-cell.ts';
import type { RunInCell } from './judge-node.ts';

const node = aRosterNode();
const touched = anInvocation({ nodeId: 'i-0touched000000000' });

describe('judgeCell()', () => {
  const judge = (overrides: Partial<CellEvidence>, run: Partial<RunInCell> = {}, tooLate = false, roster = [node]) =>
    judgeCell({ cell: CELL, roster, tooLate }, anEvidence(overrides), aRun(run));

  it('gives every node of the roster its verdict, and its command', () => {
    const { nodes, settled } = judge({ invocations: [anInvocation()], patchStates: [aPatchState()] });

    expect(nodes).toEqual([{ ...node, commandId: COMMAND_ID, verdict: { kind: 'patched', reason: 'installed' } }]);
    expect(settled).toBe(true);
  });

  it('accounts for a node that the run touched although the roster lacks it (P3)', () => {
    const { nodes } = judge({
      invocations: [anInvocation(), touched],
      patchStates: [aPatchState(), aPatchState({ nodeId: touched.nodeId })],
    });

    expect(nodes.map(({ id, account, region, verdict }) => ({ id, account, region, verdict }))).toEqual([
      { id: node.id, ...CELL, verdict: { kind: 'patched', reason: 'installed' } },
      { id: touched.nodeId, ...CELL, verdict: { kind: 'patched', reason: 'installed' } },
    ]);
  });

  it('lets a verdict stand, whatever the evidence shows later', () => {
    const before = aJudgedNode();
    const { nodes, settled } = judge({ invocations: [anInvocation({ status: 'Failed' })] }, {}, false, [before]);

    expect(nodes).toEqual([before]);
    expect(settled).toBe(true);
  });

  it('is not settled while a node waits, or while a wave is to come that may touch others', () => {
    expect(judge({ invocations: [anInvocation({ status: 'InProgress' })] }).settled).toBe(false);
    expect(judge({}, { ended: false }, false, [aJudgedNode()]).settled).toBe(false);
    expect(judge({}, { ended: true }, false, [aJudgedNode()]).settled).toBe(true);
  });

  it('goes by the latest invocation of a node, in whatever order they are listed', () => {
    const failed = anInvocation({ status: 'Failed', requestedAt: new Date('2026-03-06T21:01:00Z') });
    const running = anInvocation({ status: 'InProgress', requestedAt: new Date('2026-03-06T21:02:00Z') });

    for (const invocations of [
      [failed, running],
      [running, failed],
    ]) {
      expect(judge({ invocations }).nodes[0]?.verdict).toBeUndefined();
    }
  });

  it('cancels what has not begun once it is too late, by command, and nothing before that', () => {
    const invocations = [
      anInvocation({ nodeId: 'i-1', status: 'Pending' }),
      anInvocation({ nodeId: 'i-2', status: 'Delayed' }),
      anInvocation({ nodeId: 'i-3', status: 'Pending', commandId: 'other' }),
      anInvocation({ nodeId: 'i-4', status: 'InProgress' }),
      anInvocation({ nodeId: 'i-5', status: 'Success' }),
    ];

    expect(judge({ invocations }, { ended: false }, true).toCancel).toEqual(
      new Map([
        [COMMAND_ID, ['i-1', 'i-2']],
        ['other', ['i-3']],
      ]),
    );
    expect(judge({ invocations }, { ended: false }, false).toCancel).toEqual(new Map());
  });

  it.each([
    { tooLate: true, ended: false, wavesBegun: 1, toStop: true },
    { tooLate: false, ended: false, wavesBegun: 1, toStop: false },
    { tooLate: true, ended: true, wavesBegun: 1, toStop: false },
    { tooLate: true, ended: false, wavesBegun: 2, toStop: false },
  ])('stops the runbook only where a wave would begin too late: %j', ({ tooLate, ended, wavesBegun, toStop }) => {
    expect(judge({}, { ended, wavesBegun }, tooLate).toStop).toBe(toStop);
  });
});

describe('runInCell()', () => {
  const window = aWindow();
  const ended = { id: 'one', ended: true };
  const running = { id: 'two', ended: false };
  const graceEndsAt = new Date('2026-03-07T02:30:00Z');
  const runAt = (now: Date, ...commands: { id: string; ended: boolean }[]) =>
    runInCell({ window, snapshotId: SNAPSHOT_ID, reboot: 'NoReboot', waves: [1, 2] }, commands, { now, graceEndsAt });
  const justBefore = (instant: Date) => new Date(instant.getTime() - 1);

  it('has ended once the command of every wave has, and not between two waves', () => {
    expect(runAt(window.opensAt)).toMatchObject({ ended: false, wavesBegun: 0 });
    expect(runAt(window.opensAt, ended)).toMatchObject({ ended: false, wavesBegun: 1 });
    expect(runAt(window.opensAt, ended, running)).toMatchObject({ ended: false, wavesBegun: 2 });
    expect(runAt(window.opensAt, ended, { ...running, ended: true })).toMatchObject({ ended: true, wavesBegun: 2 });
  });

  it('has ended at the cutoff if nothing runs any more, for no wave begins then', () => {
    expect(runAt(justBefore(window.cutoffAt), ended).ended).toBe(false);
    expect(runAt(window.cutoffAt, ended).ended).toBe(true);
    expect(runAt(window.cutoffAt, running).ended).toBe(false);
    expect(runAt(window.cutoffAt).ended).toBe(false);
  });

  it("has ended at the window's end, and makes its last call when the grace is over", () => {
    expect(runAt(justBefore(window.closesAt)).ended).toBe(false);
    expect(runAt(window.closesAt).ended).toBe(true);
    expect(runAt(justBefore(graceEndsAt)).lastCall).toBe(false);
    expect(runAt(graceEndsAt).lastCall).toBe(true);
  });

  it('counts no more waves than there are, though something may have been sent twice', () => {
    expect(runAt(window.opensAt, ended, ended, ended).wavesBegun).toBe(2);
  });
});

describe('nodesToAskAbout()', () => {
  const ask = (status: string | undefined, run: Partial<RunInCell> = {}, roster = [node]) =>
    nodesToAskAbout(roster, status === undefined ? [] : [anInvocation({ status })], aRun(run));

  it('asks about a node that was not reached only once the run has ended', () => {
    expect(ask(undefined, { ended: false })).toEqual([]);
    expect(ask(undefined, { ended: true })).toEqual([node.id]);
  });

  it.each(['Success', 'Failed', 'InProgress'])('does not ask about a node whose status %s says it all', (status) => {
    expect(ask(status)).toEqual([]);
  });

  it('asks about a node that may be offline, also one that the roster lacks', () => {
    expect(ask('DeliveryTimedOut')).toEqual([node.id]);
    expect(ask('DeliveryTimedOut', {}, [])).toEqual([node.id]);
  });

  it('does not ask about a node that has its verdict', () => {
    expect(ask('DeliveryTimedOut', {}, [aJudgedNode()])).toEqual([]);
  });
});

describe('nodesToReadPatchStateOf()', () => {
  it('reads of each node that was reached and has no verdict, once', () => {
    const judged = aJudgedNode({ id: 'i-0judged0000000000' });
    const invocations = [anInvocation(), anInvocation(), touched, anInvocation({ nodeId: judged.id })];

    expect(nodesToReadPatchStateOf([node, judged], invocations)).toEqual([node.id, touched.nodeId]);
  });
});
