import { describe, expect, it } from '@jest/globals';
import { aJudgedNode, anInvocation, aPatchState, aRosterNode, aRun } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { STATUSES } from '../../testing/judged-stories.ts';
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

const HOUR_MS = 3_600_000;
const at = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);
const finalAt = new Date('2026-03-07T02:30:00Z');
const installEndedAt = new Date('2026-03-06T21:20:00Z');
const dueAt = new Date('2026-03-09T21:20:00Z');
const rebootBy = at(dueAt, 1000);

const verdicts = [
  { kind: 'missed', reason: 'not-delivered' },
  { kind: 'failed', reason: 'did-not-return' },
  { kind: 'failed', reason: 'reboot-loop' },
  { kind: 'pending-reboot', reason: 'reboot-needed' },
  { kind: 'pending-reboot', reason: 'reboot-overdue' },
  { kind: 'patched', reason: 'installed' },
  { kind: 'skipped', reason: 'scanned' },
  { kind: 'excepted', reason: 'exempt' },
] as const;

/** From the least to the most that can be shown of a node; the others neither rise nor fall. */
const HEIGHTS = { missed: 0, failed: 1, 'pending-reboot': 2, patched: 3, skipped: 9, excepted: 9 };

const other = { snapshotId: 'other', operation: 'Scan' } as const;
const states: readonly (PatchState | undefined)[] = [
  undefined,
  ...[{}, { missingCount: 1 }, { failedCount: 1 }, { pendingRebootCount: 1 }].flatMap((counts) => [
    aPatchState(counts),
    aPatchState({ ...other, ...counts, startedAt: at(installEndedAt, -1) }),
    aPatchState({ ...other, ...counts, startedAt: installEndedAt }),
  ]),
];

/** What the ledger keeps of a node: how many patches its install left missing, if it ended, and its verdict before. */
interface Kept {
  readonly lacked?: number;
  readonly amendedFrom?: Verdict;
}

/** Without a run the cell could not be read. */
const runs = [
  undefined,
  aRun({ ended: false }),
  aRun({ overdue: true, lastCall: true }),
  aRun({ operation: 'Scan', scannedBecause: 'mode-scan' }),
] as const;

describe('amendNode() in small worlds', () => {
  // Goal: A1 to A5 whatever the evidence. Method: every verdict, status, patch state, reading of the cell and deadline.
  it('keeps A1 to A5 in every small world', () => {
    const worlds = everyCombination({
      from: verdicts,
      kept: [{}, { lacked: 0 }, { lacked: 2, amendedFrom: { kind: 'missed', reason: 'cell-unread' } }],
      status: [undefined, ...STATUSES.filter((status) => !/ |Canceled/.test(status))],
      patchState: states,
      run: runs,
      now: [at(dueAt, -1), dueAt],
    });
    const found = survey(worlds, ({ from, kept, status, patchState, run, now }) => {
      const { lacked, amendedFrom }: Kept = kept;
      const due = from.kind === 'pending-reboot' && from.reason !== 'reboot-overdue';
      const evidence = lacked === undefined ? undefined : { endedAt: installEndedAt, missing: lacked };
      const node = { ...aRosterNode(), verdict: from, evidence, amendedFrom, rebootDueAt: due ? dueAt : undefined };
      const invocation = status === undefined ? undefined : anInvocation({ status });
      const amended = amendNode({ node, invocation, patchState, ping: 'online' }, run, { now, rebootBy });
      if (amended === undefined) return { 'A3: its deadline does not go by unsaid': !due || now < dueAt };

      const to = amended.verdict;
      if (to === undefined) return { 'a verdict stays a verdict': false };
      const overdue = to.reason === 'reboot-overdue';
      const rose = HEIGHTS[to.kind] > HEIGHTS[from.kind];
      const counts = patchState && [patchState.missingCount, patchState.failedCount, patchState.pendingRebootCount];
      const ours = patchState !== undefined && patchState.snapshotId !== 'other' && run?.operation === 'Install';
      const clean = ours && counts?.every((count) => count === 0) === true && status !== undefined;
      const rebooted =
        from.kind === 'pending-reboot' &&
        evidence !== undefined &&
        patchState !== undefined &&
        patchState.startedAt >= installEndedAt &&
        patchState.failedCount + patchState.pendingRebootCount === 0;
      return {
        'A1: it rises, or its reboot is overdue': rose || overdue,
        'A2: patched is proven, by our run or by what was seen after the reboot':
          to.kind !== 'patched' || clean || rebooted,
        'A2: nothing is seen in a cell that could not be read': run !== undefined || overdue,
        'A2: a command alone proves no more than that it failed': overdue || ours || rebooted || to.kind === 'failed',
        'A3: overdue is what waited, from its deadline on, and not before': !overdue || (due && now >= dueAt),
        'A4: what was skipped, excepted or patched is left':
          from.kind !== 'skipped' && from.kind !== 'excepted' && from.kind !== 'patched',
        'A5: a reboot does not bring what the install left missing':
          to.kind !== 'patched' || clean || !lacked || patchState?.missingCount === 0,
        'A5: a loop is not left by another reboot': from.reason !== 'reboot-loop' || to.kind !== 'pending-reboot',
        'the verdict when it became final is kept': amended.amendedFrom === (amendedFrom ?? from),
        'a deadline is for what newly waits for a reboot':
          amended.rebootDueAt === (to.kind === 'pending-reboot' && !overdue ? rebootBy : undefined),
        'it is the same node, amended now': amended.id === node.id && amended.amendedAt === now,
      };
    });
    expect(found).toEqual({ worlds: 8 * 3 * 19 * 13 * 4 * 2, broken: [] });
  });

  // A2: whether the window still waited when somebody looked must not matter, nor the hour but for the deadline.
  it('says the same whenever it looks', () => {
    const worlds = everyCombination({ from: verdicts, status: [undefined, ...STATUSES], patchState: states });
    const found = survey(worlds, ({ from, status, patchState }) => {
      const node = { ...aRosterNode(), verdict: from, evidence: { endedAt: installEndedAt } };
      const invocation = status === undefined ? undefined : anInvocation({ status });
      const looks = everyCombination({ ended: [false, true], overdue: [false, true], lastCall: [false, true] });
      const said = [...looks].flatMap((look) =>
        [finalAt, dueAt].map((now) => {
          const amended = amendNode({ node, invocation, patchState, ping: 'lost' }, aRun(look), { now, rebootBy });
          return `${amended?.verdict?.kind} ${amended?.verdict?.reason}`;
        }),
      );
      return { 'A2: time proves nothing': new Set(said).size === 1 };
    });
    expect(found).toEqual({ worlds: 8 * 21 * 13, broken: [] });
  });
});

describe('the shift of small cells', () => {
  /** As it was counted, amended since, and added since, amended or not. */
  const anyFate: readonly Pick<JudgedNode, 'verdict' | 'amendedFrom' | 'uncounted'>[] = VERDICTS.flatMap((to) => [
    { verdict: verdictOf(to) },
    { verdict: verdictOf(to), uncounted: true },
    ...VERDICTS.map((from) => ({ verdict: verdictOf(to), amendedFrom: verdictOf(from) })),
    { verdict: verdictOf(to), amendedFrom: verdictOf('missed'), uncounted: true },
  ]);

  // P3: whatever is amended, the counts add up to the roster. Method: every two nodes, with every amendment of each, and added late.
  it('keeps the counts equal to the nodes', () => {
    const found = survey(everyCombination({ one: anyFate, other: anyFate }), ({ one, other }) => {
      const nodes: JudgedNode[] = [one, other].map((fate, index) => ({
        ...aRosterNode({ id: `i-${index}` }),
        ...fate,
      }));
      const zero = { patched: 0, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 };
      const counts = { ...zero };
      const wanted = { ...zero };
      for (const { verdict, amendedFrom, uncounted } of nodes) {
        if (verdict === undefined) continue;
        if (uncounted !== true) counts[(amendedFrom ?? verdict).kind] += 1;
        wanted[verdict.kind] += 1;
      }
      const shift = shiftOf(nodes);
      const after = countsAfter(counts, { before: {}, shift });
      const again = countsAfter(after, { before: shift, shift });
      return {
        'P3: the counts are those of the verdicts as they are now': JSON.stringify(after) === JSON.stringify(wanted),
        'P7: counted twice is counted once': JSON.stringify(again) === JSON.stringify(after),
        'what changes nothing is no shift':
          isSameShift(shift, {}) === VERDICTS.every((kind) => counts[kind] === wanted[kind]),
      };
    });
    expect(found).toEqual({ worlds: 54 ** 2, broken: [] });
  });
});

describe('lookAgainAt() in small worlds', () => {
  const lastLook = at(finalAt, 23 * HOUR_MS);
  const deadlines = [undefined, at(lastLook, -1), lastLook, at(lastLook, 1), at(finalAt, 72 * HOUR_MS)] as const;
  const times = [finalAt, lastLook, at(finalAt, 24 * HOUR_MS), at(finalAt, 72 * HOUR_MS)];

  // P7: events may be lost, and no deadline may go by without a look.
  it('asks for a look at every deadline, and once more at what may rise', () => {
    const worlds = everyCombination({
      ...{ one: verdicts, other: verdicts, oneDue: deadlines, otherDue: deadlines },
      now: times.flatMap((time) => [at(time, -1), time, at(time, 1)]),
    });
    const found = survey(worlds, ({ one, other, oneDue, otherDue, now }) => {
      const nodes = [
        aJudgedNode({ verdict: one, rebootDueAt: oneDue }),
        aJudgedNode({ verdict: other, rebootDueAt: otherDue }),
      ];
      const rising = [one, other].some(({ kind }) => HEIGHTS[kind] < HEIGHTS.patched);
      const wanted = [oneDue, otherDue, rising ? lastLook : undefined].filter(
        (look) => look !== undefined && look > now,
      );
      const look = lookAgainAt(nodes, { finalAt, now });
      return {
        'what may rise is below patched': nodes.some(mayRise) === rising,
        'a look is to come, if there is cause for one': (look !== undefined) === wanted.length > 0,
        'it is the next one of all': wanted.every(
          (other) => look !== undefined && other !== undefined && look <= other,
        ),
        'it comes for a cause': look === undefined || wanted.some((other) => other?.getTime() === look.getTime()),
        'for a day it may be amended': mayStillBeAmended({ finalAt, now }) === now < at(finalAt, 24 * HOUR_MS),
      };
    });
    expect(found).toEqual({ worlds: 8 * 8 * 5 * 5 * 12, broken: [] });
  });
});

function verdictOf(kind: Verdict['kind']): Verdict {
  return { kind, reason: 'installed' };
}
