import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readUsed } from '../grants/read-used.ts';
import { ConditionContext } from './condition-context.ts';
import { evaluate } from './evaluate.ts';
import { readPolicy } from './policy.ts';
import { UsedGrants } from './used-grants.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-grants-'));
afterAll(() => rmSync(folder, { recursive: true }));

const statements = readPolicy(
  {
    Statement: [
      { Effect: 'Allow', Action: 'ssm:Get*', Resource: ['one', 'two/*'] },
      { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' },
    ],
  },
  'the reader',
).map((statement, index) => ({
  ...statement,
  source: { stack: 'patchplane-live', logicalId: 'Reader', policy: 'read', index },
}));

const context = new ConditionContext({});
const ask = (resource: string, action = 'ssm:GetParameter') => evaluate(statements, { action, resource, context });

describe('UsedGrants', () => {
  it('counts a call to the first grant that allows it (U1), and writes where others have written', () => {
    const used = new UsedGrants();
    for (const resource of ['one', 'two/a', 'two/b', 'two/c', 'two/d', 'three']) {
      used.note(ask(resource), { action: 'ssm:GetParameter', resource });
    }
    used.note(ask('three', 'ssm:PutParameter'), { action: 'ssm:PutParameter', resource: 'three' });
    used.write(folder);
    used.write(folder);
    new UsedGrants().write(folder);

    expect(readdirSync(folder)).toHaveLength(2);
    const reader = { stack: 'hub', logicalId: 'Reader', policy: 'read', action: 'ssm:GetParameter' };
    expect(readUsed(folder).slice(0, 3)).toEqual([
      { ...reader, index: 0, resourceIndex: 0, calls: 1, examples: ['one'] },
      { ...reader, index: 0, resourceIndex: 1, calls: 4, examples: ['two/a', 'two/b', 'two/c'] },
      { ...reader, index: 1, resourceIndex: 0, calls: 1, examples: ['three'] },
    ]);
    expect(readUsed(path.join(folder, 'nowhere'))).toEqual([]);
  });

  it('knows nothing of statements that no stack has deployed', () => {
    const used = new UsedGrants();
    const bare = statements.map(({ source: _, ...statement }) => statement);
    used.note(evaluate(bare, { action: 'ssm:GetParameter', resource: 'x', context }), {
      action: 'a:B',
      resource: 'x',
    });
    expect(used.list()).toEqual([]);
  });
});
