import { describe, expect, it } from '@jest/globals';
import { aNodeReference, someSettings } from '../testing/domain-builders.ts';
import { aGrantedException } from '../testing/exception-builders.ts';
import { nodeJudge } from './node-judge.ts';

const node = aNodeReference();
const GROUP = ['aws:autoscaling:groupName', 'web'] as const;

describe('nodeJudge()', () => {
  it.each([
    ['a schedule', [], '2SAT', 'approved', []],
    ['nothing', [], undefined, 'missing', []],
    ['EXEMPT', [], 'EXEMPT', 'reserved', ['exception']],
    ['REPLACE in a group', [GROUP], 'REPLACE', 'reserved', []],
    ['REPLACE on its own', [], 'REPLACE', 'unexcused', ['settings']],
    ['REPLACE by a rule', [['environment', 'test'] as const], 'REPLACE', 'reserved', ['settings']],
  ])('reads of %s no more than it needs', async (_, tags, value, kind, wanted) => {
    const read: string[] = [];
    const judge = nodeJudge({
      now: () => new Date('2026-04-01T00:00:00Z'),
      readException: async () => {
        read.push('exception');
        return aGrantedException();
      },
      readSettings: async () => {
        read.push('settings');
        return someSettings({ replaceAllowed: [{ environment: ['test'] }] });
      },
    });
    const tagged = new Map([...tags, ...(value === undefined ? [] : [['maintenance:patching', value] as const])]);

    expect(await judge({ node, tags: tagged }, ['2SAT'])).toMatchObject({ kind });
    expect(read).toEqual(wanted);
  });
});
