/**
 * Packages what deploys, offline and without credentials: the hub's stack into `.serverless/`, that of a governed
 * Region into `.serverless/region/`. It takes osls, the `serverless` of this project (docs/decisions/0002-osls.md).
 *
 *   --quiet        says nothing unless it fails
 *   --service DIR  packages a copy of the project elsewhere, with this project's osls
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Packaging takes two seconds; osls that spins on a cycle of symbolic links would never end. */
const TIMEOUT_MS = 120_000;

const project = path.resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: { quiet: { type: 'boolean' }, service: { type: 'string' } } });
const service = path.resolve(options.service ?? project);

try {
  buildWhatIsMissing();
  packageBoth();
  if (!options.quiet) for (const folder of ['.serverless', '.serverless/region']) console.log(summary(folder));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function buildWhatIsMissing() {
  const functions = path.join(service, 'functions');
  const names = existsSync(functions) ? readdirSync(functions) : [];
  const missing = names.filter(
    (name) =>
      existsSync(path.join(functions, name, 'handler.ts')) &&
      !existsSync(path.join(service, 'dist', name, 'handler.js')),
  );
  if (missing.length > 0) run(`Cannot build ${missing.join(', ')}`, 'scripts/build.mjs', ['--quiet']);
}

/** osls always writes to `.serverless` first, and its `--package` cannot move that into a folder of itself. */
function packageBoth() {
  const [output, aside] = ['.serverless', '.serverless-region'].map((folder) => path.join(service, folder));
  for (const folder of [output, aside]) rmSync(folder, { recursive: true, force: true });

  try {
    osls('serverless.region.yml');
    renameSync(output, aside);
    osls('serverless.yml');
    renameSync(aside, path.join(output, 'region'));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function osls(file) {
  if (!existsSync(path.join(service, file))) throw new Error(`Cannot package ${file}: there is none in ${service}`);
  run(`Cannot package ${file}`, 'node_modules/serverless/bin/serverless.js', ['package', '--config', file]);
}

function run(failure, script, args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [path.join(project, script), ...args], {
    cwd: service,
    env: environment(),
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) throw new Error(`${failure}: ${error.message}`);
  if (status !== 0) throw new Error(`${failure}. It ended with ${status} and said:\n${stdout}${stderr}`);
}

/** Whatever profile the user works with is nobody's business here, and a broken one must not stop the packaging. */
function environment() {
  const withoutAws = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(withoutAws),
    CI: 'true', // No questions, no spinner.
    SLS_SCHEMA_CACHE_BASE_DIR: path.join(project, 'node_modules/.cache'), // Instead of the home directory.
  };
}

function summary(folder) {
  const file = `${folder}/cloudformation-template-update-stack.json`;
  const template = JSON.parse(readFileSync(path.join(service, file), 'utf8'));
  return `${file}  ${Object.keys(template.Resources).length} resources`;
}
