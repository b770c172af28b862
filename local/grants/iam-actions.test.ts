import { expect, it } from '@jest/globals';
import { NAME } from './arn-pattern.ts';
import { resourcesOf, saysSomething } from './iam-actions.ts';

const LEDGER = `arn:aws:dynamodb:${NAME}:${NAME}:table/${NAME}`;

it('resourcesOf() an action are patterns, and none where AWS takes * only', async () => {
  expect(await resourcesOf('dynamodb:GetItem')).toEqual([LEDGER]);
  expect(await resourcesOf('ssm:DescribeParameters')).toEqual([]);
});

it.each([
  ['dynamodb:GetItem', LEDGER, true],
  ['dynamodb:GetItem', `${LEDGER}/index/due`, false],
  ['dynamodb:Query', `${LEDGER}/index/due`, true],
  ['ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/patchplane/schedules/*', true],
  ['ssm:CancelCommand', 'arn:aws:ssm:*:*:command/*', false],
  ['ssm:CancelCommand', '*', true],
  ['logs:PutLogEvents', `arn:aws:logs:${NAME}:${NAME}:log-group:${NAME}:*`, true],
])('%s on %s says something: %s', async (action, pattern, expected) => {
  expect(await saysSomething(action, pattern)).toBe(expected);
});
