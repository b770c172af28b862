/** What is done by hand is in `docs/deploy.md`, whole, and nowhere else. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { projectFiles } from './testing/tidy/source-file.ts';

const PAGE = 'docs/deploy.md';
const page = readFileSync(PAGE, 'utf8');

describe('docs/deploy.md', () => {
  it.each(templates())('names every parameter of %s', (template) => {
    const [, table = ''] = page.split('\n## Parameters\n');
    const rows = new Set([...table.matchAll(/^\| `([A-Za-z]+)` \|/gm)].map(([, name]) => name));

    expect(parametersOf(template).filter((name) => !rows.has(name))).toEqual([]);
  });

  it('has a row for no other', () => {
    const [, table = ''] = page.split('\n## Parameters\n');
    const rows = [...table.matchAll(/^\| `([A-Za-z]+)` \|/gm)].map(([, name = '']) => name);
    const known = new Set(templates().flatMap(parametersOf));

    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter((name) => !known.has(name))).toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('closes with what was never tried', () => {
    const titles = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles.at(-1)).toBe('Never tried on a real account');
  });

  it('says what each step costs', () => {
    const steps = page.split(/^## /m).filter((section) => /^[0-7]\. /.test(section));
    expect(steps).toHaveLength(8);
    expect(steps.filter((step) => !step.includes('*Costs*')).map((step) => step.split('\n')[0])).toEqual([]);
  });
});

describe('the other pages', () => {
  it('have nobody set anything up', () => {
    const elsewhere = projectFiles().filter((file) => file.path.endsWith('.md') && file.path !== PAGE);
    expect(page).toMatch(SETS_UP);
    expect(elsewhere.length).toBeGreaterThan(50);
    expect(elsewhere.filter((file) => !forThoseOnCall(file.path)).flatMap(setUpIn)).toEqual([]);
  });
});

/** Commands that make, change or remove something in an account. Asking something of Patchplane is not among them. */
const SETS_UP =
  /\baws [a-z0-9-]+ (?:deploy|subscribe|(?:create|put|modify|attach|detach|register|enable|activate|update|delete|stop)-(?!events\b)[a-z-]+)|\b(?:npx )?(?:serverless|osls) (?:deploy|remove)\b/g;

/** Runbooks mend what is broken, one node at a time. */
function forThoseOnCall(name: string): boolean {
  return name.startsWith('docs/runbooks/');
}

function setUpIn({ path: name, text }: { readonly path: string; readonly text: string }): string[] {
  return [...text.matchAll(SETS_UP)].map(([command]) => `${name}: ${command}`);
}

/** Those that are deployed as they are, and those that osls makes into one. */
function templates(): string[] {
  const inside = (folder: string, pattern: RegExp) =>
    readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => path.join(folder, name));
  return [...inside('stacks', /\.yml$/), ...inside('stacks/hub', /\.yml$/), ...inside('.', /^serverless\..*yml$/)];
}

function parametersOf(template: string): string[] {
  // Tags of CloudFormation, such as !Ref, are read as what stands behind them: parameters have none.
  const { Parameters, resources } = parse(readFileSync(template, 'utf8'), { logLevel: 'silent', merge: true });
  return Object.keys({ ...Parameters, ...resources?.Parameters });
}
