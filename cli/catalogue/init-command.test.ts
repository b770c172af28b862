import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCatalogueEntry } from '../../shared/inbound/catalogue-entry.ts';
import { folderOf } from '../testing/folder-of.ts';
import { runCommand } from '../testing/run-command.ts';

const WORDS = ['catalogue', 'init', '--offerings', 'weekend'];

describe('patchplane catalogue init', () => {
  it('writes thirteen slots, of which each begins where the one before ends, from Friday 22:00', async () => {
    const folder = folderOf();
    const words = [...WORDS, '--zone', 'Europe/Berlin', '--environment', 'test', '--owner', 'team@example.com'];
    expect((await runCommand(words, { folder })).code).toBe(0);

    const { out } = await runCommand(['calendar', '--year', '2026', '--json'], { folder });
    const windows: readonly { window: string; local: string; opensAt: string; closesAt: string }[] =
      JSON.parse(out).windows;
    const weekend = windows.filter(({ window }) => /@2026-05-0[123]$/.test(window));
    expect(weekend).toHaveLength(13);
    expect(weekend[0]?.local).toBe('2026-05-01T22:00:00+02:00');
    for (const [index, { opensAt }] of weekend.slice(1).entries()) expect(opensAt).toBe(weekend[index]?.closesAt);
  });

  it('writes what the functions accept', async () => {
    const folder = folderOf();
    await runCommand([...WORDS, '--owner', 'team@example.com', '--environment', 'test'], { folder });

    const files = readdirSync(path.join(folder, 'catalogue/schedules'));
    expect(files).toHaveLength(13);
    for (const file of files) {
      const { $schema, ...content } = JSON.parse(readFileSync(path.join(folder, 'catalogue/schedules', file), 'utf8'));
      const entry = parseCatalogueEntry(file.replace('.json', ''), 1, JSON.stringify(content));
      expect(entry).toMatchObject({ zone: 'UTC', owner: 'team@example.com', environment: 'test', waves: [1, 2] });
      const schema = JSON.parse(readFileSync(path.join(folder, 'catalogue/schedules', $schema), 'utf8'));
      expect(Object.keys(content).every((field) => field in schema.properties)).toBe(true);
    }
  });

  it('finds its own catalogue without fault', async () => {
    const folder = folderOf();
    await runCommand(WORDS, { folder });
    expect((await runCommand(['lint', '--from', '2026-01-01'], { folder })).out).toContain('no findings');
  });

  it('writes only what is missing', async () => {
    const folder = folderOf();
    const first = JSON.parse((await runCommand([...WORDS, '--json'], { folder })).out);
    expect(first.written).toHaveLength(19);
    const second = JSON.parse((await runCommand([...WORDS, '--json'], { folder })).out);
    expect(second).toEqual({ written: [], unchanged: first.written });
  });

  it('refuses, and writes nothing, where a file has another content', async () => {
    const folder = folderOf({ 'catalogue/schedules/22SUN.json': '{}' });
    const { code, err } = await runCommand(WORDS, { folder });

    expect(code).toBe(2);
    expect(err).toContain('Cannot write catalogue/schedules/22SUN.json: it is there with another content');
    expect(readdirSync(path.join(folder, 'catalogue/schedules'))).toEqual(['22SUN.json']);
  });

  it.each([
    [['--offerings', 'nightly'], 'Cannot read --offerings: it is "nightly", wanted weekend'],
    [['--offerings', 'weekend', '--zone', 'Berlin'], 'Cannot read --zone: it is "Berlin"'],
    [['--offerings', 'weekend', '--owner', ''], 'Cannot read --owner: it is ""'],
    [['--offerings', 'weekend', '--environment', ''], 'Cannot read --environment: it is ""'],
  ])('refuses %j', async (words, sentence) => {
    const folder = folderOf();
    const { code, err } = await runCommand(['catalogue', 'init', ...words], { folder });
    expect(code).toBe(2);
    expect(err).toContain(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });
});
