/** Each command that a page has a person type is one that there is. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectFiles } from '../shared/testing/tidy/source-file.ts';
import { runCommand } from './testing/run-command.ts';

const pages = projectFiles().filter(({ path }) => path.endsWith('.md'));

describe('the pages', () => {
  it('name scripts of npm that are in package.json', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
    const builtIn = ['start', 'test'].filter((name) => Object.hasOwn(scripts, name));
    const named = namedBy(/\bnpm run ([a-z][a-z:-]*)/g);

    expect(builtIn).toHaveLength(2);
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('name commands of patchplane that it has', async () => {
    const groups = ['catalogue', 'review'];
    const known = new Set(await commandsOf());
    for (const group of groups) for (const name of await commandsOf(group)) known.add(`${group} ${name}`);
    const named = namedBy(/\bnpx patchplane ((?:(?:catalogue|review) )?[a-z][a-z-]*)/g);

    expect(named.size).toBeGreaterThan(20);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });
});

async function commandsOf(...words: string[]): Promise<string[]> {
  const { out } = await runCommand([...words, '--help']);
  return [...out.matchAll(/^ {2}([a-z][a-z-]*)(?= .*\S)/gm)].map(([, name = '']) => name);
}

/** What the changelog names may be gone by now. */
function namedBy(pattern: RegExp): Set<string> {
  const current = pages.filter(({ path }) => path !== 'CHANGELOG.md');
  return new Set(current.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name)));
}
