import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { NOW, runCommand } from '../testing/run-command.ts';

const FREEZE = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:freeze',
  'DTSTART:20261218T170000Z',
  'DTEND:20270104T230000Z',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

const files = {
  'catalogue/schedules/2SUNX2.json': entryFile({ zone: 'America/New_York', environment: 'test' }),
  'catalogue/schedules/2SATX4.json': entryFile({ zone: 'Europe/Berlin', calendars: ['year-end'] }),
  'catalogue/calendars/year-end.ics': FREEZE,
};

describe('patchplane calendar', () => {
  it('prints a year on a page', async () => {
    const folder = folderOf(files);
    const { code, out, err } = await runCommand(['calendar', '--year', '2026'], { folder });

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replace(folder, '…')).toMatchInlineSnapshot(`
"…/catalogue: Patch windows of 2026

  schedule  Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec  all  first
  2SATX4      1    1    1    1    1    1    1    1    1    1    1   1*   12  2026-01-24
  2SUNX2      1    1    1    1    1    1    1    1    1    1    1    1   12  2026-01-11

  Patch Tuesdays: 01-13, 02-10, 03-10, 04-14, 05-12, 06-09, 07-14, 08-11, 09-08, 10-13, 11-10, 12-08
  Clocks: forward on 2026-03-08 in America/New_York
  Clocks: back on 2026-11-01 in America/New_York
  Clocks: forward on 2026-03-29 in Europe/Berlin
  Clocks: back on 2026-10-25 in Europe/Berlin
  Freeze: year-end, 2026-12-18 to 2027-01-04 (UTC)
  *: 1 window taken by a freeze
  2SUNX2@2026-03-08: On 2026-03-08, 02:00 did not exist in America/New_York: the clocks went forward, and
    the window opens at 03:00, the first instant after the gap.
"
`);
  });

  it('gives it as data', async () => {
    const { out } = await runCommand(['calendar', '--year', '2026', '--json'], { folder: folderOf(files) });
    const year = JSON.parse(out);

    expect(year.windows).toHaveLength(24);
    expect(year.windows[0]).toEqual({
      window: '2SUNX2@2026-01-11',
      opensAt: '2026-01-11T07:00:00Z',
      local: '2026-01-11T02:00:00-05:00',
      cutoffAt: '2026-01-11T10:00:00Z',
      closesAt: '2026-01-11T11:00:00Z',
      zone: 'America/New_York',
      environment: 'test',
    });
    const byId = new Map(year.windows.map((window: { window: string }) => [window.window, window]));
    expect(byId.get('2SUNX2@2026-03-08')).toMatchObject({
      clockChange: 'gap',
      sentence: expect.stringContaining('did not exist'),
    });
    expect(byId.get('2SATX4@2026-12-26')).toMatchObject({ frozenBy: 'year-end' });
    expect(byId.get('2SATX4@2026-11-28')).not.toHaveProperty('frozenBy');
    expect(year.freezes).toEqual([{ calendar: 'year-end', from: '2026-12-18T17:00:00Z', to: '2027-01-04T23:00:00Z' }]);
    expect(year.patchTuesdays.slice(0, 3)).toEqual(['2026-01-13', '2026-02-10', '2026-03-10']);
    expect(year.clockChanges).toEqual([
      { zone: 'America/New_York', date: '2026-03-08', kind: 'forward' },
      { zone: 'America/New_York', date: '2026-11-01', kind: 'back' },
      { zone: 'Europe/Berlin', date: '2026-03-29', kind: 'forward' },
      { zone: 'Europe/Berlin', date: '2026-10-25', kind: 'back' },
    ]);
  });

  it.each([
    ['20260104T020000Z', true],
    ['20260104T055959Z', true],
    ['20260104T060000Z', false],
  ])('has a freeze from %s take the window from 02:00 to 06:00: %s', async (begins, taken) => {
    const folder = folderOf({
      'catalogue/schedules/2SUN.json': entryFile({ calendars: ['year-end'] }),
      'catalogue/calendars/year-end.ics': FREEZE.replace('20261218T170000Z', begins)
        .replace('20270104', '20260111')
        .replace('T230000Z', 'T020000Z'),
    });
    const { out } = await runCommand(['calendar', '--year', '2026', '--json'], { folder });
    const windows: readonly { readonly window: string; readonly frozenBy?: string }[] = JSON.parse(out).windows;
    const frozen = windows.filter(({ frozenBy }) => frozenBy !== undefined).map(({ window }) => window);

    // The one that opens at its very end is not taken.
    expect(frozen).toEqual(taken ? ['2SUN@2026-01-04'] : []);
  });

  it('takes the year of the local date, on either side of UTC', async () => {
    const folder = folderOf({
      'catalogue/schedules/0THU.json': entryFile({ zone: 'Pacific/Kiritimati' }),
      'catalogue/schedules/23WED.json': entryFile({ zone: 'Pacific/Pago_Pago' }),
    });
    const { out } = await runCommand(['calendar', '--year', '2026', '--json'], { folder });
    const windows: readonly { readonly window: string; readonly opensAt: string }[] = JSON.parse(out).windows;

    // 2026-01-01 is a Thursday, and 2025-12-31 and 2026-12-30 are Wednesdays.
    expect(windows[0]).toMatchObject({ window: '0THU@2026-01-01', opensAt: '2025-12-31T10:00:00Z' });
    expect(windows.find(({ window }) => window.startsWith('23WED'))?.window).toBe('23WED@2026-01-07');
    expect(
      windows
        .map(({ window }) => window.slice(-10))
        .sort()
        .at(-1),
    ).toBe('2026-12-31');
    expect(windows).toHaveLength(53 + 52);
  });

  it('writes a page and a calendar file, and says so beside its output', async () => {
    const folder = folderOf(files);
    const words = ['calendar', '--year', '2026', '--json', '--html', 'out/year.html', '--ics', 'year.ics'];
    const { out, err } = await runCommand(words, { folder });

    expect(JSON.parse(out).year).toBe(2026);
    expect(err).toBe('Wrote out/year.html: the year on a page\nWrote year.ics: 23 events\n');
    const page = readFileSync(path.join(folder, 'out/year.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('2SATX4');
    const ics = readFileSync(path.join(folder, 'year.ics'), 'utf8').replaceAll('\r\n ', '');
    expect(ics.match(/^UID:.*$/gm)).toContain('UID:2SATX4-2026-11-28-Europe/Berlin@patchplane');
    expect(ics).not.toContain('2SATX4-2026-12-26'); // The freeze has taken it.
    expect(ics).toContain('DTSTART:20260124T010000Z\r\nDTEND:20260124T050000Z\r\nSUMMARY:Patching 2SATX4 (prod)');
  });

  it('gives a window the UID that schedule gives it, and keeps it when all but the zone changes', async () => {
    const uidsIn = (ics: string) => ics.replaceAll('\r\n ', '').match(/^UID:.*$/gm);
    const uids = async (overrides: Readonly<Record<string, unknown>>) => {
      const folder = folderOf({ 'catalogue/schedules/2SATX4.json': entryFile(overrides) });
      await runCommand(['calendar', '--year', '2026', '--ics', 'year.ics'], { folder });
      return uidsIn(readFileSync(path.join(folder, 'year.ics'), 'utf8'));
    };
    const berlin = await uids({ zone: 'Europe/Berlin' });
    const words = ['schedule', '2SATX4', '--zone', 'Europe/Berlin', '--from', '2026-01-01', '--count', '12', '--ics'];

    expect(berlin).toHaveLength(12);
    expect(uidsIn((await runCommand(words)).out)).toEqual(berlin);
    expect(await uids({ zone: 'europe/berlin', durationHours: 8 })).toEqual(berlin);
    expect((await uids({ zone: 'Asia/Tokyo' }))?.filter((uid) => berlin?.includes(uid))).toEqual([]);
  });

  it('leaves out what has no windows, and says so', async () => {
    const folder = folderOf({
      ...files,
      'catalogue/schedules/2SAT.json': '{}',
      'catalogue/schedules/SAT.json': entryFile(),
    });
    const { code, out, err } = await runCommand(['calendar', '--year', '2026'], { folder });

    expect(code).toBe(0);
    expect(err).toBe('Left out: "2SAT", "SAT", which have no windows (see patchplane lint)\n');
    expect(out).not.toMatch(/^ {2}(2SAT|SAT) /m);
  });

  it.each([
    [['--year', '26'], 'Cannot read --year: it is "26", wanted a whole number from 1970 to 2999'],
    [['--year', '2026', '--html', ''], 'Cannot read --html: it is "", wanted a file such as out/2026.html, and not'],
    [['--year', '2026', '--html', '/tmp'], 'it is "/tmp", wanted a file such as out/2026.html, and not a folder'],
    [['--year', '2026', '--html', 'catalogue'], 'Cannot read --html: it is "catalogue", wanted a file'],
    [['--year', '2026', '--ics', 'new/'], 'Cannot read --ics: it is "new/", wanted a file such as out/2026.ics, and'],
    [['--year', '2026', '--html', '/dev/null/year.html'], 'Cannot write /dev/null/year.html: '],
  ])('refuses %j', async (words, sentence) => {
    const { code, err } = await runCommand(['calendar', ...words], { folder: folderOf(files), now: NOW });
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
