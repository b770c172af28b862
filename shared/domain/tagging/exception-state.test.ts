import { describe, expect, it } from '@jest/globals';
import { aGrantedException, anException } from '../../testing/exception-builders.ts';
import type { Exception } from './exception.ts';
import { exemptNodes, stands } from './exception.ts';
import { exceptionDue, WARNED_BEFORE_MS } from './exception-state.ts';

const UNTIL = anException().until;
const at = (before: number) => new Date(UNTIL.getTime() - before);
const exempt = { exemptAt: new Date('2026-03-06T10:05:00Z'), remembered: { schedule: '2SAT' } };

describe('exceptionDue()', () => {
  it.each([
    ['a request', anException(), 1, 'nothing'],
    ['a request', anException(), 0, 'lapse'],
    ['a request', anException(), -1, 'lapse'],
    ['one approved just now', aGrantedException(), WARNED_BEFORE_MS + 1, 'exempt'],
    ['one approved just now', aGrantedException(), 1, 'exempt'],
    ['one that was never carried out', aGrantedException(), 0, 'restore'],
    ['one that stands', aGrantedException(exempt), WARNED_BEFORE_MS + 1, 'nothing'],
    ['one that stands', aGrantedException(exempt), WARNED_BEFORE_MS, 'warn'],
    ['one that stands', aGrantedException(exempt), WARNED_BEFORE_MS - 1, 'warn'],
    ['one that stands', aGrantedException(exempt), 1, 'warn'],
    ['one that stands', aGrantedException(exempt), 0, 'restore'],
    ['one whose owner was told', aGrantedException({ ...exempt, kind: 'expiring' }), WARNED_BEFORE_MS - 1, 'nothing'],
    ['one whose owner was told', aGrantedException({ ...exempt, kind: 'expiring' }), 1, 'nothing'],
    ['one whose owner was told', aGrantedException({ ...exempt, kind: 'expiring' }), 0, 'restore'],
    ['one whose owner was told', aGrantedException({ ...exempt, kind: 'expiring' }), -1, 'restore'],
    ['one that is over', { ...anException(), kind: 'ended' }, -1, 'nothing'],
    ['one that was refused', { ...anException(), kind: 'refused' }, -1, 'nothing'],
  ] as const)('of %s (%#)', (_, exception: Exception, before, due) => {
    expect(exceptionDue(exception, at(before))).toEqual({ kind: due });
  });

  it('warns a week before', () => {
    expect(at(WARNED_BEFORE_MS)).toEqual(new Date('2026-04-24T00:00:00Z'));
  });
});

describe('stands()', () => {
  it.each([
    ['approved', aGrantedException(), 1, true],
    ['approved', aGrantedException(), 0, false],
    ['approved', aGrantedException(), -1, false],
    ['expiring', aGrantedException({ kind: 'expiring' }), 1, true],
    ['expiring', aGrantedException({ kind: 'expiring' }), 0, false],
    ['requested', anException(), 1, false],
    ['ended', { ...anException(), kind: 'ended' }, 1, false],
    ['refused', { ...anException(), kind: 'refused' }, 1, false],
    ['none', undefined, 1, false],
  ] as const)('%s, %#', (_, exception: Exception | undefined, before, wanted) => {
    expect(stands(exception, at(before))).toBe(wanted);
  });
});

describe('exemptNodes()', () => {
  it('knows since when the tags say EXEMPT, of those that do', () => {
    const other = aGrantedException({ node: { ...anException().node, id: 'i-00000000000000001' } });
    expect(exemptNodes([anException(), other])).toEqual(new Map());
    expect(exemptNodes([aGrantedException(exempt), other])).toEqual(
      new Map([[anException().node.id, exempt.exemptAt]]),
    );
  });
});
