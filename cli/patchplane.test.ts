/** The command as npm links it, in processes of its own, out of what `npm run build` writes. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folderOf } from './testing/folder-of.ts';

const PROJECT = path.resolve(import.meta.dirname, '..');
const { bin } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
const launcher = path.join(PROJECT, bin.patchplane);

function start(program: string, words: readonly string[], folder = PROJECT) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, stdout, stderr };
}

describe('npx patchplane', () => {
  it('can be run by the shell', () => {
    expect(readFileSync(launcher, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(launcher).mode & 0o111).toBe(0o111);
  });

  it('prints windows as data', () => {
    const words = ['schedule', '2SATX4', '--zone', 'Europe/Berlin', '--from', '2026-01-01', '--count', '1', '--json'];
    expect(start(launcher, words)).toEqual({
      status: 0,
      stdout: `[{"window":"2SATX4@2026-01-24","opensAt":"2026-01-24T01:00:00Z","local":"2026-01-24T02:00:00+01:00"}]\n`,
      stderr: '',
    });
  });

  it('ends with 1 for findings, and 2 for refused input, without a stack trace', () => {
    expect(start(launcher, ['lint', '--from', '2026-01-01', '--json'])).toMatchObject({ status: 1, stderr: '' });
    expect(start(launcher, ['schedule', '2STA'])).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Cannot read the schedule: "2STA" is not a schedule: .+\n$/),
    });
  });

  it('says in a line why it cannot reach Parameter Store', () => {
    expect(start(launcher, ['catalogue', 'pull'], folderOf())).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Cannot ask STS for the account (no Region): Region is missing\n',
    });
  });

  it('says how to build it where it is not built', () => {
    const folder = folderOf();
    mkdirSync(path.join(folder, 'cli'));
    const copy = path.join(folder, bin.patchplane);
    copyFileSync(launcher, copy);
    expect(start(copy, ['--help'], folder)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('patchplane is not built yet: '),
    });
  });
});
