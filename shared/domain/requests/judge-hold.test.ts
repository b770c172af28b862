import { describe, expect, it } from '@jest/globals';
import { aKnownWindow, anEntry, aWindow } from '../../testing/domain-builders.ts';
import { aHold, OPERATOR } from '../../testing/opening-builders.ts';
import { aHoldIntent } from '../../testing/request-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import { judgeHold } from './judge-hold.ts';

const catalogue: Catalogue = { kind: 'read', entries: [anEntry()], problems: [] };
const facts = { holds: [], underWay: [], catalogue };

describe('judgeHold()', () => {
  it('says which windows it touches, in order', () => {
    const underWay = [
      aKnownWindow(),
      aKnownWindow({ window: aWindow({ id: '1SAT@2026-03-07', schedule: '1SAT' }), state: 'opening' }),
    ];
    const affected = (scope: Parameters<typeof judgeHold>[0]['scope']) =>
      judgeHold(aHoldIntent({ scope }), { ...facts, underWay }).affected;

    expect(affected({ kind: 'all' })).toEqual(['1SAT@2026-03-07 (opening)', '22FRI@2026-03-06 (open)']);
    expect(affected({ kind: 'schedule', schedule: '1SAT' })).toEqual(['1SAT@2026-03-07 (opening)']);
    expect(affected({ kind: 'window', window: '22FRI@2026-03-06' })).toEqual(['22FRI@2026-03-06 (open)']);
    expect(affected({ kind: 'account', account: '000000000000' })).toEqual([]);
  });

  it.each([
    [{ kind: 'all' }, []],
    [{ kind: 'account', account: '444455556666' }, []],
    [{ kind: 'schedule', schedule: '22FRI' }, []],
    [
      { kind: 'schedule', schedule: '22FIR' },
      ['No schedule 22FIR is in force: make sure that this is what you mean to stop.'],
    ],
    [{ kind: 'window', window: '22FRI@2026-03-06' }, []],
    [
      { kind: 'window', window: '3SUN@2026-03-08' },
      ['No schedule 3SUN is in force: make sure that this is what you mean to stop.'],
    ],
  ] as const)('warns of %j: %j', (scope, warnings) => {
    expect(judgeHold(aHoldIntent({ scope }), facts)).toEqual({ kind: 'held', affected: [], warnings });
    const unread: Catalogue = { kind: 'unread', reason: 'ThrottlingException' };
    expect(judgeHold(aHoldIntent({ scope }), { ...facts, catalogue: unread }).warnings).toEqual([]);
  });

  it.each([
    [false, false, true],
    [false, true, false],
    [true, false, true],
    [true, true, true],
  ])(
    'where one that cancels (%s) is held already, and one that cancels (%s) is asked for',
    (before, cancelRunning, stays) => {
      const holds = [aHold({ scope: { kind: 'account', account: '1' } }), aHold({ cancelRunning: before })];
      const said = `${OPERATOR} held it already: "the shop has a sale". That hold stays as it is.`;
      expect(judgeHold(aHoldIntent({ cancelRunning }), { ...facts, holds }).warnings).toEqual(stays ? [said] : []);
    },
  );
});
