/**
 * `npm test`: builds and packages, because some tests read the bundles and the templates, then runs jest with the
 * arguments given. Coverage of the domain is measured and demanded when all tests run, not for a selection.
 * With `--slow` it runs the tests that take minutes, `*.slow.test.ts`, and only those.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '..');
const slow = process.argv.includes('--slow');
const args = process.argv.slice(2).filter((arg) => arg !== '--slow');
const everything = !slow && args.every((arg) => arg.startsWith('--'));
if (slow) process.env.TEST_SLOW = 'true'; // jest.config.ts chooses by it

run('scripts/build.mjs', '--quiet');
run('scripts/package.mjs', '--quiet');
run('node_modules/jest/bin/jest.js', ...(everything ? ['--coverage'] : []), ...args);

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
