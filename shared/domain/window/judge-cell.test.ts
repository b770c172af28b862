import { describe, expect, it } from '@jest/globals';
import {
  aJudgedNode,
  anEvidence,
  anInvocation,
  aPatchState,
  aRosterNode,
  aRun,
  CELL,
  COMMAND_ID,
  SNAPSHOT_ID,
} from '../../testing/domain-builders.ts';
import type { PatchState, RunInCell } from './evidence.ts';
import {
  type CellEvidence,
  type JudgedNode,
  judgeCell,
  type Measures,
  nodesToAskAbout,
  nodesToReadPatchStateOf,
} from './judge-cell.ts';

const node = aRosterNode();
const rebootBy = new Date('2026-03-10T01:00:00Z');
const touched = anInvocation({ nodeId: 'i-0touched000000000' });

describe('judgeCell()', () => {
  const measures: Measures = { tooLate: false, cancelRunning: false, rebootBy };
  const judge = (
    overrides: Partial<CellEvidence>,
    run: Partial<RunInCell> = {},
    changed: Partial<Measures> = {},
    roster: readonly JudgedNode[] = [node],
  ) => judgeCell({ cell: CELL, roster }, anEvidence(overrides), aRun(run), { ...measures, ...changed });

  it('gives every node of the roster its verdict, and its command', () => {
    const { nodes, settled } = judge({ invocations: [anInvocation()], patchStates: [aPatchState()] });

    expect(nodes).toEqual([
      {
        ...node,
        commandId: COMMAND_ID,
        verdict: { kind: 'patched', reason: 'installed' },
        evidence: {
          commandId: COMMAND_ID,
          status: 'Success',
          snapshotId: SNAPSHOT_ID,
          operation: 'Install',
          missing: 0,
          failed: 0,
          pendingReboot: 0,
          startedAt: aPatchState().startedAt,
        },
      },
    ]);
    expect(settled).toBe(true);
  });

  it('gives a node that waits for its reboot the deadline of the window', () => {
    const dueAt = (state: Partial<PatchState>) =>
      judge({ invocations: [anInvocation()], patchStates: [aPatchState(state)] }).nodes[0]?.rebootDueAt;

    expect(dueAt({ pendingRebootCount: 1 })).toEqual(rebootBy);
    expect(dueAt({})).toBeUndefined();
  });

  it('names the nodes that a scan has to say something about', () => {
    const invocations = [anInvocation({ status: 'Failed' })];
    const { toRescan, settled } = judge({ invocations, patchStates: [aPatchState()] });

    expect(toRescan).toEqual([{ ...node, commandId: COMMAND_ID }]);
    expect(settled).toBe(false);
    expect(judge({ invocations }).toRescan).toEqual([]);
  });

  it.each([
    { status: 'InProgress', ping: 'lost', run: {}, notBack: true },
    { status: 'InProgress', ping: undefined, run: {}, notBack: true },
    { status: 'InProgress', ping: 'online', run: {}, notBack: false },
    { status: 'InProgress', ping: 'lost', run: { overdue: false }, notBack: false },
    { status: 'InProgress', ping: 'lost', run: { reboot: 'NoReboot' }, notBack: false },
    { status: 'InProgress', ping: 'lost', run: { operation: 'Scan' }, notBack: false },
    { status: 'Pending', ping: 'lost', run: {}, notBack: false },
    { status: 'ExecutionTimedOut', ping: 'lost', run: {}, notBack: true },
    { status: 'ExecutionTimedOut', ping: 'online', run: {}, notBack: false },
    { status: 'InProgress', ping: 'online', run: { lastCall: true }, notBack: true },
    { status: 'Hibernated', ping: 'lost', run: { lastCall: true }, notBack: false },
  ] as const)('says which nodes are not back at the end of the window: %j', ({ status, ping, run, notBack }) => {
    const pings = new Map(ping === undefined ? [] : [[node.id, ping]]);
    const judged = judge({ invocations: [anInvocation({ status })], pings }, { overdue: true, ...run });

    expect(judged.notBack.map(({ id }) => id)).toEqual(notBack ? [node.id] : []);
  });

  it('still says so of a node whose verdict has been written', () => {
    const written = aJudgedNode({ verdict: { kind: 'failed', reason: 'did-not-return' } });

    expect(judge({}, { overdue: true }, {}, [written]).notBack).toEqual([written]);
    expect(judge({}, { overdue: true }, {}, [aJudgedNode()]).notBack).toEqual([]);
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
    const { nodes, settled } = judge({ invocations: [anInvocation({ status: 'Failed' })] }, {}, {}, [before]);

    expect(nodes).toEqual([before]);
    expect(settled).toBe(true);
  });

  it('is not settled while a node waits, or while a wave is to come that may touch others', () => {
    expect(judge({ invocations: [anInvocation({ status: 'InProgress' })] }).settled).toBe(false);
    expect(judge({}, { ended: false }, {}, [aJudgedNode()]).settled).toBe(false);
    expect(judge({}, { ended: true }, {}, [aJudgedNode()]).settled).toBe(true);
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

    expect(judge({ invocations }, { ended: false }, { tooLate: true }).toCancel).toEqual(
      new Map([
        [COMMAND_ID, ['i-1', 'i-2']],
        ['other', ['i-3']],
      ]),
    );
    expect(judge({ invocations }, { ended: false }).toCancel).toEqual(new Map());
  });

  it('cancels what runs as well where a person wants that, and only once it may not begin', () => {
    const invocations = ['Pending', 'InProgress', 'Cancelling', 'Success'].map((status) =>
      anInvocation({ nodeId: status, status }),
    );
    const cancelled = (changed: Partial<Measures>) => judge({ invocations }, { ended: false }, changed).toCancel;

    expect(cancelled({ tooLate: true, cancelRunning: true })).toEqual(
      new Map([[COMMAND_ID, ['Pending', 'InProgress']]]),
    );
    expect(cancelled({ cancelRunning: true })).toEqual(new Map());
    const { toStop } = judge({}, { ended: false }, { tooLate: true, cancelRunning: true });
    expect(toStop).toBe(true);
  });

  it.each([
    { tooLate: true, run: { ended: false, wavesBegun: 1 }, toStop: true },
    { tooLate: false, run: { ended: false, wavesBegun: 1 }, toStop: false },
    { tooLate: true, run: { ended: true, wavesBegun: 1 }, toStop: true },
    { tooLate: true, run: { ended: true, wavesBegun: 1, childOver: true }, toStop: false },
    { tooLate: true, run: { ended: false, wavesBegun: 2 }, toStop: false },
  ])('stops the runbook only where a wave would begin too late: %j', ({ tooLate, run, toStop }) => {
    expect(judge({}, run, { tooLate }).toStop).toBe(toStop);
  });

  it('is not settled as long as the runbook has to be stopped: it may send another wave (P1)', () => {
    const settled = (run: Partial<RunInCell>, roster = [aJudgedNode()]) =>
      judge({}, { wavesBegun: 1, ...run }, { tooLate: true }, roster).settled;

    expect(settled({})).toBe(false);
    expect(settled({ childOver: true })).toBe(true);
  });

  it('cancels every command of a node that has not begun, not the latest alone (P1)', () => {
    const invocations = [
      anInvocation({ commandId: 'one', status: 'Pending' }),
      anInvocation({ commandId: 'two', status: 'Pending', requestedAt: new Date('2026-03-06T21:10:00Z') }),
    ];

    expect(judge({ invocations }, { ended: false }, { tooLate: true }).toCancel).toEqual(
      new Map([
        ['one', [node.id]],
        ['two', [node.id]],
      ]),
    );
  });
});

describe('nodesToAskAbout()', () => {
  const ask = (status: string | undefined, run: Partial<RunInCell> = {}, roster = [node]) =>
    nodesToAskAbout(roster, status === undefined ? [] : [anInvocation({ status })], aRun(run));

  it('asks about a node that was not reached only once the run has ended', () => {
    expect(ask(undefined, { ended: false })).toEqual([]);
    expect(ask(undefined, { ended: true })).toEqual([node.id]);
  });

  it.each(['InProgress', 'Cancelling'])('asks about a node under %s only once the window is over', (status) => {
    expect(ask(status)).toEqual([]);
    expect(ask(status, { overdue: true })).toEqual([node.id]);
  });

  it.each([
    'Pending',
    'Delayed',
    'DeliveryTimedOut',
    'ExecutionTimedOut',
    'TimedOut',
    'Undeliverable',
    'Cancelled',
    'Terminated',
    'Incomplete',
    'RateExceeded',
    'AccessDenied',
    'InvalidPlatform',
    'NoInstancesInTag',
    'Hibernated',
  ])('asks about a node under %s', (status) => {
    expect(ask(status)).toEqual([node.id]);
  });

  it.each(['Success', 'Failed'])('does not ask about a node whose status %s says it all', (status) => {
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

  it.each([
    ['Success', true],
    ['Failed', true],
    ['DeliveryTimedOut', true],
    ['ExecutionTimedOut', true],
    ['TimedOut', true],
    ['Cancelled', true],
    ['Pending', false],
    ['Delayed', false],
    ['InProgress', false],
    ['Cancelling', false],
    ['Undeliverable', false],
    ['Terminated', false],
    ['Incomplete', false],
    ['RateExceeded', false],
    ['AccessDenied', false],
    ['InvalidPlatform', false],
    ['NoInstancesInTag', false],
    ['Hibernated', false],
  ])('costs a read only where something may have run: %s', (status, reads) => {
    expect(nodesToReadPatchStateOf([node], [anInvocation({ status })])).toEqual(reads ? [node.id] : []);
  });

  it('goes by the latest invocation', () => {
    const later = anInvocation({ status: 'InProgress', requestedAt: new Date('2026-03-06T21:30:00Z') });

    expect(nodesToReadPatchStateOf([node], [later, anInvocation()])).toEqual([]);
  });
});
