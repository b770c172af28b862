/**
 * `npm run mutate [-- FOLDER…]`: breaks `shared/domain`, or folders of it, one thing at a time, and sees whether a test goes
 * red (stryker.config.mjs). It writes `out/mutation.json` and prints what survived; less than the wanted score is an error.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { REPORT, readReport } from './mutate-report.mjs';

const project = path.resolve(import.meta.dirname, '..');
const named = process.argv.slice(2).map((folder) => `shared/domain/${folder}`);
const unknown = named.find((folder) => !existsSync(path.join(project, folder)));
if (unknown !== undefined) {
  console.error(`Cannot mutate ${unknown}: wanted a folder of shared/domain`);
  process.exit(2);
}
const folders = named.length === 0 ? ['shared/domain'] : named;

// What a run that crashed has left behind, and what the last one found.
rmSync(path.join(project, 'out/mutation'), { recursive: true, force: true });
rmSync(REPORT, { force: true });
const { status } = spawnSync(
  process.execPath,
  [path.join(project, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run'],
  { cwd: project, stdio: 'inherit', env: { ...process.env, MUTATE_FOLDERS: folders.join(',') } },
);
for (const { file, survivors } of readReport() ?? []) {
  for (const { line, original, replacement } of survivors) {
    console.log(`shared/domain/${file}:${line} lives with ${replacement} for ${original}`);
  }
}
process.exit(status ?? 1);
