/**
 * `npm test`: builds and packages, because some tests read the bundles and the templates, then runs jest with the
 * arguments given. Coverage of the domain is measured and demanded when all tests run, not for a selection.
 * With `--slow` it runs the tests that take minutes, `*.slow.test.ts`, and only those. After all tests, what the roles grant
 * is held against what was called on the embedded AWS.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '..');
const slow = process.argv.includes('--slow');
const args = process.argv.slice(2).filter((arg) => arg !== '--slow');
const everything = !slow && args.every((arg) => arg.startsWith('--'));
if (slow) process.env.TEST_SLOW = 'true'; // jest.config.ts chooses by it

// Runs of the embedded AWS note here which grants they made use of; a selection would say nothing about all of them.
const usedGrants = path.join(project, 'out/grants');
if (everything) rmSync(usedGrants, { recursive: true, force: true });
if (everything || slow) process.env.PATCHPLANE_USED_GRANTS = usedGrants;

run('scripts/build.mjs', '--quiet');
run('scripts/package.mjs', '--quiet');
run('node_modules/jest/bin/jest.js', ...(everything ? ['--coverage'] : []), ...args);
if (everything) run('scripts/grants.mjs', '--check');

/** Ends this process with the same code as soon as a step fails. */
function run(script, ...scriptArgs) {
  // Jest needs vm modules to run ES modules, and Node says at every start that they are experimental.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const { status } = spawnSync(process.execPath, [...flags, path.join(project, script), ...scriptArgs], {
    cwd: project,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
