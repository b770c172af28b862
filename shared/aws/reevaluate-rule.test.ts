import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { CELL } from '../testing/domain-builders.ts';
import { ruleReevaluator } from './reevaluate-rule.ts';

describe('ruleReevaluator()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  it('asks for our rule under each name that AWS makes of it, and for no other', async () => {
    const names = [
      'patchplane-schedule-tag',
      'OrgConfigRule-patchplane-schedule-tag-dbgzf8ba',
      'patchplane-schedule-tag-conformance-pack-x1y2z3',
      'patchplane-schedule-tag-2',
      'OrgConfigRule-other-dbgzf8ba',
    ];
    asked = answeredCalls(
      (operation) => (operation === 'StartConfigRulesEvaluation' ? { body: {} } : { body: pageOf(names) }),
      new Date('2026-03-06T21:00:00Z'),
    );

    expect(await reevaluate()).toEqual({ started: 3, refused: [] });
    expect(asked.calls.slice(1).map(({ body }) => body)).toEqual(
      names.slice(0, 3).map((name) => ({ ConfigRuleNames: [name] })),
    );
  });

  it('goes on where one is refused, and says which', async () => {
    asked = answeredCalls(
      (operation) =>
        operation === 'StartConfigRulesEvaluation'
          ? { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } }
          : { body: pageOf(['patchplane-schedule-tag']) },
      new Date('2026-03-06T21:00:00Z'),
    );
    expect(await reevaluate()).toEqual({
      started: 0,
      refused: [{ ...CELL, reason: 'AccessDeniedException: no' }],
    });
  });
});

function reevaluate() {
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' };
  return ruleReevaluator({
    aggregatorName: 'patchplane-live',
    ruleName: 'patchplane-schedule-tag',
    assumeRole: async () => credentials,
  })();
}

function pageOf(names: readonly string[]) {
  const { account: AccountId, region: AwsRegion } = CELL;
  return {
    AggregateComplianceByConfigRules: names.map((ConfigRuleName) => ({ ConfigRuleName, AccountId, AwsRegion })),
  };
}
