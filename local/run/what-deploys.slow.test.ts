/** What runs on the laptop is what deploys: a fault in the very files of the deployment shows in a run. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Run } from '../report/run.ts';
import { playedRun, playedRunIn } from './played-run.ts';

const PATIENCE_MS = 120_000;
const PROJECT = path.resolve(import.meta.dirname, '../..');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a misspelt event pattern in serverless.yml', () => {
  // Somebody sets 22STA at 19:40 in the default organization. What was wrong with the owner's tags from the start is told
  // by then, in a notice and in a digest an hour later, and nobody has told them about a tag within the hour.
  const until = (to: string) => ['--from', '2026-03-06T17:20', '--to', to];

  it(
    'keeps the tag notice from coming within seconds, as it otherwise does',
    async () => {
      const well = await playedRun(...until('2026-03-06T19:40:05'));
      const misspelt = await runWith(
        'serverless.yml',
        'Tag Change on Resource',
        'Tag Change of Resource',
        until('2026-03-06T19:40:05'),
      );

      expect(refusalsOf('22STA', well)).toHaveLength(1);
      expect(refusalsOf('22STA', misspelt)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'is made up for by AWS Config minutes later: nothing depends on an event arriving (P7)',
    async () => {
      const misspelt = await runWith(
        'serverless.yml',
        'Tag Change on Resource',
        'Tag Change of Resource',
        until('2026-03-06T19:50'),
      );

      expect(refusalsOf('22STA', misspelt)).toHaveLength(1);
      expect(lawsBroken(misspelt)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('a grant taken away', () => {
  it(
    'from a function: AccessDenied is told, and the window waits instead of opening',
    async () => {
      const run = await runWith(
        'stacks/hub/roles.yml',
        'config:SelectAggregateResourceConfig',
        'config:DescribeConfigRules',
        ['--organization', 'examples/single-account.json', '--from', '2026-03-06T21:50', '--to', '2026-03-06T22:20'],
      );

      const told = run.notices.filter(({ kind }) => kind === 'window-waiting');
      expect(told.map(({ key }) => key)).toEqual(['window-waiting#22FRI@2026-03-06#roster-unread']);
      expect(told[0]?.body).toMatch(/AccessDenied.*config:SelectAggregateResourceConfig/);
      expect(run.windows).toMatchObject([{ id: '22FRI@2026-03-06', state: 'opening' }]);
      expect(run.installs).toEqual([]);
      expect(lawsBroken(run)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'from a member role: the default tag is not written, and AccessDenied is told',
    async () => {
      const run = await runWith('stacks/member.yml', 'ec2:CreateTags', 'ec2:DescribeTags', [
        '--from',
        '2026-03-06T18:00',
        '--to',
        '2026-03-06T18:30',
      ]);

      // Hybrid nodes are tagged by Systems Manager, and get theirs.
      const given = run.notices.filter(({ kind }) => kind === 'tag-defaulted').map(({ key }) => key);
      expect(given.filter((key) => !key.startsWith('tag-defaulted#mi-'))).toEqual([]);
      const told = run.notices.filter(({ kind, severity }) => kind === 'tag-not-defaulted' && severity === 'critical');
      expect(told.length).toBeGreaterThan(0);
      for (const { body } of told) expect(body).toMatch(/UnauthorizedOperation|AccessDenied/);
      expect(lawsBroken(run)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

/** A run of a copy of the project in which one word of one file is another, packaged anew. */
async function runWith(file: string, word: string, other: string, words: readonly string[]): Promise<Run> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-changed-'));
  folders.push(folder);
  const services = ['serverless.yml', 'serverless.region.yml', 'serverless.account.yml'];
  for (const part of ['dist', 'runbooks', 'stacks', ...services]) {
    cpSync(path.join(PROJECT, part), path.join(folder, part), { recursive: true });
  }
  const text = readFileSync(path.join(folder, file), 'utf8');
  if (!text.includes(word)) throw new Error(`Cannot change ${word} in ${file}: it is not there`);
  writeFileSync(path.join(folder, file), text.replace(word, other));
  const packaging = [path.join(PROJECT, 'scripts/package.mjs'), '--quiet', '--service', folder];
  const { status, stderr } = spawnSync(process.execPath, packaging, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Cannot package the copy: ${stderr}`);
  return playedRunIn(folder, ...words);
}

function refusalsOf(value: string, { notices }: Run): Run['notices'] {
  return notices.filter(({ kind, subject }) => kind === 'tag-refused' && subject.includes(`"${value}"`));
}

/** What the referee and the report say of the laws; a grant that was taken away is a problem of its own. */
function lawsBroken({ problems }: Run): string[] {
  return problems.filter((problem) => /^P\d/.test(problem));
}
