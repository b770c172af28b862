import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../shared/platform/sha256.ts';
import { InputError } from '../input-error.ts';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';

describe('readCatalogueFolder()', () => {
  it('reads entries in order, with all that the linter looks at', () => {
    const entry = entryFile({
      ...{ $schema: '../schemas/schedule.schema.json', offsetDays: 4, waves: [1], waveGroup: 'payments' },
      ...{ after: { schedule: '2SAT', soakHours: 72 }, calendars: ['year-end'], maxDaysAfterPatchTuesday: 14 },
    });
    const folder = folderOf({ 'schedules/10SUN.json': entry, 'schedules/2SAT.json': entryFile() });
    const { entries, files } = readCatalogueFolder(folder);

    expect(entries.map(({ value }) => value)).toEqual(['2SAT', '10SUN']);
    expect(entries[1]).toEqual({
      value: '10SUN',
      rule: {
        ...{ zone: 'UTC', durationHours: 4, cutoffHours: 1, offsetDays: 4, environment: 'prod', waves: [1] },
        ...{
          waveGroup: 'payments',
          after: '2SAT',
          soakHours: 72,
          calendars: ['year-end'],
          maxDaysAfterPatchTuesday: 14,
        },
      },
      approved: undefined,
      sizeBytes: Buffer.byteLength(files.get('/patchplane/schedules/10SUN') ?? ''),
    });
  });

  it('makes parameters of the files: compact, without the schema, and defaults as a bare list', () => {
    const folder = folderOf({
      'schedules/2SAT.json': JSON.stringify({ $schema: 'x', ...entryFile({ owner: 'Büro' }) }, null, 2),
      'defaults.json': { $schema: 'x', rules: [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SAT' } }] },
      'settings.json': { $schema: 'x', graceMinutes: 60 },
    });
    const { files, entries, defaults } = readCatalogueFolder(folder);

    expect(Object.fromEntries(files)).toEqual({
      '/patchplane/schedules/2SAT':
        '{"zone":"UTC","durationHours":4,"cutoffHours":1,"environment":"prod","owner":"Büro"}',
      '/patchplane/defaults': '[{"name":"all","when":{},"tags":{"maintenance:patching":"2SAT"}}]',
      '/patchplane/settings': '{"graceMinutes":60}',
    });
    expect(defaults).toEqual([{ rule: 'all', value: '2SAT' }]);
    expect(entries[0]?.sizeBytes).toBe(85); // 84 characters, of which one takes two bytes.
  });

  it('holds the approved content against that of the entry', () => {
    const text = JSON.stringify(entryFile());
    const folder = folderOf({
      'schedules/2SAT.json': { $schema: 'x', ...entryFile() },
      'schedules/6SAT.json': entryFile({ durationHours: 5 }),
      'schedules/10SAT.json': entryFile(),
      'schedules/14SAT.json': '{',
      ...Object.fromEntries(
        ['2SAT', '6SAT', '14SAT'].map((value) => [
          `approvals/${value}.json`,
          { sha256: sha256(text), approvedBy: 'security' },
        ]),
      ),
    });
    const approved = readCatalogueFolder(folder).entries.map((entry) => [entry.value, entry.approved]);
    expect(approved).toEqual([
      ['2SAT', true],
      ['6SAT', false],
      ['10SAT', false],
      ['14SAT', false],
    ]);
  });

  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'it is a list, wanted an object'],
    ['3', 'it is 3, wanted a JSON object or list'],
    [JSON.stringify(entryFile({ duration: 4 })), 'it has "duration", wanted no fields but zone, durationHours,'],
    [JSON.stringify(entryFile({ durationHours: '4' })), 'durationHours is "4", wanted a'],
    [JSON.stringify(entryFile({ zone: undefined })), 'zone is missing, wanted a string'],
    [JSON.stringify(entryFile({ after: 3 })), 'after is 3, wanted the schedule of the ring before, such as 2SATX1'],
    [JSON.stringify(entryFile({ calendars: 'x' })), 'calendars is "x", wanted a list'],
    [
      JSON.stringify(entryFile({ maxDaysAfterPatchTuesday: 0 })),
      'maxDaysAfterPatchTuesday is 0, wanted a whole number',
    ],
    [JSON.stringify(entryFile({ waves: [1, 1] })), 'waves is a list of 2, wanted each wave once'],
  ])('keeps an entry that it cannot read, with the reason: %s', (text, problem) => {
    const { entries, files } = readCatalogueFolder(folderOf({ 'schedules/2SAT.json': text }));

    expect(entries).toEqual([
      {
        ...{ value: '2SAT', rule: undefined, approved: undefined, sizeBytes: Buffer.byteLength(text) },
        problem: expect.stringContaining(problem),
      },
    ]);
    expect(entries[0]?.problem).not.toContain('Cannot parse');
    expect(files.size).toBe(0);
  });

  it('leaves what only the linter can judge to the linter', () => {
    const folder = folderOf({ 'schedules/2SAT.json': entryFile({ zone: 'Europe/Berlim', cutoffHours: 9 }) });
    expect(readCatalogueFolder(folder).entries[0]?.rule).toMatchObject({ zone: 'Europe/Berlim', cutoffHours: 9 });
  });

  it.each([
    [{}, /Cannot read catalogue .*: it has no folder schedules/],
    [{ 'schedules/2SAT.yml': '' }, /schedules: it holds "2SAT.yml", wanted files ending in .json/],
    [{ 'schedules/a.md': '', 'defaults.json': [] }, /Cannot parse .*defaults.json: it is a list, wanted an object/],
    [{ 'schedules/a.md': '', 'defaults.json': { rules: [{}] } }, /defaults.json: rules\[0\].name is missing/],
    [{ 'schedules/a.md': '', 'settings.json': { graceMinute: 3 } }, /settings.json: it has "graceMinute", wanted no/],
    [{ 'schedules/a.md': '', 'settings.json': { graceMinutes: -3 } }, /graceMinutes is -3, wanted 0 or more/],
    [{ 'schedules/a.md': '', 'approvals/2SAT.json': { sha256: 'AB' } }, /sha256 is "AB", wanted a SHA-256 in 64/],
    [{ 'schedules/a.md': '', 'calendars/x.ics': 'x' }, /Cannot read .*calendars\/x.ics: it is no iCalendar file/],
  ])('refuses %j', (files, sentence) => {
    const folder = folderOf(files);
    expect(() => readCatalogueFolder(folder)).toThrow(sentence);
    expect(() => readCatalogueFolder(folder)).toThrow(InputError);
  });
});
