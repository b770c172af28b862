import { expect, it } from '@jest/globals';
import { ruleOfDecision } from './review-decision.ts';

it('makes a decision a rule for any node, in production too, that says who decided', () => {
  expect(ruleOfDecision({ value: '2SAT', by: 'arn:aws:iam::111122223333:user/ada' })).toEqual({
    name: 'reviewed by arn:aws:iam::111122223333:user/ada',
    when: {},
    production: true,
    tags: { 'maintenance:patching': '2SAT' },
  });
});
