import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { blocks, cureOf, isPrerequisite, PREREQUISITES, scopeOf } from './prerequisites.ts';

const rows = readFileSync('docs/readiness.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('docs/readiness.md', () => {
  it('lists every prerequisite once, in its order, with its scope, how it is looked at, and the cure', () => {
    const listed = rows.map(([, what, scope, , , cure]) => [what, scope, cure]);
    expect(listed).toEqual(
      Object.entries(PREREQUISITES).map(([what, { scope, cure }]) => [`\`${what}\``, scope, cure]),
    );
    for (const [, , , wanted = '', looked = ''] of rows) expect([wanted, looked]).not.toContain('');
  });

  it('knows a prerequisite from any other word', () => {
    expect(isPrerequisite('recorder')).toBe(true);
    expect(isPrerequisite('toString')).toBe(false);
    expect(scopeOf({ what: 'recorder' })).toBe('cell');
    expect([blocks({ what: 'wave' }), blocks({ what: 'agent-current' })]).toEqual([true, false]);
    expect(cureOf({ what: 'read-role' })).toContain('stacks/member.yml');
  });
});
