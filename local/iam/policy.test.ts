import { expect, it } from '@jest/globals';
import { readPolicy } from './policy.ts';

it('readPolicy() reads one statement or a list, one text or a list', () => {
  const one = readPolicy({ Statement: { Effect: 'Allow', Action: 'a:B', Resource: ['x', 'y'] } }, 'x');
  expect(one).toEqual([
    {
      effect: 'Allow',
      principals: undefined,
      actions: { but: false, patterns: ['a:B'] },
      resources: { but: false, patterns: ['x', 'y'] },
      conditions: [],
    },
  ]);
  expect(readPolicy({ Statement: [{ Effect: 'Deny', NotAction: 'a:B', NotResource: 'x' }] }, 'x')).toMatchObject([
    { effect: 'Deny', actions: { but: true }, resources: { but: true, patterns: ['x'] } },
  ]);
});

it.each([
  [undefined, 'it is no object'],
  [{ Statement: { Effect: 'Perhaps' } }, 'Effect is "Perhaps", wanted Allow or Deny'],
  [{ Statement: { Effect: 'Allow', Action: 'a:B', NotPrincipal: '*' } }, 'NotPrincipal'],
  [{ Statement: { Effect: 'Allow', Action: 'a:B', Principal: { Federated: 'x' } } }, 'unknown kind Federated'],
  [{ Statement: { Effect: 'Allow', Resource: '*' } }, 'Action of role x'],
])('readPolicy() refuses %j', (document, message) => {
  expect(() => readPolicy(document, 'role x')).toThrow(message);
});
