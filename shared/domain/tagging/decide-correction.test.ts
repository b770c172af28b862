import { describe, expect, it } from '@jest/globals';
import { type CorrectionPolicy, decideCorrection } from './decide-correction.ts';
import { judgeTag } from './judge-tag.ts';

const now = new Date('2026-03-06T20:00:00Z');
const approved = ['2SAT', '2SATX4', '22FRI'];
const off: CorrectionPolicy = { corrections: 'off', restoreLastApproved: false };
const certain: CorrectionPolicy = { ...off, corrections: 'certain' };
const restore: CorrectionPolicy = { ...off, restoreLastApproved: true };
const both: CorrectionPolicy = { corrections: 'certain', restoreLastApproved: true };

type Memory = Parameters<typeof decideCorrection>[0]['memory'];

function decide(value: string | undefined, policy: CorrectionPolicy, memory: Memory = {}) {
  return decideCorrection({ now, value, verdict: judgeTag(value, approved), approved, policy, memory });
}

describe('decideCorrection()', () => {
  it.each([
    ['2sat', '2SAT'],
    [' 2SAT', '2SAT'],
    ['2S\u0410T', '2SAT'],
    ['2satx4', '2SATX4'],
  ])('puts %p right where the settings allow it (K1)', (from, to) => {
    expect(decide(from, certain)).toEqual({ from, to, because: 'certain' });
    expect(decide(from, off)).toBeUndefined();
    expect(decide(from, restore)).toBeUndefined();
  });

  it.each(['2STA', '3SAT', '12SAT', 'whenever', ''])('guesses at nothing: %p is only likely or less', (value) => {
    expect(decide(value, certain)).toBeUndefined();
  });

  it('never writes a reserved value, however surely it is meant (K1)', () => {
    expect(decide('exempt', both)).toBeUndefined();
  });

  it.each(['2SAT', 'EXEMPT', 'REPLACE'])('leaves %p alone', (value) => {
    expect(decide(value, both, { lastApproved: '22FRI' })).toBeUndefined();
  });

  it.each(['2STA', '3SAT', undefined])('gives a node with %p its last approved schedule back', (from) => {
    expect(decide(from, restore, { lastApproved: '22FRI' })).toEqual({ from, to: '22FRI', because: 'last-approved' });
    expect(decide(from, certain, { lastApproved: '22FRI' })).toBeUndefined();
    expect(decide(from, restore)).toBeUndefined();
  });

  it('does not bring back what is approved no more (K1)', () => {
    expect(decide('2STA', restore, { lastApproved: '6SUN' })).toBeUndefined();
  });

  it('gives one without leave to say EXEMPT its schedule back', () => {
    const verdict = { kind: 'unexcused', value: 'EXEMPT', problem: 'No exception was approved for it.' } as const;
    const memory = { lastApproved: '22FRI' };
    expect(decideCorrection({ now, value: 'EXEMPT', verdict, approved, policy: both, memory })).toMatchObject({
      to: '22FRI',
    });
  });

  it('prefers what was meant to what was before (K2)', () => {
    expect(decide('2sat', both, { lastApproved: '22FRI' })).toMatchObject({ to: '2SAT' });
  });

  it.each([
    ['2sat', '2026-01-01T00:00:00Z', false],
    [' 2SAT', '2026-03-05T20:00:00.001Z', false],
    [' 2SAT', '2026-03-05T20:00:00Z', true],
  ])('having put "2sat" right, does %p after %s: %p (K3)', (value, at, again) => {
    const corrected = { from: '2sat', at: new Date(at) };
    expect(decide(value, certain, { corrected }) !== undefined).toBe(again);
  });

  it('brings back one that was taken away once, and not twice (K3)', () => {
    const corrected = { from: undefined, at: new Date('2026-01-01T00:00:00Z') };
    expect(decide(undefined, restore, { lastApproved: '22FRI', corrected })).toBeUndefined();
  });
});
