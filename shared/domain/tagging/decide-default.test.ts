import { describe, expect, it } from '@jest/globals';
import { decideDefault } from './decide-default.ts';
import { DEFAULT_AT_TAG, DEFAULT_RULE_TAG, PATCHING_TAG } from './tag-keys.ts';

const now = new Date('2026-03-06T20:00:00Z');
const tags = { [PATCHING_TAG]: '2SUN' };
const ask = { now, rule: 'linux', tags, policy: { mode: 'apply', graceHours: 0 }, toldAt: undefined } as const;

describe('decideDefault()', () => {
  it.each(['observe', 'notify'] as const)(
    'never writes in mode %s, however long ago the owner was told (G1)',
    (mode) => {
      const toldAt = new Date(0);
      expect(decideDefault({ ...ask, policy: { mode, graceHours: 0 }, toldAt })).toEqual({ kind: mode });
    },
  );

  it('writes at once without grace hours, and says who and when', () => {
    expect(decideDefault(ask)).toEqual({
      kind: 'apply',
      tags: { ...tags, [DEFAULT_RULE_TAG]: 'linux', [DEFAULT_AT_TAG]: '2026-03-06T20:00:00.000Z' },
    });
  });

  it.each([
    [undefined, 'wait', '2026-03-07T20:00:00.000Z'],
    ['2026-03-06T20:00:00Z', 'wait', '2026-03-07T20:00:00.000Z'],
    ['2026-03-05T20:00:00.001Z', 'wait', '2026-03-06T20:00:00.001Z'],
    ['2026-03-05T20:00:00Z', 'apply', undefined],
    ['2026-03-01T20:00:00Z', 'apply', undefined],
  ])('with an owner told at %s and 24 hours of grace comes to %s (G2)', (told, kind, until) => {
    const toldAt = told === undefined ? undefined : new Date(told);
    const decision = decideDefault({ ...ask, policy: { mode: 'apply', graceHours: 24 }, toldAt });

    expect(decision.kind).toBe(kind);
    if (decision.kind !== 'wait') return;
    expect(decision.until.toISOString()).toBe(until);
    expect(decision.since).toEqual(toldAt ?? now);
  });

  it('spells the name of a rule as tags take it', () => {
    const decision = decideDefault({ ...ask, rule: `linux (née "prod") #${'1'.repeat(300)}` });

    expect(decision).toMatchObject({ tags: { [DEFAULT_RULE_TAG]: `linux _née _prod__ _${'1'.repeat(236)}` } });
  });
});
