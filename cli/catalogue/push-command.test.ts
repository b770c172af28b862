import { describe, expect, it } from '@jest/globals';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { memoryStore } from '../testing/memory-store.ts';
import { runCommand } from '../testing/run-command.ts';

const PUSH = ['catalogue', 'push'];
const SAT = '/patchplane/schedules/2SAT';
const SUN = '/patchplane/schedules/2SUN';

/** 2SAT differs, 2SUN is the same in another layout, 6SUN and the settings are new, 22FRI is only there. */
function scene(refused: readonly string[] = []) {
  const store = memoryStore(
    {
      [SAT]: JSON.stringify(entryFile({ durationHours: 3 })),
      [SUN]: JSON.stringify(entryFile({ owner: 'x', zone: 'UTC' }), null, 4),
      '/patchplane/schedules/22FRI': JSON.stringify(entryFile()),
      '/patchplane/approvals/2SAT': '{"sha256":"…"}',
      '/patchplane/elsewhere': 'something',
    },
    refused,
  );
  store.versions.get('/patchplane/schedules/22FRI')?.push('{}'); // Waits for approval too, but is not ours to tell.
  const folder = folderOf({
    'catalogue/schedules/2SAT.json': { $schema: '../schemas/schedule.schema.json', ...entryFile() },
    'catalogue/schedules/2SUN.json': { owner: 'x', ...entryFile({ owner: 'x' }) },
    'catalogue/schedules/6SUN.json': entryFile({ waveGroup: 'payments' }),
    'catalogue/settings.json': { graceMinutes: 60 },
    'catalogue/approvals/2SAT.json': { sha256: '0'.repeat(64) },
  });
  return { store, surroundings: { folder, parameterStore: async () => store } };
}

describe('patchplane catalogue push', () => {
  it('shows the differences, writes nothing without consent, and ends with 1', async () => {
    const { store, surroundings } = scene();
    const { code, out, err } = await runCommand(PUSH, surroundings);

    expect(code).toBe(1);
    expect(err).toBe('Nothing was written: --yes writes 3 parameters\n');
    expect(store.versions.get(SAT)).toHaveLength(1);
    expect(out).toMatchInlineSnapshot(`
"Account 111122223333, Region eu-central-1
--- /patchplane/schedules/2SAT
+++ /patchplane/schedules/2SAT
@@ -1,5 +1,5 @@
 {
   "zone": "UTC",
-  "durationHours": 3,
+  "durationHours": 4,
   "cutoffHours": 1,
   "environment": "prod",
--- /patchplane/schedules/6SUN
+++ /patchplane/schedules/6SUN
@@ -0,0 +1,8 @@
+{
+  "zone": "UTC",
+  "durationHours": 4,
+  "cutoffHours": 1,
+  "environment": "prod",
+  "owner": "cloud-operations@example.com",
+  "waveGroup": "payments"
+}
--- /patchplane/settings
+++ /patchplane/settings
@@ -0,0 +1,3 @@
+{
+  "graceMinutes": 60
+}
1 unchanged, left alone
only there, left alone: /patchplane/schedules/22FRI
"
`);
  });

  it('writes what differs with --yes, says what waits, and has nothing left to do', async () => {
    const { store, surroundings } = scene();
    const { code, out, err } = await runCommand([...PUSH, '--yes'], surroundings);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      [
        'wrote /patchplane/schedules/2SAT, version 2',
        'wrote /patchplane/schedules/6SUN, version 1',
        'wrote /patchplane/settings, version 1, which counts at once',
        'version 2 of /patchplane/schedules/2SAT waits for approval (label in-force); until then version 1 stays in force',
        'version 1 of /patchplane/schedules/6SUN waits for approval (label in-force); until then none is in force',
        '',
      ].join('\n'),
    );
    expect(store.versions.get(SAT)?.at(-1)).toBe(JSON.stringify(entryFile()));
    expect(store.versions.get('/patchplane/settings')).toEqual(['{"graceMinutes":60}']);
    expect([...store.versions].map(([, texts]) => texts.length).sort()).toEqual([1, 1, 1, 1, 1, 2, 2]);

    const again = await runCommand([...PUSH, '--yes'], surroundings);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('4 unchanged, left alone\n');
    expect(again.out).not.toContain('wrote');
    expect(again.out).not.toContain('of /patchplane/schedules/22FRI waits');
    expect(again.out).toContain('version 2 of /patchplane/schedules/2SAT waits for approval');
  });

  it('asks at a terminal', async () => {
    const asked: string[] = [];
    const answering = (answer: boolean) => async (question: string) => {
      asked.push(question);
      return answer;
    };
    const { store, surroundings } = scene();
    expect(await runCommand(PUSH, { ...surroundings, ask: answering(false) })).toMatchObject({ code: 1 });
    expect(store.versions.get(SAT)).toHaveLength(1);
    expect(await runCommand(PUSH, { ...surroundings, ask: answering(true) })).toMatchObject({ code: 0 });
    expect(store.versions.get(SAT)).toHaveLength(2);
    expect(await runCommand(PUSH, { ...surroundings, ask: answering(true) })).toMatchObject({ code: 0 });
    expect(asked).toEqual(['Write 3 parameters?', 'Write 3 parameters?']); // And not about nothing.
  });

  it('gives it as data, and writes only with --yes then', async () => {
    const { store, surroundings } = scene();
    const ask = () => Promise.reject(new Error('Nobody is asked'));
    const looked = await runCommand([...PUSH, '--json'], { ...surroundings, ask });
    expect(looked.code).toBe(1);
    expect(JSON.parse(looked.out)).toMatchObject({
      account: '111122223333',
      region: 'eu-central-1',
      comparisons: [
        { name: SAT, kind: 'changed', patch: expect.stringContaining('+  "durationHours": 4') },
        { name: SUN, kind: 'unchanged', patch: '' },
        { name: '/patchplane/schedules/6SUN', kind: 'new' },
        { name: '/patchplane/schedules/22FRI', kind: 'only-there', patch: '' },
        { name: '/patchplane/settings', kind: 'new' },
      ],
      written: [],
      refused: [],
      waiting: [],
      warnings: [],
    });
    const pushed = await runCommand([...PUSH, '--json', '--yes'], { ...surroundings, ask });
    expect(JSON.parse(pushed.out).waiting).toEqual([
      { name: SAT, version: 2, inForce: 1 },
      { name: '/patchplane/schedules/6SUN', version: 1 },
    ]);
    expect(store.versions.get(SAT)).toHaveLength(2);
  });

  it('goes on after a refusal, tells it, and ends with 2', async () => {
    const { store, surroundings } = scene([SAT]);
    const { code, out, err } = await runCommand([...PUSH, '--yes'], surroundings);

    expect(code).toBe(2);
    expect(err).toBe(`Cannot write ${SAT} in Parameter Store: AccessDenied\n`);
    expect(out).toContain('wrote /patchplane/schedules/6SUN, version 1');
    expect(store.versions.get(SAT)).toHaveLength(1);
  });

  it.each([
    ['2STA', {}, '"2STA" is not a schedule'],
    ['2SAT', { zone: 'Europe/Atlantis' }, 'The zone "Europe/Atlantis" of 2SAT is unknown'],
    ['2SAT', { cutoffHours: 4 }, 'The cutoff of 2SAT is not after its opening'],
    ['2SAT', { after: '6SUN' }, '2SAT comes after 6SUN, which is not in the catalogue'],
    ['2SAT', { after: '2SAT' }, '2SAT waits for itself'],
  ])('refuses what would never open, with its file and the cure: %s %j', async (value, overrides, sentence) => {
    const folder = folderOf({
      [`catalogue/schedules/${value}.json`]: entryFile(overrides),
      'catalogue/schedules/14SUN.json': entryFile(),
    });
    const { code, out, err } = await runCommand([...PUSH, '--yes', '--json'], { folder });

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`\n  schedules/${value}.json: ${sentence}`);
    expect(err).toMatch(/\n {4}Cure: \S.*\n$/);
    expect(err).not.toContain('14SUN.json');
  });

  it('warns of what may be meant, and writes it; of what waits for approval it does not', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SUN.json': entryFile({ zone: 'Europe/Berlin' }),
      'catalogue/approvals/2SUN.json': { sha256: '0'.repeat(64) },
    });
    const { code, err } = await runCommand([...PUSH, '--yes'], { folder, parameterStore: async () => memoryStore({}) });

    expect(code).toBe(0);
    expect(err).toMatch(/^Warning: 02:00 does not exist in Europe\/Berlin at 5 of .* \(clock-change-gap\)\n/);
    expect(err.match(/\(([\w-]+)\)$/gm)).toEqual(['(clock-change-gap)', '(clock-change-overlap)']);
  });

  it('refuses a key that comes twice, of which approvers might see the other', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SAT.json': JSON.stringify(entryFile(), null, 2).replace(
        '}',
        ',\n  "zone": "Asia/Tokyo"\n}',
      ),
    });
    const { code, err } = await runCommand(PUSH, { folder });
    expect(code).toBe(2);
    expect(err).toContain('schedules/2SAT.json: The content of 2SAT cannot be read: it has "zone" again in line 8');
  });

  it('refuses settings with a key that comes twice, in every command', async () => {
    const settings = '{\n"graceMinutes": 60,\n"graceMinutes": 90\n}';
    const folder = folderOf({ 'catalogue/schedules/2SAT.json': entryFile(), 'catalogue/settings.json': settings });
    const { code, err } = await runCommand(['doctor', '2SAT'], { folder });
    expect(code).toBe(2);
    expect(err).toContain('settings.json: it has "graceMinutes" again in line 3, wanted each key once');
  });

  it('pushes nothing of a catalogue that it cannot read, or that does not fit', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SAT.json': '{',
      'catalogue/schedules/6SAT.json': entryFile({ owner: 'x'.repeat(4096) }),
      'catalogue/schedules/2SUN.json': entryFile(),
    });
    const { code, out, err } = await runCommand([...PUSH, '--yes'], { folder });

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('  schedules/2SAT.json: The content of 2SAT cannot be read: it is not JSON.\n    Cure: ');
    expect(err).toMatch(/ {2}schedules\/6SAT.json: 6SAT takes \d{4} bytes, .*\n {4}Cure: Shorten it by \d+ bytes/);
  });
});
