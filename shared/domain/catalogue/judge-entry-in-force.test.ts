import { describe, expect, it } from '@jest/globals';
import { type Approval, type EntryVersion, judgeEntryInForce } from './judge-entry-in-force.ts';

const ADA = 'arn:aws:iam::111122223333:user/ada';
const BARBARA = 'arn:aws:iam::111122223333:user/barbara';
const at = (day: number) => new Date(Date.UTC(2026, 2, day));

function edited(version: number, content: string, { by = ADA, day = version }: { by?: string; day?: number } = {}) {
  return { version, sha256: content, text: content, by, at: at(day) };
}

function approved(content: string, { by = BARBARA, day }: { by?: string; day: number }): Approval {
  return { kind: 'approved', version: day, sha256: content, by, at: at(day) };
}

const withdrawn = (day: number): Approval => ({
  kind: 'withdrawn',
  version: day,
  by: BARBARA,
  at: at(day),
  reason: 'x',
});
const unreadable = (day: number): Approval => ({
  kind: 'unreadable',
  version: day,
  by: BARBARA,
  at: at(day),
  problem: 'x',
});

function judge(
  versions: readonly EntryVersion[],
  approvals: readonly Approval[],
  policy: 'required' | 'off' = 'required',
) {
  const problemOf = ({ text }: EntryVersion) => (text.startsWith('broken') ? 'it never opens' : undefined);
  const { inForce, refusal, withdrawal } = judgeEntryInForce({ versions, approvals }, { policy, problemOf });
  return { inForce: inForce?.version, reason: refusal?.reason, withdrawn: withdrawal?.version };
}

describe('judgeEntryInForce()', () => {
  it('takes the content that another has approved', () => {
    expect(judge([edited(1, 'a')], [approved('a', { day: 2 })])).toEqual({ inForce: 1 });
  });

  it('takes nothing that nobody has approved', () => {
    expect(judge([edited(1, 'a')], [])).toEqual({ inForce: undefined, reason: 'not-approved' });
  });

  it('keeps the approved version where it was edited since (A1, A3)', () => {
    const versions = [edited(1, 'a'), edited(2, 'b', { day: 5 })];
    expect(judge(versions, [approved('a', { day: 2 })])).toEqual({ inForce: 1, reason: 'not-approved' });
    expect(judge([edited(1, 'a'), edited(2, 'b')], [approved('a', { day: 2 })])).toEqual({
      inForce: 1,
      reason: 'other-content',
    });
  });

  it('calls it the same hand only where that hand has approved this very content (A2)', () => {
    const versions = [edited(1, 'a', { by: BARBARA }), edited(2, 'b')];
    const approvals = [approved('a', { by: ADA, day: 3 })]; // Ada has approved what was there before her own edit.
    expect(judge(versions, approvals)).toEqual({ inForce: 1, reason: 'other-content' });
    expect(judge(versions, [...approvals, unreadable(4)])).toEqual({ inForce: 1, reason: 'approval-unreadable' });
  });

  it('refuses the approval of whoever wrote it, and keeps the one before (A2)', () => {
    expect(judge([edited(1, 'a')], [approved('a', { by: ADA, day: 2 })])).toEqual({
      inForce: undefined,
      reason: 'same-principal',
    });
    const approvals = [approved('a', { day: 2 }), approved('b', { by: ADA, day: 4 })];
    expect(judge([edited(1, 'a'), edited(3, 'b')], approvals)).toEqual({ inForce: 1, reason: 'same-principal' });
  });

  it('does not blame the approver who wrote the same content again', () => {
    const versions = [edited(1, 'a'), edited(3, 'a', { by: BARBARA })];
    expect(judge(versions, [approved('a', { day: 2 })])).toEqual({ inForce: 1 });
  });

  it('goes back to what was approved before, once it is there again', () => {
    const versions = [edited(1, 'a'), edited(3, 'b'), edited(5, 'a')];
    const approvals = [approved('a', { day: 2 }), approved('b', { day: 4 })];
    expect(judge(versions, approvals)).toEqual({ inForce: 3, reason: 'not-approved' });
    expect(judge(versions, [...approvals, approved('a', { day: 6 })])).toEqual({ inForce: 5 });
  });

  it('ends with a withdrawal, and begins anew after it (A4)', () => {
    const versions = [edited(1, 'a')];
    expect(judge(versions, [approved('a', { day: 2 }), withdrawn(3)])).toEqual({ inForce: undefined, withdrawn: 3 });
    expect(judge(versions, [approved('a', { day: 2 }), withdrawn(3), approved('b', { day: 4 })])).toEqual({
      inForce: undefined,
      reason: 'other-content',
    });
    expect(judge(versions, [withdrawn(3), approved('a', { day: 4 })])).toEqual({ inForce: 1 });
  });

  it('keeps the version before where an approval cannot be read', () => {
    const versions = [edited(1, 'a'), edited(3, 'b')];
    expect(judge(versions, [approved('a', { day: 2 }), unreadable(4)])).toEqual({
      inForce: 1,
      reason: 'approval-unreadable',
    });
  });

  it('takes nothing that can never open, whoever approves it (A5)', () => {
    const versions = [edited(1, 'a'), edited(3, 'broken')];
    const approvals = [approved('a', { day: 2 }), approved('broken', { day: 4 })];
    expect(judge(versions, approvals)).toEqual({ inForce: 1, reason: 'never-opens' });
  });

  it('asks for no approval where the settings do not, but honours a withdrawal', () => {
    expect(judge([edited(1, 'a')], [], 'off')).toEqual({ inForce: 1 });
    expect(judge([edited(1, 'a'), edited(2, 'broken')], [], 'off')).toEqual({ inForce: 1, reason: 'never-opens' });
    expect(judge([edited(1, 'a')], [withdrawn(2)], 'off')).toEqual({ inForce: undefined, withdrawn: 2 });
  });

  it('finds nothing in an entry without a version', () => {
    expect(judge([], [])).toEqual({ inForce: undefined });
  });
});
