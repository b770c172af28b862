import { expect, it } from '@jest/globals';
import { aRosterNode } from '../../testing/domain-builders.ts';
import { unheard } from './judge-unreached.ts';

it.each([
  ['online', 'stopped', undefined],
  ['lost', 'stopped', 'node-stopped'],
  ['lost', 'running', 'node-offline'],
  ['lost', undefined, 'node-offline'],
  [undefined, 'stopped', 'node-stopped'],
] as const)('a node whose agent is %s and that is %s cannot be heard because of: %s', (ping, power, reason) => {
  expect(unheard({ node: aRosterNode({ power }), ping })).toBe(reason);
});
