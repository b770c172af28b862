import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../shared/platform/sha256.ts';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { memoryStore } from '../testing/memory-store.ts';
import { runCommand } from '../testing/run-command.ts';

const SAT = '/patchplane/schedules/2SAT';
const APPROVAL = '/patchplane/approvals/2SAT';
const SOUND = JSON.stringify(entryFile());
const WHY = ['--reason', 'four hours are enough'];

function scene(initial: Readonly<Record<string, string>> = { [SAT]: SOUND }) {
  const store = memoryStore(initial);
  const folder = folderOf({
    'catalogue/schedules/2SAT.json': entryFile({ durationHours: 6 }),
    'catalogue/schedules/6SUN.json': entryFile({ zone: 'Europe/Atlantis' }),
    'catalogue/settings.json': { graceMinutes: 60 },
  });
  return { store, run: (...words: string[]) => runCommand(words, { folder, parameterStore: async () => store }) };
}

describe('patchplane propose', () => {
  it('writes one entry, whatever is wrong with the others', async () => {
    const { store, run } = scene();
    const { code, out } = await run('propose', '2SAT', '--yes');

    expect(code).toBe(0);
    expect(out).toContain('+  "durationHours": 6');
    expect(out).toContain(
      `version 2 of ${SAT} waits for approval (label in-force); until then version 1 stays in force`,
    );
    expect([...store.versions].map(([name, texts]) => [name, texts.length])).toEqual([[SAT, 2]]);
  });

  it.each([
    ['6SUN', 'The zone "Europe/Atlantis" of 6SUN is unknown'],
    ['9FRI', 'schedules/9FRI.json is not there'],
  ])('refuses %s', async (value, sentence) => {
    const { store, run } = scene();
    const { code, err } = await run('propose', value, '--yes');
    expect({ code, versions: store.versions.size }).toEqual({ code: 2, versions: 1 });
    expect(err).toContain(sentence);
  });
});

describe('patchplane approve', () => {
  it('shows what it approves, and writes nothing without consent', async () => {
    const { store, run } = scene();
    const { code, out, err } = await run('approve', '2SAT', ...WHY);

    expect({ code, err }).toEqual({ code: 1, err: `Nothing was written: --yes writes ${APPROVAL}\n` });
    expect(out).toContain('Account 111122223333, Region eu-central-1\nVersion 1 of 2SAT:\n{\n  "zone": "UTC",');
    expect(store.versions.has(APPROVAL)).toBe(false);
  });

  it('writes the hash of exactly that content', async () => {
    const { store, run } = scene();
    expect((await run('approve', '2SAT', '--of', '1', ...WHY, '--yes')).code).toBe(0);
    expect(JSON.parse(store.versions.get(APPROVAL)?.[0] ?? '')).toEqual({
      sha256: sha256(SOUND),
      version: 1,
      reason: 'four hours are enough',
    });
  });

  it('prints one object, and writes only with --yes', async () => {
    const { run } = scene();
    expect(JSON.parse((await run('approve', '2SAT', ...WHY, '--json')).out)).not.toHaveProperty('written');
    expect(JSON.parse((await run('approve', '2SAT', ...WHY, '--json', '--yes')).out)).toMatchObject({
      account: '111122223333',
      name: APPROVAL,
      written: 1,
    });
  });

  it.each([
    [['2SAT', '--of', '3', ...WHY], 'Cannot read --of: it is "3", wanted 1, which stands there by now: read it again'],
    [['9FRI', ...WHY], 'Cannot find /patchplane/schedules/9FRI in Parameter Store: propose it first'],
    [['2SAT', '--reason', ' '], 'Cannot read --reason'],
  ])('refuses %j', async (words, sentence) => {
    const { store, run } = scene();
    const { code, err } = await run('approve', ...words, '--yes');
    expect({ code, written: store.versions.has(APPROVAL) }).toEqual({ code: 2, written: false });
    expect(err).toContain(sentence);
  });

  it('shows what is no JSON as it stands', async () => {
    expect((await scene({ [SAT]: 'half' }).run('approve', '2SAT', ...WHY)).out).toContain('Version 1 of 2SAT:\nhalf\n');
  });
});

describe('patchplane withdraw', () => {
  it('writes that nothing of the entry is to be in force, and why', async () => {
    const { store, run } = scene();
    const { code, out } = await run('withdraw', '2SAT', ...WHY, '--yes');
    expect(code).toBe(0);
    expect(out).toContain('who still carries it is told');
    expect(store.versions.get(APPROVAL)).toEqual(['{"withdrawn":true,"reason":"four hours are enough"}']);
  });
});
