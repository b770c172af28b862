import { describe, expect, it } from '@jest/globals';
import type { UsedGrant } from '../iam/used-grants.ts';
import { compareGrants, type Declaration } from './compare-grants.ts';
import type { Grant } from './read-grants.ts';

const place = { stack: 'hub', logicalId: 'SettleCellRole', policy: 'settle-cell' };

function grant(index: number, action: string, text: string, resourceIndex = 0): Grant {
  const resource = { text, patterns: ['*'] };
  const role = 'patchplane-live-settle-cell';
  return { ...place, role, heldBy: 'role', index, action, resourceIndex, resource, condition: undefined };
}

function used(index: number, action: string, resourceIndex = 0): UsedGrant {
  return {
    ...place,
    index,
    action,
    resourceIndex,
    calls: 2,
    examples: ['arn:aws:sns:eu-central-1:111122223333:alerts'],
  };
}

const grants = [
  grant(0, 'dynamodb:Query', 'Ledger'),
  grant(0, 'dynamodb:Query', 'Ledger/index/due', 1),
  grant(1, 'sns:Publish', 'Alerts'),
];
const calls = [used(0, 'dynamodb:Query'), used(0, 'dynamodb:Query', 1), used(1, 'sns:Publish')];

function problems({ granted = grants, called = calls, declarations = [] as readonly Declaration[] } = {}) {
  return compareGrants({ grants: granted, used: called, declarations }).problems;
}

describe('compareGrants()', () => {
  it('finds nothing where every grant was called, and adds the calls up', () => {
    expect(problems()).toEqual([]);
    const { uses } = compareGrants({ grants, used: [...calls, used(1, 'SNS:publish')], declarations: [] });
    expect(uses.map((use) => use.calls)).toEqual([2, 2, 4]);
  });

  it('sees an action, a resource or a statement that is granted and never called (C1)', () => {
    const granted = [
      ...grants,
      grant(0, 'dynamodb:BatchWriteItem', 'Ledger'),
      grant(0, 'dynamodb:Query', 'Ledger/index/node', 2),
      grant(2, 'sns:Publish', 'Alerts'),
    ];
    expect(problems({ granted })).toEqual(
      ['dynamodb:BatchWriteItem on Ledger', 'dynamodb:Query on Ledger/index/node', 'sns:Publish on Alerts'].map(
        (what) => `patchplane-live-settle-cell grants ${what}: never called, and no reason is declared`,
      ),
    );
  });

  it('takes a declared reason, and asks nothing of what is for people (C1)', () => {
    const reason = 'AWS itself calls it with this role.';
    const logs = { role: '*', action: 'logs:*', resource: '*', reason };
    expect(problems({ granted: [...grants, grant(2, 'logs:PutLogEvents', 'Log')], declarations: [logs] })).toEqual([]);
    expect(problems({ granted: [...grants, { ...grant(2, 'ssm:PutParameter', 'x'), heldBy: 'people' }] })).toEqual([]);
  });

  it('wants no declaration of what nobody has, or of what was called (C2)', () => {
    const declaration = { role: '*', action: 'sns:Publish', resource: 'Alerts', reason: 'It is never published to.' };
    const words = 'sns:Publish of * on Alerts is declared as never called';
    expect(problems({ declarations: [declaration] })).toEqual([`${words}, and it was called`]);
    expect(problems({ granted: grants.slice(0, 2), called: calls.slice(0, 2), declarations: [declaration] })).toEqual([
      `${words}, and nothing grants it`,
    ]);
  });

  it('sees a call that no grant of the templates let through (C3)', () => {
    expect(problems({ granted: grants.slice(0, 2) })).toEqual([
      'sns:Publish on arn:aws:sns:eu-central-1:111122223333:alerts was let through by SettleCellRole of hub (policy settle-cell), and no grant is read there',
    ]);
    expect(problems({ called: [...calls, { ...used(0, 'sns:Publish'), stack: 'people' }] })).toEqual([]);
  });
});
