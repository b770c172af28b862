import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from './testing/run-command.ts';

const COMMANDS = [
  ...[
    'schedule',
    'lint',
    'calendar',
    'doctor',
    'propose',
    'approve',
    'withdraw',
    'policies',
    'share',
    'windows',
    'nodes',
    'explain',
    'ready',
    'report',
  ],
  ...['exceptions', 'except', 'approve-exception', 'end-exception'],
  ...['patch-now', 'hold', 'release', 'acknowledge'],
  ...['review list', 'review decide', 'catalogue init', 'catalogue push', 'catalogue pull'],
];
/** Commands that are no more than the name of a group. */
const GROUPS = ['review', 'catalogue'];
const page = readFileSync('docs/cli.md', 'utf8');

describe('docs/cli.md', () => {
  it.each(COMMANDS)('tells of %s and each of its options', async (command) => {
    const { out } = await runCommand([...command.split(' '), '--help']);
    const options = [...out.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = '']) => option);

    expect(options).toContain('--json');
    expect(options.filter((option) => !page.includes(option))).toEqual([]);
    expect(page).toMatch(new RegExp(`^## .*${command}`, 'm'));
  });

  it('tells of every command but help', async () => {
    const named = async (...words: string[]) =>
      [...(await runCommand([...words, '--help'])).out.matchAll(/^ {2}([a-z][a-z-]*)(?= .*\S)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'help');
    const all = (await named()).filter((name) => !GROUPS.includes(name));
    for (const group of GROUPS) all.push(...(await named(group)).map((name) => `${group} ${name}`));
    expect(all).toEqual(COMMANDS);
  });
});
