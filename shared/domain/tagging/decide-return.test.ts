import { describe, expect, it } from '@jest/globals';
import { decideReturn, scheduleToRemember } from './decide-return.ts';

const approved = ['2SAT', '6SUN'];
const read = (value: string | undefined) => ({ kind: 'read', value }) as const;

describe('decideReturn()', () => {
  it.each([
    ['what was remembered', read('EXEMPT'), '2SAT', { kind: 'write', schedule: '2SAT' }],
    ['that nodes of it are replaced', read('EXEMPT'), 'REPLACE', { kind: 'write', schedule: 'REPLACE' }],
    ['nothing of a withdrawn schedule', read('EXEMPT'), '10WED', { kind: 'withdrawn', schedule: '10WED' }],
    ['nothing where nothing was', read('EXEMPT'), undefined, { kind: 'nothing-remembered' }],
    ['nothing over another value', read('6SUN'), '2SAT', { kind: 'other-value', value: '6SUN' }],
    ['nothing where the tag was removed', read(undefined), '2SAT', { kind: 'other-value', value: undefined }],
    ['nothing where there never was a tag', read(undefined), undefined, { kind: 'other-value', value: undefined }],
    ['what it has brought back before', read('2SAT'), '2SAT', { kind: 'returned', schedule: '2SAT' }],
    ['nothing to a node that is gone', { kind: 'gone' } as const, '2SAT', { kind: 'gone' }],
  ])('brings back %s', (_, value, schedule, wanted) => {
    expect(decideReturn({ value, schedule, approved })).toEqual(wanted);
  });
});

describe('scheduleToRemember()', () => {
  it.each([
    ['2SAT', '6SUN', '2SAT'],
    ['10WED', '6SUN', '10WED'],
    ['REPLACE', '6SUN', 'REPLACE'],
    ['EXEMPT', '6SUN', '6SUN'],
    ['2STA', '6SUN', '6SUN'],
    [undefined, '6SUN', '6SUN'],
    ['EXEMPT', undefined, undefined],
  ])('of %p, after %p, is %p', (value, lastApproved, wanted) => {
    expect(scheduleToRemember(value, lastApproved)).toBe(wanted);
  });
});
