import { describe, expect, it } from '@jest/globals';
import { aJudgedNode, anInvocation, aPatchState, aRosterNode, aRun } from '../../testing/domain-builders.ts';
import type { PatchState } from './evidence.ts';
import {
  amendNode,
  countsAfter,
  isSameShift,
  lookAgainAt,
  mayRise,
  mayStillBeAmended,
  shiftOf,
} from './judge-amendment.ts';
import type { JudgedNode } from './judge-cell.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

const now = new Date('2026-03-07T12:00:00Z');
const finalAt = new Date('2026-03-07T02:30:00Z');
const installEndedAt = new Date('2026-03-06T21:20:00Z');
const dueAt = new Date('2026-03-09T21:20:00Z');
const missed: Verdict = { kind: 'missed', reason: 'not-delivered' };
const failed: Verdict = { kind: 'failed', reason: 'did-not-return' };
const pending: Verdict = { kind: 'pending-reboot', reason: 'reboot-suppressed' };
const patched: Verdict = { kind: 'patched', reason: 'installed' };
const overdue: Verdict = { kind: 'pending-reboot', reason: 'reboot-overdue' };

const waiting = aJudgedNode({ verdict: pending, evidence: { endedAt: installEndedAt }, rebootDueAt: dueAt });
const scannedSince = aPatchState({ snapshotId: 'other', operation: 'Scan', startedAt: installEndedAt });

function amend(node: JudgedNode, shown: { status?: string; patchState?: PatchState }, at = now, run = aRun()) {
  const invocation = shown.status === undefined ? undefined : anInvocation({ status: shown.status });
  const evidence = { node, invocation, patchState: shown.patchState, ping: 'online' as const };
  return amendNode(evidence, run, { now: at, rebootBy: dueAt });
}

describe('amendNode()', () => {
  it('raises a verdict by proof that came late, and keeps the first one', () => {
    const patchState = aPatchState({ endedAt: installEndedAt });
    const amended = amend(aJudgedNode({ verdict: missed, commandId: 'old' }), { status: 'Success', patchState });

    expect(amended).toEqual({
      ...aRosterNode(),
      commandId: anInvocation().commandId,
      verdict: patched,
      evidence: {
        commandId: anInvocation().commandId,
        status: 'Success',
        snapshotId: patchState.snapshotId,
        operation: 'Install',
        missing: 0,
        failed: 0,
        pendingReboot: 0,
        startedAt: patchState.startedAt,
        endedAt: installEndedAt,
      },
      amendedFrom: missed,
      amendedAt: now,
    });
    const again = amend(
      { ...aJudgedNode({ verdict: failed }), amendedFrom: missed },
      { status: 'Success', patchState },
    );
    expect(again?.amendedFrom).toEqual(missed);
  });

  it('gives a node that turns out to wait for a reboot its deadline', () => {
    const patchState = aPatchState({ endedAt: installEndedAt, pendingRebootCount: 1 });

    expect(amend(aJudgedNode({ verdict: failed }), { status: 'Success', patchState })).toMatchObject({
      verdict: { kind: 'pending-reboot', reason: 'reboot-needed' },
      rebootDueAt: dueAt,
    });
  });

  it('sees a reboot in a later scan, whoever made it', () => {
    expect(amend(waiting, { status: 'Success', patchState: scannedSince })).toMatchObject({
      verdict: patched,
      amendedFrom: pending,
    });
    expect(amend(waiting, { patchState: scannedSince })?.commandId).toBe(waiting.commandId);
    expect(amend(waiting, { patchState: scannedSince })?.rebootDueAt).toBeUndefined();
    expect(amend(waiting, { patchState: { ...scannedSince, pendingRebootCount: 1 } })).toBeUndefined();
    const early = new Date(installEndedAt.getTime() - 1);
    expect(amend(waiting, { patchState: { ...scannedSince, startedAt: early } })).toBeUndefined();
    expect(amend(aJudgedNode({ verdict: failed }), { patchState: scannedSince })).toBeUndefined();
  });

  it('takes no reboot for the patches that the install has left missing', () => {
    const evidence = { endedAt: installEndedAt, missing: 2 };
    const risen = (was: JudgedNode['evidence'], missingCount: number) =>
      amend({ ...waiting, evidence: was }, { patchState: { ...scannedSince, missingCount } })?.verdict;

    expect(risen(evidence, 2)).toBeUndefined();
    expect(risen(evidence, 0)).toEqual(patched);
    expect(risen({ ...evidence, missing: 0 }, 2)).toEqual(patched); // They are new.
  });

  it('leaves a node in its reboot loop as long as it needs a reboot still', () => {
    const inLoop = aJudgedNode({ verdict: { kind: 'failed', reason: 'reboot-loop' } });
    const needing = aPatchState({ pendingRebootCount: 1 });

    expect(amend(inLoop, { status: 'Success', patchState: needing })).toBeUndefined();
    expect(amend(inLoop, { status: 'Success', patchState: aPatchState() })?.verdict).toEqual(patched);
  });

  it('calls a reboot overdue at its deadline and not before, and once', () => {
    const late = amend(waiting, {}, dueAt);

    expect(amend(waiting, {}, new Date(dueAt.getTime() - 1))).toBeUndefined();
    expect(late).toEqual({
      ...waiting,
      verdict: overdue,
      rebootDueAt: undefined,
      amendedFrom: pending,
      amendedAt: dueAt,
    });
    expect(late && amend(late, {}, dueAt)).toBeUndefined();
    expect(late && amend(late, { patchState: scannedSince }, dueAt)).toMatchObject({
      verdict: patched,
      amendedFrom: pending,
    });
    expect(amend({ ...waiting, amendedFrom: missed }, {}, dueAt)?.amendedFrom).toEqual(missed);
  });

  it('sees nothing in a cell that cannot be read, and calls a reboot overdue all the same', () => {
    const evidence = { node: waiting, invocation: anInvocation(), patchState: scannedSince };

    expect(amendNode(evidence, undefined, { now, rebootBy: dueAt })).toBeUndefined();
    expect(amendNode(evidence, undefined, { now: dueAt, rebootBy: dueAt })?.verdict).toEqual(overdue);
  });

  it('leaves alone a node without a verdict', () => {
    expect(amend(aRosterNode(), { status: 'Success', patchState: aPatchState() })).toBeUndefined();
  });
});

describe('mayRise()', () => {
  it('holds for what later evidence could change', () => {
    const rising = VERDICTS.filter((kind) => mayRise(aJudgedNode({ verdict: { kind, reason: 'installed' } })));

    expect(rising).toEqual(['pending-reboot', 'failed', 'missed']);
    expect(mayRise(aRosterNode())).toBe(false);
  });
});

describe('shiftOf()', () => {
  it('counts what was amended, net, and leaves out what is even', () => {
    const amended = (from: Verdict, to: Verdict) => aJudgedNode({ verdict: to, amendedFrom: from });

    expect(shiftOf([])).toEqual({});
    expect(shiftOf([aJudgedNode(), aRosterNode()])).toEqual({});
    expect(shiftOf([amended(missed, patched), amended(missed, failed), aJudgedNode()])).toEqual({
      patched: 1,
      failed: 1,
      missed: -2,
    });
    expect(shiftOf([amended(missed, failed), amended(failed, patched)])).toEqual({ patched: 1, missed: -1 });
    expect(shiftOf([amended(pending, overdue)])).toEqual({});
    expect(shiftOf([{ ...aRosterNode(), amendedFrom: missed }])).toEqual({});
  });

  it('counts a node that was in no count once, whatever its verdict was at first', () => {
    const added = aJudgedNode({ verdict: patched, uncounted: true });

    expect(shiftOf([added, { ...added, amendedFrom: missed }])).toEqual({ patched: 2 });
    expect(
      shiftOf([
        { ...added, uncounted: false },
        { ...aRosterNode(), uncounted: true },
      ]),
    ).toEqual({});
  });
});

describe('countsAfter()', () => {
  const counts = { patched: 5, 'pending-reboot': 0, failed: 2, skipped: 0, missed: 3, excepted: 1 };

  it('takes back what was counted before, and adds what is to be', () => {
    const shift = { patched: 2, missed: -2 };

    expect(countsAfter(counts, { before: {}, shift })).toEqual({ ...counts, patched: 7, missed: 1 });
    expect(countsAfter(counts, { before: shift, shift })).toEqual(counts);
    expect(countsAfter(counts, { before: { patched: 1, failed: -1 }, shift })).toEqual({
      ...counts,
      patched: 6,
      failed: 3,
      missed: 1,
    });
  });
});

describe('isSameShift()', () => {
  it('takes an absent verdict for none', () => {
    expect(isSameShift({}, {})).toBe(true);
    expect(isSameShift({ patched: 0 }, {})).toBe(true);
    expect(isSameShift({}, { missed: 0 })).toBe(true);
    expect(isSameShift({ patched: 1, missed: -1 }, { missed: -1, patched: 1 })).toBe(true);
    expect(isSameShift({ patched: 1 }, {})).toBe(false);
    expect(isSameShift({}, { excepted: -1 })).toBe(false);
  });
});

describe('lookAgainAt()', () => {
  const lastLook = new Date('2026-03-08T01:30:00Z');
  const at = (nodes: readonly JudgedNode[], when = finalAt) => lookAgainAt(nodes, { finalAt, now: when });
  const bad = aJudgedNode({ verdict: missed });

  it('is an hour before amendments end, if anything could rise, and at the deadline of a reboot', () => {
    expect(at([aJudgedNode()])).toBeUndefined();
    expect(at([aJudgedNode(), bad])).toEqual(lastLook);
    expect(at([waiting])).toEqual(lastLook);
    expect(at([waiting], lastLook)).toEqual(dueAt);
    expect(at([waiting], new Date(lastLook.getTime() - 1))).toEqual(lastLook);
    expect(at([waiting], dueAt)).toBeUndefined();
    expect(at([bad], lastLook)).toBeUndefined();
    const sooner = { ...waiting, rebootDueAt: new Date('2026-03-07T20:00:00Z') };
    expect(at([waiting, sooner])).toEqual(sooner.rebootDueAt);
    expect(at([sooner, waiting], sooner.rebootDueAt)).toEqual(lastLook);
  });
});

describe('mayStillBeAmended()', () => {
  it('lasts for a day from the final state', () => {
    expect(mayStillBeAmended({ finalAt, now: finalAt })).toBe(true);
    expect(mayStillBeAmended({ finalAt, now: new Date('2026-03-08T02:29:59.999Z') })).toBe(true);
    expect(mayStillBeAmended({ finalAt, now: new Date('2026-03-08T02:30:00Z') })).toBe(false);
  });
});
