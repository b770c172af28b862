/**
 * `npm start`: builds the functions, packages the service offline, and runs both in the embedded AWS. What runs is what
 * deploys: the bundles and templates that `npm run package` writes.
 */
import { spawn } from 'node:child_process';

const words = process.argv.slice(2);
const help = words.includes('--help');

// What a step prints goes to standard error: standard output belongs to the run.
const toError = ['inherit', process.stderr.fd, 'inherit'];
const steps = [
  { say: 'Building the functions', script: ['scripts/build.mjs', '--quiet'], stdio: toError },
  // Help needs no package, but it is described in the program that is built.
  ...(help ? [] : [{ say: 'Packaging the service', script: ['scripts/package.mjs', '--quiet'], stdio: toError }]),
];

for (const { say, script, stdio } of steps) {
  process.stderr.write(`${say} …\n`);
  if ((await run(script, stdio)) !== 0) process.exit(1);
}
if (!help) process.stderr.write('Running …\n');
process.exit(await run(['--enable-source-maps', 'dist/local/main.js', ...words], 'inherit'));

/** The child decides how it ends: a signal that reaches us is its to answer. */
function run(script, stdio) {
  const child = spawn(process.execPath, script, { stdio });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`Cannot run ${script[0]}: ${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? 1);
    });
  });
}
