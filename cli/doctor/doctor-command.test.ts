import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../shared/platform/sha256.ts';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { runCommand } from '../testing/run-command.ts';

const sample = {
  'catalogue/schedules/2SAT.json': entryFile(),
  'catalogue/schedules/2SATX4.json': entryFile(),
  'catalogue/schedules/NOTES.json': entryFile(),
};

describe('patchplane doctor', () => {
  it('says of each value what it is, or was meant to be, and ends with 1', async () => {
    const folder = folderOf(sample);
    const { code, out } = await runCommand(['doctor', '2SAT', 'EXEMPT', '2sat', '2STA', '22SATX4', 'NOTES'], {
      folder,
    });

    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toEqual([
      '"2SAT"     approved',
      '"EXEMPT"   reserved: it keeps the node out of all windows',
      expect.stringMatching(/^"2sat" {5}meant 2SAT, certain \(.+\)$/),
      expect.stringMatching(/^"2STA" {5}meant 2SAT, likely \(.+\)$/),
      '"22SATX4"  possibly meant 2SATX4 ("22SATX4" is itself a schedule, not approved; optimal string alignment, distance 1)',
      '"NOTES"    unknown: near to no approved value',
    ]);
  });

  it('says it as data', async () => {
    const { code, out } = await runCommand(['doctor', '2STA', '--json'], { folder: folderOf(sample) });

    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      { tag: '2STA', kind: 'meant', value: '2SAT', confidence: 'likely', distance: 1, because: expect.any(String) },
    ]);
  });

  it('calls nothing approved that can never open, and does not propose it', async () => {
    const folder = folderOf({
      ...sample,
      'catalogue/schedules/22SUN.json': entryFile({ zone: 'Mars/Olympus' }),
    });
    const { code, out } = await runCommand(['doctor', '22SUN', '22SNU'], { folder });

    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toEqual([
      '"22SUN"  in the catalogue, but never opens: The zone "Mars/Olympus" of 22SUN is unknown, so it has no windows.',
      '"22SNU"  near to 22SUN, which is in the catalogue, but never opens: The zone "Mars/Olympus" of 22SUN is unknown, so it has no windows.',
    ]);

    const { out: data } = await runCommand(['doctor', '22SNU', '--json'], { folder });
    expect(JSON.parse(data)).toEqual([
      { tag: '22SNU', kind: 'never-opens', value: '22SUN', because: expect.stringContaining('Mars/Olympus') },
    ]);
  });

  it('does not choose between two', async () => {
    const folder = folderOf({
      'catalogue/schedules/2SAT.json': entryFile(),
      'catalogue/schedules/2SUN.json': entryFile(),
    });
    const { out } = await runCommand(['doctor', '2S', '2SAN'], { folder });
    expect(out).toMatch(/"2SAN" {2}(not clear: 2SAT or 2SUN|unknown)/);
    expect(out).not.toContain('meant');
  });

  it('ends with 0 where nothing is wrong', async () => {
    const { code } = await runCommand(['doctor', '2SAT', 'REPLACE'], { folder: folderOf(sample) });
    expect(code).toBe(0);
  });

  it('takes for approved what Security has approved, where the folder says so', async () => {
    const folder = folderOf({
      ...sample,
      'catalogue/schedules/6SAT.json': entryFile(),
      'catalogue/approvals/2SAT.json': { sha256: sha256(JSON.stringify(entryFile())) },
    });
    const { out } = await runCommand(['doctor', '2SAT', '6SAT'], { folder });
    expect(out).toContain('"2SAT"  approved');
    expect(out).not.toContain('"6SAT"  approved');
  });
});
