import { describe, expect, it } from '@jest/globals';
import { aGrantedException, anException } from '../../testing/exception-builders.ts';
import type { Exception } from './exception.ts';
import { judgeReserved } from './judge-reserved.ts';
import { complies } from './judge-tag.ts';
import { tagClassOf } from './tag-census.ts';

const UNTIL = anException().until;
const nothing = { now: new Date(UNTIL.getTime() - 1), exception: undefined, grouped: false, replaceAllowed: false };

describe('judgeReserved()', () => {
  it.each([
    ['none', undefined, 'No exception was approved for it.'],
    ['one that was refused', { ...anException(), kind: 'refused' }, 'No exception was approved for it.'],
    ['a request', anException(), 'Its exception was asked for, and nobody has approved it.'],
    ['one that is over', { ...anException(), kind: 'ended' }, 'Its exception ended at 2026-05-01T00:00:00.000Z.'],
  ] as const)('takes EXEMPT for nothing with %s', (_, exception: Exception | undefined, problem) => {
    const verdict = judgeReserved('EXEMPT', { ...nothing, exception, grouped: true, replaceAllowed: true });
    expect(verdict).toEqual({ kind: 'unexcused', value: 'EXEMPT', problem });
    expect(complies(verdict)).toBe(false);
    expect(tagClassOf(verdict)).toBe('exempt-or-immutable');
  });

  it('takes EXEMPT while its exception stands, to the millisecond', () => {
    const exception = aGrantedException();
    expect(judgeReserved('EXEMPT', { ...nothing, exception })).toEqual({ kind: 'reserved', value: 'EXEMPT' });
    expect(judgeReserved('EXEMPT', { ...nothing, exception, now: UNTIL })).toEqual({
      kind: 'unexcused',
      value: 'EXEMPT',
      problem: 'Its exception ended at 2026-05-01T00:00:00.000Z.',
    });
  });

  it('takes REPLACE of a group, or by a rule', () => {
    const reserved = { kind: 'reserved', value: 'REPLACE' };
    expect(judgeReserved('REPLACE', { ...nothing, grouped: true })).toEqual(reserved);
    expect(judgeReserved('REPLACE', { ...nothing, replaceAllowed: true })).toEqual(reserved);
    expect(judgeReserved('REPLACE', { ...nothing, exception: aGrantedException() })).toMatchObject({
      kind: 'unexcused',
      problem: 'It is in no Auto Scaling group, and no rule of the settings allows it.',
    });
  });
});
