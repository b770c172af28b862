import { describe, expect, it } from '@jest/globals';
import type { LintEntry } from '../../shared/domain/schedule/lint/lint-input.ts';
import { examinerOf } from './examine-tag.ts';

const now = new Date('2026-03-01T00:00:00Z');

describe('examinerOf()', () => {
  const examine = examinerOf([entry('2SAT'), entry('6SAT'), broken('2SATX4'), entry('22FRI'), broken('10SAT')], now);

  it.each([
    ['2SAT', { kind: 'approved' }],
    ['REPLACE', { kind: 'reserved' }],
    ['22FIR', { kind: 'meant', value: '22FRI', confidence: 'likely' }],
    ['banana', { kind: 'none' }],
    ['2SATX4', { kind: 'never-opens', value: '2SATX4', because: expect.stringContaining('2SATX4') }],
    ['2satx4', { kind: 'never-opens', value: '2SATX4' }],
    ['4th Saturday 2 am', { kind: 'never-opens', value: '2SATX4' }],
  ])('finds that %s is %j', (tag, examination) => {
    expect(examine(tag)).toMatchObject(examination);
  });

  it('leaves what never opens out of several', () => {
    expect(examine('saturday')).toMatchObject({ kind: 'several', values: ['2SAT', '6SAT'] });
  });

  it('does not find one likely because the other one never opens', () => {
    expect(examinerOf([entry('2SAT'), entry('2SATX4')], now)('2SATX')).toMatchObject({ kind: 'several' });
    expect(examine('2SATX')).toMatchObject({ kind: 'never-opens', value: '2SATX4' });
  });

  it('says of an entry that nobody has approved that it never opens, but not of what is near to it', () => {
    const examineTag = examinerOf([{ ...broken('2SAT'), approved: false }], now);

    expect(examineTag('2SAT')).toMatchObject({ kind: 'never-opens', value: '2SAT' });
    expect(examineTag('2STA')).toEqual({ kind: 'none' });
  });

  it('calls a name that is no schedule unknown, whatever it holds', () => {
    expect(examinerOf([broken('NOTES')], now)('NOTES')).toEqual({ kind: 'none' });
  });
});

function entry(value: string): LintEntry {
  const rule = { zone: 'UTC', durationHours: 4, cutoffHours: 1, offsetDays: 0, environment: 'prod', waves: [1] };
  return { value, rule, approved: undefined, sizeBytes: 200 };
}

function broken(value: string): LintEntry {
  return { ...entry(value), rule: undefined, problem: 'it is no JSON' };
}
