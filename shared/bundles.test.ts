/** The build holds every function, and nothing of what only tests or the laptop need. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bundleNote, projectRoot } from './testing/packaged.ts';
import { REPEATS } from './testing/tidy/import-rules.ts';

const functions = readdirSync(path.join(projectRoot, 'functions')).filter((name) =>
  existsSync(path.join(projectRoot, 'functions', name, 'handler.ts')),
);

describe.each(functions)('the bundle of %s', (name) => {
  it('is built, from its handler', () => {
    expect(existsSync(path.join(projectRoot, 'dist', name, 'handler.js'))).toBe(true);
    expect(bundleNote(name).inputs).toContain(`functions/${name}/handler.ts`);
  });

  it('holds nothing of the embedded AWS, of other functions but those that it repeats, of tests', () => {
    const own = [`functions/${name}`, ...(REPEATS[`functions/${name}`] ?? [])];
    const foreign = bundleNote(name).inputs.filter(
      (file) =>
        !own.some((folder) => file.startsWith(`${folder}/`)) &&
        !/^shared\/(domain|inbound|aws|notices|platform|reports|html)\//.test(file),
    );
    expect(foreign).toEqual([]);
    expect(bundleNote(name).inputs.filter((file) => file.includes('.test.'))).toEqual([]);
  });

  it('ships no client that it does not call', () => {
    const { clients = [], commands = [] } = bundleNote(name);
    const called = new Set(commands.map((command) => command.split(':')[0]));
    expect(clients.length).toBeGreaterThan(0);
    expect(clients.filter((client) => !called.has(client))).toEqual([]);
  });

  it('takes the credentials of its environment, since a Lambda has no others', () => {
    const { inputs, commands = [] } = bundleNote(name);
    expect({
      callsAws: commands.length > 0,
      fromEnvironment: inputs.includes('shared/platform/environment-credentials.ts'),
    }).toEqual({
      callsAws: true,
      fromEnvironment: true,
    });
  });

  it('loads no module of Node that only config files and streamed answers would need', () => {
    const source = readFileSync(path.join(projectRoot, 'dist', name, 'handler.js'), 'utf8');
    expect(source).toContain('require("node:https")');
    expect(source).not.toMatch(/require\("node:(?:fs|stream)\/\w+"\)/);
  });
});

describe('the bundle of the embedded AWS', () => {
  it('starts at local/main.ts and holds nothing of tests', () => {
    const { inputs } = bundleNote('local');
    expect(inputs).toContain('local/main.ts');
    expect(inputs.filter((file) => file.startsWith('shared/testing/') || file.includes('.test.'))).toEqual([]);
  });

  it('holds no handler: it runs the bundles that deploy', () => {
    expect(bundleNote('local').inputs.filter((file) => file.startsWith('functions/'))).toEqual([]);
  });
});

it('builds a bundle for every folder in functions', () => {
  expect(functions).toEqual(readdirSync(path.join(projectRoot, 'functions')));
  expect(functions).toContain('sweep-windows');
});
