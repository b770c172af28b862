/**
 * Packages what deploys, offline and without credentials: the hub's stack into `.serverless/`, that of a governed
 * Region into `.serverless/region/`, and that of a single account, which has a member's part too, into
 * `.serverless/account/`, if the service has one. It takes osls, the `serverless` of this project (docs/decisions/0002-osls.md).
 *
 *   --quiet        says nothing unless it fails
 *   --service DIR  packages a copy of the project elsewhere, with this project's osls
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { memberBesideHub } from './member-beside-hub.mjs';

/** Packaging takes two seconds; osls that spins on a cycle of symbolic links would never end. */
const TIMEOUT_MS = 120_000;

const project = path.resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: { quiet: { type: 'boolean' }, service: { type: 'string' } } });
const service = path.resolve(options.service ?? project);

try {
  buildWhatIsMissing();
  writeMemberBesideHub();
  const besides = ['region', 'account'].filter((name) => name === 'region' || has(`serverless.${name}.yml`));
  packageAll(besides);
  const folders = ['.serverless', ...besides.map((name) => `.serverless/${name}`)];
  if (!options.quiet) for (const folder of folders) console.log(summary(folder));
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

/** What `serverless.account.yml` takes in beside the service of a Region. */
function writeMemberBesideHub() {
  if (!has('serverless.account.yml')) return;
  mkdirSync(path.join(service, 'dist'), { recursive: true });
  const member = memberBesideHub(path.join(service, 'stacks/member.yml'));
  writeFileSync(path.join(service, 'dist/member-beside-hub.json'), JSON.stringify(member));
}

/** osls always writes to `.serverless` first, and its `--package` cannot move that into a folder of itself. */
function packageAll(besides) {
  const output = path.join(service, '.serverless');
  const aside = (name) => path.join(service, `.serverless-${name}`);
  for (const folder of [output, ...besides.map(aside)]) rmSync(folder, { recursive: true, force: true });

  try {
    for (const name of besides) {
      osls(`serverless.${name}.yml`);
      renameSync(output, aside(name));
    }
    osls('serverless.yml');
    for (const name of besides) renameSync(aside(name), path.join(output, name));
  } finally {
    for (const name of besides) rmSync(aside(name), { recursive: true, force: true });
  }
}

function has(file) {
  return existsSync(path.join(service, file));
}

function osls(file) {
  if (!has(file)) throw new Error(`Cannot package ${file}: there is none in ${service}`);
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
