import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../shared/domain/schedule/lint/finding.ts';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { runCommand } from '../testing/run-command.ts';

async function findingsOf(words: readonly string[]): Promise<{ code: number; findings: Finding[] }> {
  const { code, out } = await runCommand(['lint', '--json', ...words]);
  return { code, findings: JSON.parse(out) };
}

describe('patchplane lint', () => {
  it('ends with 0 where there is nothing to find', async () => {
    const folder = folderOf({ 'catalogue/schedules/2SUN.json': entryFile() });

    expect(await runCommand(['lint', '--from', '2026-01-01'], { folder })).toEqual({
      code: 0,
      out: `${folder}/catalogue: 1 entry, 2026-01-01 to 2031-01-01\n\nno findings\n`,
      err: '',
    });
  });

  it('proves the calendar facts, to the number', async () => {
    const peers = ['--catalogue', 'shared/testing/peers-catalogue', '--years', '10', '--from', '2026-01-01'];
    const { code, findings } = await findingsOf(peers);

    expect(code).toBe(1);
    const counted = new Map(findings.map(({ entry, code: found, dates }) => [`${entry} ${found}`, dates.length]));
    expect(Object.fromEntries(counted)).toMatchObject({
      '2SATX4 patch-tuesday-late': 50,
      '2SATX2 patch-tuesday-late': 42,
      '4THUX2 ring-inversion': 36,
      '2SUNX2 clock-change-gap': 10,
      '1SUNX1 clock-change-overlap': 10,
    });
  });

  it('tells what it finds in words, with dates and cure', async () => {
    const folder = folderOf({ 'c/schedules/2SUNX2.json': entryFile({ zone: 'America/New_York' }) });
    const { code, out } = await runCommand(['lint', '--catalogue', 'c', '--from', '2026-01-01'], { folder });

    expect(code).toBe(1);
    expect(out).toContain('2SUNX2  clock-change-gap\n');
    expect(out).toContain('  2026-03-08, 2027-03-14, 2028-03-12, 2029-03-11, 2030-03-10\n');
    expect(out).toContain('  Cure: ');
    expect(out).toContain('\n1 finding in 1 entry\n');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('tells of dates beyond the sixth only how many there are', async () => {
    const folder = folderOf({ 'catalogue/schedules/2SUNX2.json': entryFile({ zone: 'America/New_York' }) });
    const { out } = await runCommand(['lint', '--from', '2026-01-01', '--years', '10'], { folder });
    expect(out).toContain('2031-03-09 and 4 more');
  });

  it('finds entries that cannot be read among the others', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SAT.json': '{',
      'catalogue/schedules/6SAT.json': entryFile({ durationHours: 30 }),
      'catalogue/schedules/10SAT.json': entryFile({ zone: 'Europe/Berlim' }),
      'catalogue/schedules/14STA.json': entryFile(),
      'catalogue/schedules/18SAT.json': entryFile({ cutoffHours: 4 }),
      'catalogue/schedules/22SAT.json': entryFile(),
    });
    const { code, findings } = await findingsOf(['--catalogue', `${folder}/catalogue`, '--from', '2026-01-01']);

    expect(code).toBe(1);
    expect(findings.map((finding) => [finding.entry, finding.code])).toEqual([
      ['2SAT', 'unreadable'],
      ['6SAT', 'unreadable'],
      ['10SAT', 'zone-unknown'],
      ['14STA', 'not-a-schedule'],
      ['18SAT', expect.stringContaining('cutoff')],
    ]);
    expect(findings[0]?.sentence).toContain('it is not JSON');
    expect(findings[1]?.sentence).toContain('durationHours is 30, wanted a whole number from 1 to 24');
  });

  it('finds a default rule that hands out what is not there', async () => {
    const rules = [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SUN' } }];
    const folder = folderOf({ 'c/schedules/2SAT.json': entryFile(), 'c/defaults.json': { rules } });
    const { code, out } = await runCommand(['lint', '--catalogue', 'c', '--from', '2026-01-01'], { folder });

    expect(code).toBe(1);
    expect(out).toContain('2SUN  default-unknown\n');
    expect(out).toContain('The default rule "all" hands out 2SUN, which is not in the catalogue.\n');
  });

  it('holds a ring to its soak', async () => {
    const after = { schedule: '2SATX2', soakHours: 72 };
    const folder = folderOf({
      'c/schedules/2SATX2.json': entryFile(),
      'c/schedules/2SUNX2.json': entryFile({ after }),
    });
    const { out } = await runCommand(['lint', '--catalogue', 'c', '--from', '2026-01-01'], { folder });
    expect(out).toContain('2SUNX2  ring-soak\n');
  });

  it.each([
    [['--years', '51'], 'Cannot read --years: it is "51", wanted a whole number from 1 to 50'],
    [['--from', '2026-13-01'], 'Cannot read --from: it is "2026-13-01"'],
    [['--catalogue', 'nowhere'], 'Cannot read catalogue "nowhere": it has no folder schedules'],
  ])('refuses %j', async (words, sentence) => {
    const { code, out, err } = await runCommand(['lint', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
  });
});
