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
"--- /patchplane/schedules/2SAT
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

  it('warns of what the functions would keep out of force', async () => {
    const folder = folderOf({ 'catalogue/schedules/2SAT.json': entryFile({ calendars: ['year-end'] }) });
    const { err } = await runCommand(PUSH, { folder, parameterStore: async () => memoryStore({}) });
    expect(err).toContain('Warning: Cannot parse catalogue entry 2SAT: this version cannot honour calendars');
  });

  it('pushes nothing of a catalogue that it cannot read, or that does not fit', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SAT.json': '{',
      'catalogue/schedules/6SAT.json': entryFile({ owner: 'x'.repeat(4096) }),
      'catalogue/schedules/2SUN.json': entryFile(),
    });
    const { code, out, err } = await runCommand([...PUSH, '--yes'], { folder });

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('  schedules/2SAT.json: it is not JSON\n');
    expect(err).toMatch(/ {2}\/patchplane\/schedules\/6SAT has \d{4} bytes, wanted at most 4096\n/);
  });
});
