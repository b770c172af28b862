import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { aDecision, NOON, PROVEN, UNPROVEN } from '../../testing/request-builders.ts';
import { type DecisionInput, judgeDecision } from './judge-decision.ts';

const node = { id: aDecision().nodeId, account: '444455556666', region: 'eu-west-1' };

function judge(overrides: Partial<DecisionInput> = {}) {
  const catalogue = { kind: 'read', entries: [anEntry()], problems: [] } as const;
  return judgeDecision({ now: NOON, intent: aDecision(), asker: PROVEN, catalogue, waiting: node, ...overrides });
}

describe('judgeDecision()', () => {
  it('gives a node that waits an approved schedule', () => {
    expect(judge()).toEqual({ kind: 'decided', node });
  });

  it.each([
    ['unproven', { asker: UNPROVEN }],
    ['stale', { now: new Date(NOON.getTime() + 15 * 60_000 + 1) }],
    ['reserved-value', { intent: aDecision({ value: 'EXEMPT' }) }],
    ['reserved-value', { intent: aDecision({ value: 'REPLACE' }) }],
    ['unknown-schedule', { intent: aDecision({ value: '2SATX4' }) }],
    ['unknown-schedule', { intent: aDecision({ value: 'FRI22' }) }],
    ['unknown-schedule', { catalogue: { kind: 'read', entries: [], problems: [] } }],
    ['not-in-review', { waiting: undefined }],
  ] as const)('refuses for %s', (cause, overrides) => {
    expect(judge(overrides)).toMatchObject({ kind: 'refused', cause });
  });

  it('says what was probably meant, and the way to an exception', () => {
    expect(judge({ intent: aDecision({ value: 'FRI22' }) })).toMatchObject({
      next: 'Choose a schedule that is in force, such as 22FRI.',
    });
    expect(judge({ intent: aDecision({ value: 'EXEMPT' }) })).toMatchObject({
      next: expect.stringContaining(`npx patchplane except ${node.id}`),
    });
  });
});
