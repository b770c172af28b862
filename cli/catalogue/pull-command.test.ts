import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { memoryStore } from '../testing/memory-store.ts';
import { runCommand } from '../testing/run-command.ts';

const PULL = ['catalogue', 'pull'];
const RULES = [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SAT' } }];

const parameters = {
  '/patchplane/schedules/2SAT': JSON.stringify(entryFile()),
  '/patchplane/schedules/SAT': 'no JSON',
  '/patchplane/approvals/2SAT': `{"sha256":"${'a'.repeat(64)}"}`,
  '/patchplane/defaults': JSON.stringify(RULES),
  '/patchplane/settings': '{"graceMinutes":60}',
  '/patchplane/schedules/a/b': '{}',
  '/patchplane/schedules/..': '{}',
  '/patchplane/hub': '{}', // Its own stack's, and nothing to speak of.
};

function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, 'catalogue', file), 'utf8');
}

describe('patchplane catalogue pull', () => {
  it('writes files that name their schema, once there is consent', async () => {
    const surroundings = { folder: folderOf(), parameterStore: async () => memoryStore(parameters) };
    const looked = await runCommand(PULL, surroundings);
    expect(looked.code).toBe(1);
    expect(looked.err).toBe(
      [
        'Left alone: /patchplane/schedules/a/b, which is no part of a catalogue',
        'Left alone: /patchplane/schedules/.., which is no part of a catalogue',
        'Nothing was written: --yes writes 5 files',
        '',
      ].join('\n'),
    );
    expect(existsSync(path.join(surroundings.folder, 'catalogue'))).toBe(false);

    const { code, out } = await runCommand([...PULL, '--yes'], surroundings);
    expect(code).toBe(0);
    expect(out).toContain('wrote catalogue/schedules/2SAT.json\n');
    const { folder } = surroundings;
    expect(JSON.parse(read(folder, 'schedules/2SAT.json'))).toEqual({
      $schema: '../schemas/schedule.schema.json',
      ...entryFile(),
    });
    expect(JSON.parse(read(folder, 'defaults.json'))).toEqual({
      $schema: './schemas/defaults.schema.json',
      rules: RULES,
    });
    expect(JSON.parse(read(folder, 'approvals/2SAT.json')).$schema).toBe('../schemas/approval.schema.json');
    expect(read(folder, 'settings.json')).toBe(
      '{\n  "$schema": "./schemas/settings.schema.json",\n  "graceMinutes": 60\n}\n',
    );
    expect(read(folder, 'schedules/SAT.json')).toBe('no JSON\n');
    expect(existsSync(path.join(folder, 'catalogue/schemas/schedule.schema.json'))).toBe(true);
  });

  it('has nothing left to do after it, and nothing to push', async () => {
    const { '/patchplane/schedules/SAT': _, ...sound } = parameters;
    const surroundings = { folder: folderOf(), parameterStore: async () => memoryStore(sound) };
    await runCommand([...PULL, '--yes'], surroundings);

    const again = await runCommand(PULL, surroundings);
    expect(again).toMatchObject({
      code: 0,
      out: 'Account 111122223333, Region eu-central-1\n4 unchanged, left alone\n',
    });
    const pushed = await runCommand(['catalogue', 'push', '--json'], surroundings);
    expect(pushed.code).toBe(0);
    expect(JSON.parse(pushed.out)).toMatchObject({ written: [], waiting: [] });
  });

  it('says where it looked, and that there is nothing', async () => {
    const surroundings = { folder: folderOf(), parameterStore: async () => memoryStore({}) };
    const out = 'Account 111122223333, Region eu-central-1\nnothing under /patchplane\n';
    expect(await runCommand(PULL, surroundings)).toEqual({ code: 0, out, err: '' });
    const data = await runCommand([...PULL, '--json'], surroundings);
    expect(JSON.parse(data.out)).toEqual({
      ...{ account: '111122223333', region: 'eu-central-1' },
      ...{ comparisons: [], written: [] },
    });
  });

  it('shows no terminal what a parameter would order it', async () => {
    const stored = { '/patchplane/settings': 'broken \u001B[2J' };
    const { out } = await runCommand(PULL, { folder: folderOf(), parameterStore: async () => memoryStore(stored) });
    expect(out).toContain('+broken \\u001b[2J\n');
  });

  it('shows what it would change in a file, and deletes none', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SAT.json': entryFile({ durationHours: 8 }),
      'catalogue/schedules/22SUN.json': entryFile(),
      'catalogue/settings.json': 'broken',
    });
    const surroundings = { folder, parameterStore: async () => memoryStore(parameters) };
    const { code, out } = await runCommand([...PULL, '--json', '--yes'], surroundings);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      comparisons: expect.arrayContaining([
        {
          name: '/patchplane/schedules/2SAT',
          kind: 'changed',
          patch: expect.stringContaining('-  "durationHours": 8'),
        },
        { name: '/patchplane/schedules/22SUN', kind: 'only-there', patch: '' },
        { name: '/patchplane/settings', kind: 'changed', patch: expect.stringContaining('-broken') },
      ]),
      written: expect.arrayContaining(['catalogue/settings.json']),
    });
    expect(JSON.parse(read(folder, 'schedules/22SUN.json'))).toEqual(entryFile());
  });
});
