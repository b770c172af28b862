import { expect, it } from '@jest/globals';
import { matchesWildcard } from './wildcard.ts';

it.each([
  ['*', 'anything', true],
  ['ssm:Get*', 'ssm:GetParameter', true],
  ['ssm:Get*', 'ssm:PutParameter', false],
  ['role/wave-?', 'role/wave-1', true],
  ['role/wave-?', 'role/wave-12', false],
  ['a.c', 'abc', false],
  ['arn:aws:iam::*:role/read', 'arn:aws:iam::111122223333:role/reader', false],
])('matchesWildcard() of %s and %s is %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

it('matchesWildcard() ignores case only when told', () => {
  expect(matchesWildcard('SSM:getparameter', 'ssm:GetParameter')).toBe(false);
  expect(matchesWildcard('SSM:getparameter', 'ssm:GetParameter', { ignoreCase: true })).toBe(true);
});
