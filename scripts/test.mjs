/**
 * `npm test`: builds and packages, because some tests read the bundles and the templates, then runs jest with the
 * arguments given. Coverage of the domain is measured and demanded when all tests run, not for a selection.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const everything = args.every((arg) => arg.startsWith('--'));

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
