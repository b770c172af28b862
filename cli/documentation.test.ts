import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from './testing/run-command.ts';

const COMMANDS = [
  ...['schedule', 'lint', 'calendar', 'doctor', 'windows', 'nodes', 'explain'],
  ...['patch-now', 'hold', 'release', 'acknowledge'],
  ...['catalogue init', 'catalogue push', 'catalogue pull'],
];
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
        .map(([, name]) => name)
        .filter((name) => name !== 'help');
    const all = [
      ...(await named()).filter((name) => name !== 'catalogue'),
      ...(await named('catalogue')).map((name) => `catalogue ${name}`),
    ];
    expect(all).toEqual(COMMANDS);
  });
});
